namespace AssetLibrary.Web.Library.Names;

/// <summary>The keys under which names are found again although they are spelled in another way.</summary>
public static class NameKeys
{
    /// <summary>Another number: the keys of every asset are made anew at the next start.</summary>
    public const int Version = 1;
}
