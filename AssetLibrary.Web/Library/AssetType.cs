namespace AssetLibrary.Web.Library;

public enum AssetType { Character, Location, Prop }
