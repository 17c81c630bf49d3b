using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Replication;

public enum DeviceKind
{
    Server,
    Bucket,

    /// <summary>What somebody keeps offline in a browser: to be looked at there, and no copy that anybody can count on.</summary>
    Browser,
}

/// <summary>A place that keeps blobs: this server, another server, a bucket.</summary>
public sealed class Device
{
    private Device() { }

    public Device(Guid id, DeviceKind kind, string name) => (Id, Kind, Name) = (id, kind, SearchText.Cut(name, 100));

    public Guid Id { get; private set; }
    public DeviceKind Kind { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Where others reach it; null for a server that nobody asks.</summary>
    public string? Url { get; set; }
    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>Bytes that it may still take; null where nobody can say.</summary>
    public long? FreeBytes { get; private set; }

    /// <summary>What was wrong when it was last asked, as a sentence; null when all was well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Which installation speaks for it; two at once are a copied data folder.</summary>
    public string? Installation { get; private set; }

    /// <summary>What this library says to it, protected; null for one that shares this library, and for buckets.</summary>
    public string? Secret { get; set; }

    /// <summary>The SHA-256 of what it says to this library.</summary>
    public string? KnownBy { get; set; }

    /// <summary>How much a browser says that it keeps; null for all others, whose files are known one by one.</summary>
    public long? KeptFiles { get; private set; }

    /// <summary>Bytes of these.</summary>
    public long? KeptBytes { get; private set; }

    public void Keeps(long files, long bytes) => (KeptFiles, KeptBytes) = (files, bytes);

    public void Rename(string name) => Name = SearchText.Cut(name, 100);

    public void Seen(DateTimeOffset now, long? freeBytes, string? trouble = null) =>
        (LastSeenAt, FreeBytes, Trouble) = (now, freeBytes, trouble is null ? null : SearchText.Cut(trouble, 500));

    public void Lost(string trouble) => Trouble = SearchText.Cut(trouble, 500);

    public void SpokenForBy(string installation) => Installation = installation;
}

/// <summary>What the library knows of bytes, wherever they lie.</summary>
public sealed class BlobMeta : ITellsOfBlobs
{
    public required BlobRef Sha256 { get; init; }
    public required long Bytes { get; init; }
    public string? ContentType { get; init; }
    public string? FileName { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>That a device has bytes, how healthy they were, and when somebody last looked.</summary>
public sealed class DevicePresence : ITellsOfBlobs
{
    public required Guid DeviceId { get; init; }
    public required BlobRef Sha256 { get; init; }
    public BlobHealth Health { get; set; }
    public DateTimeOffset VerifiedAt { get; set; }
}

public enum RequestAction
{
    Copy,
    Remove,
}

/// <summary>That bytes are to be copied to a device, or removed from it; it goes when that is done.</summary>
public sealed class ReplicationRequest : ITellsOfBlobs
{
    /// <summary>After so many failures nobody tries by himself any more.</summary>
    public const int Enough = 12;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    public required Guid DeviceId { get; init; }
    public required BlobRef Sha256 { get; init; }
    public required RequestAction Action { get; init; }

    /// <summary>The higher, the sooner.</summary>
    public int Priority { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int Failures { get; private set; }
    public DateTimeOffset NotBefore { get; private set; }
    public string? Error { get; private set; }

    public void Fail(string why, DateTimeOffset now)
    {
        Failures++;
        Error = SearchText.Cut(why, 500);
        var wait = Shortest * Math.Pow(2, Math.Min(Failures - 1, 12));
        NotBefore = now + (wait < Longest ? wait : Longest);
    }
}
