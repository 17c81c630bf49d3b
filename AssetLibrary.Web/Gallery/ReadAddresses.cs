using System.Collections.Concurrent;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Replication.Buckets;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>
/// Addresses to read a file from without signing in: the bucket's, where it is the primary store and has the file, else this server's. One
/// that was given out is given out again until ten minutes before its end.
/// </summary>
internal sealed class ReadAddresses(
    UploadPermits permits,
    BucketDevice bucket,
    ReplicationOptions storage,
    DeliveryCounts counts,
    TimeProvider time
)
{
    private const int Most = 10_000;

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Host, Guid Item), (string Url, DateTimeOffset Until)> known = new();

    public async Task<(string Url, DateTimeOffset ExpiresAt)> ForAsync(
        Guid item,
        BlobRef blob,
        HttpRequest request,
        LibraryContext db,
        CancellationToken cancel
    )
    {
        var key = (request.Host.Value ?? "", item);
        if (known.TryGetValue(key, out var last) && last.Until - Margin > time.GetUtcNow())
        {
            counts.Count("signed", "reused");
            return last;
        }

        counts.Count("signed", "new");
        var inBucket =
            storage.Primary == PrimaryStore.S3
            && bucket.IsSet
            && await db.Copies().AnyAsync(p => p.Sha256 == blob && p.DeviceId == bucket.Id, cancel);
        var made =
            inBucket && await bucket.Store.UrlAsync(blob, UploadPermits.Lifetime, cancel) is { } url
                ? (url.AbsoluteUri, time.GetUtcNow() + UploadPermits.Lifetime)
                : permits.ForRead(item.ToString(), request);
        if (known.Count >= Most)
        {
            known.Clear();
        }

        known[key] = made;
        return made;
    }
}
