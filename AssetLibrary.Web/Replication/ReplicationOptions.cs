using AssetLibrary.Web.Blobs;

namespace AssetLibrary.Web.Replication;

/// <summary>Where programs are sent with their files.</summary>
public enum PrimaryStore
{
    Local,

    /// <summary>The bucket: it is to have everything, and this server's disk is a copy.</summary>
    S3,
}

/// <summary>How many copies there are to be, and how fast they are made: <c>Storage:…</c>.</summary>
public sealed class ReplicationOptions
{
    public PrimaryStore Primary { get; init; }

    /// <summary>Of what is best in a history.</summary>
    public int CopiesOfBest { get; init; } = 2;

    /// <summary>Of everything else that the library names.</summary>
    public int CopiesOfOthers { get; init; } = 1;

    /// <summary>Files that travel at once.</summary>
    public int AtOnce { get; init; } = 8;
}

/// <summary>A room that knows which bytes the library would miss says how many copies of them there are to be.</summary>
public interface IWantedCopies
{
    /// <summary>Bytes of the highest class, of which <see cref="ReplicationOptions.CopiesOfBest"/> are wanted.</summary>
    IQueryable<BlobRef> Best();

    /// <summary>All bytes that are to be kept, these among them.</summary>
    IQueryable<BlobRef> All();
}

/// <summary>A room that knows what names bytes takes away from this server what the library does not need any more.</summary>
public interface IUnneededBytes
{
    /// <summary>The bytes, copies that were put aside, and what was made from them; nothing of what something names.</summary>
    Task PurgeAsync(BlobRef blob, long bytes, CancellationToken cancel);
}
