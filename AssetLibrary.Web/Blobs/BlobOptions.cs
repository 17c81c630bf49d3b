namespace AssetLibrary.Web.Blobs;

/// <summary>Where this server's bytes lie, and how large one thing may be.</summary>
public sealed class BlobOptions
{
    public required string Folder { get; init; }

    /// <summary>Temporary files of puts; on the same file system, so that a rename is atomic.</summary>
    public string Incoming => Path.Combine(Folder, ".incoming");

    /// <summary><c>Uploads:MaxBytes</c>, in bytes; 2 GiB by default.</summary>
    public long MaxBytes { get; init; } = 2L << 30;
}
