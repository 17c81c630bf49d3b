using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using AssetLibrary.Web.Blobs;

namespace AssetLibrary.Web.Replication.Buckets;

/// <summary>What a test of the connection found.</summary>
/// <param name="Trouble">A sentence; null when all is well.</param>
/// <param name="TakesChecksums">Whether the service takes checksum trailers; null when that was not asked.</param>
/// <param name="ClockDifference">The service's clock less this server's; null where it tells none.</param>
public sealed record BucketVerdict(string? Trouble, bool? TakesChecksums = null, TimeSpan? ClockDifference = null);

/// <summary>Puts, reads, lists and deletes something small, and says in a sentence what does not work.</summary>
public static class BucketTest
{
    public static async Task<BucketVerdict> TestAsync(this BucketStore store, CancellationToken cancel = default)
    {
        if (!store.Options.IsSet)
        {
            return new("No bucket is set: set Storage:S3:Bucket and its keys.");
        }

        var file = Path.Combine(Path.GetTempPath(), $"assetlibrary-bucket-{Guid.NewGuid():N}");
        var bytes = RandomNumberGenerator.GetBytes(1024);
        var blob = BlobRef.Of(SHA256.HashData(bytes));
        try
        {
            await File.WriteAllBytesAsync(file, bytes, cancel);
            await store.PutAsync(blob, file, new("ü + 😀.bin"), cancel);
            var stat = await store.StatAsync(blob, cancel);
            var clock = stat is null ? (TimeSpan?)null : stat.PutAt - new DateTimeOffset(File.GetLastWriteTimeUtc(file));
            var health = await store.ScanAsync(blob, cancel);
            if (health != BlobHealth.Ok || stat?.FileName != "ü + 😀.bin")
            {
                return new("The bucket gives back something else than was put into it.", null, clock);
            }

            var takes = await TakesChecksumsAsync(store, blob, bytes, cancel);
            await store.DeleteAsync(blob, cancel);
            return await store.HasAsync(blob, cancel) ? new("The bucket keeps what was deleted.", takes, clock) : new(null, takes, clock);
        }
        catch (StoreTroubleException e)
        {
            return new(e.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<bool> TakesChecksumsAsync(BucketStore store, BlobRef blob, byte[] bytes, CancellationToken cancel)
    {
        try
        {
            using var body = new MemoryStream(bytes);
            await store
                .Client()
                .PutObjectAsync(
                    new()
                    {
                        BucketName = store.Options.Bucket,
                        Key = store.KeyOf(blob),
                        InputStream = body,
                        ChecksumAlgorithm = ChecksumAlgorithm.CRC32,
                        // A stream of unknown kind is sent in chunks with the checksum behind them.
                        UseChunkEncoding = true,
                    },
                    cancel
                );
            return await store.ScanAsync(blob, cancel) == BlobHealth.Ok;
        }
        catch (AmazonS3Exception)
        {
            return false;
        }
    }
}
