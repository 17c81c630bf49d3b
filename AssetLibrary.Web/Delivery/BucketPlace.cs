using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Replication.Buckets;

namespace AssetLibrary.Web.Delivery;

/// <summary>The bucket. Each part of a file is asked for with a signature of its own, so none runs out on the way.</summary>
internal sealed class BucketPlace(BucketDevice bucket, RangedDownload download) : IBytePlace
{
    public string Name => "bucket";

    public ValueTask<bool> KnowsAsync(MediaItem item, CancellationToken cancel) => new(bucket.IsSet);

    public async Task<string> FetchAsync(MediaItem item, CancellationToken cancel) =>
        await bucket.Store.HasAsync(item.Sha256, cancel)
            ? await download.FetchAsync(item.Sha256, item.Bytes, [bucket.Store], parts: null, cancel)
            : throw new StoreTroubleException("It is not in the bucket.", isTemporary: false);
}
