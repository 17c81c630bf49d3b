namespace AssetLibrary.Web.Names;

/// <summary>What an asset is of, in the library, in projects and in scripts.</summary>
public enum AssetType
{
    Character,
    Location,
    Prop,
}
