namespace AssetLibrary.Web.Blobs;

/// <summary>What a store says of bytes without reading them.</summary>
/// <param name="Bytes">How many.</param>
/// <param name="FileName">Of the first file that had them; null where it is not known.</param>
/// <param name="ContentType">What their beginning looked like; null where it is not known.</param>
/// <param name="PutAt">When they were last put.</param>
public sealed record BlobStat(BlobRef Blob, long Bytes, string? FileName, string? ContentType, DateTimeOffset PutAt);

/// <summary>What goes along with bytes.</summary>
public sealed record BlobFacts(string? FileName = null, string? ContentType = null);

/// <summary>Whether bytes are what their address says, and where they were when somebody looked.</summary>
public enum BlobHealth
{
    Ok,

    /// <summary>Not there, though they were.</summary>
    Missing,

    /// <summary>A file of a watched folder that has changed since it was read.</summary>
    Modified,

    /// <summary>Other bytes than their address says.</summary>
    Corrupt,

    /// <summary>There, but they cannot be read.</summary>
    Unreadable,
}

/// <summary>A store cannot do what was asked of it; the message is a sentence for a person.</summary>
public sealed class StoreTroubleException(string message, bool isTemporary, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The same may work in a while.</summary>
    public bool IsTemporary => isTemporary;
}

/// <summary>Where bytes can be read from by their address.</summary>
public interface IBlobSource
{
    /// <param name="blob">Whose bytes.</param>
    /// <param name="from">Of the first byte.</param>
    /// <param name="count">How many at most; null for all the rest.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Null when it is not there.</returns>
    Task<Stream?> OpenAsync(BlobRef blob, long from = 0, long? count = null, CancellationToken cancel = default);
}

/// <summary>
/// A place that keeps bytes by their address: this server's disk, a bucket, or memory. All of them hold one contract: what is there is
/// whole, putting twice is putting once, deleting what is not there is no error. All throw <see cref="StoreTroubleException"/>.
/// </summary>
public interface IBlobStore : IBlobSource
{
    Task<bool> HasAsync(BlobRef blob, CancellationToken cancel = default);

    /// <summary>Null when it is not there.</summary>
    Task<BlobStat?> StatAsync(BlobRef blob, CancellationToken cancel = default);

    /// <summary>Keeps the bytes of a file; other bytes than the address says are refused, and nothing of them is kept.</summary>
    Task PutAsync(BlobRef blob, string file, BlobFacts facts, CancellationToken cancel = default);

    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteAsync(BlobRef blob, CancellationToken cancel = default);

    /// <summary>All that is there; nothing else that lies in the same place.</summary>
    IAsyncEnumerable<BlobStat> ListAsync(CancellationToken cancel = default);

    /// <summary>An address at which anyone can read the bytes for a while; null where the store has none.</summary>
    Task<Uri?> UrlAsync(BlobRef blob, TimeSpan lifetime, CancellationToken cancel = default);

    /// <summary>Reads the bytes and compares them with their address.</summary>
    Task<BlobHealth> ScanAsync(BlobRef blob, CancellationToken cancel = default);

    /// <summary>The file name that goes along; the address stays.</summary>
    /// <returns>False when it is not there.</returns>
    Task<bool> RenameAsync(BlobRef blob, string fileName, CancellationToken cancel = default);
}
