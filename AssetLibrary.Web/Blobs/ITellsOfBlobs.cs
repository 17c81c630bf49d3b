namespace AssetLibrary.Web.Blobs;

/// <summary>A row that tells of bytes without needing them: nothing is kept, or shown to anybody, because of it.</summary>
public interface ITellsOfBlobs;
