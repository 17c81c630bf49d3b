namespace AssetLibrary.Web.Blobs;

/// <summary>Where this server's bytes lie, and how large one thing may be.</summary>
public sealed class BlobOptions
{
    public required string Folder { get; init; }

    /// <summary>Temporary files of puts; on the same file system, so that a rename is atomic.</summary>
    public string Incoming => Path.Combine(Folder, ".incoming");

    /// <summary>Large files that are being fetched from elsewhere, as far as they have come.</summary>
    public string Partial => Path.Combine(Folder, ".partial");

    /// <summary>Whole files that a failing disk could not take in.</summary>
    public string Unplaced => Path.Combine(Folder, ".unplaced");

    /// <summary>Bytes that no row has named for <see cref="OrphanGrace"/>. Reading them moves them back.</summary>
    public string Quarantine => Path.Combine(Folder, ".quarantine");

    /// <summary><c>Blobs:OrphanGraceHours</c>, 24 by default; none: bytes that no row names stay where they are.</summary>
    public TimeSpan? OrphanGrace { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What was put before this moment and has no row will get none.</summary>
    public DateTimeOffset OldEnough(DateTimeOffset now) => now - (OrphanGrace ?? TimeSpan.FromDays(1));

    /// <summary><c>Blobs:QuarantineDays</c>, 30 by default: for so long, what was put aside can be had back.</summary>
    public TimeSpan QuarantineTime { get; init; } = TimeSpan.FromDays(30);

    /// <summary><c>Uploads:MaxBytes</c>, in bytes; 2 GiB by default.</summary>
    public long MaxBytes { get; init; } = 2L << 30;
}
