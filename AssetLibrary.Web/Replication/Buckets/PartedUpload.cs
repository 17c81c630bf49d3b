using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using AssetLibrary.Web.Blobs;

namespace AssetLibrary.Web.Replication.Buckets;

/// <summary>
/// A large file on its way into a bucket, in parts. The bucket itself remembers what has arrived: whoever begins again, after a break or
/// in another process, finds the upload that was begun and sends only what is missing.
/// </summary>
internal sealed class PartedUpload(AmazonS3Client s3, BucketOptions options, string key, TimeProvider time)
{
    public async Task RunAsync(
        FileStream bytes,
        BlobFacts facts,
        Func<BlobFacts, (string Type, string? Name)> describe,
        CancellationToken cancel
    )
    {
        try
        {
            var (id, there) = await BegunAsync(cancel) ?? (await BeginAsync(facts, describe, cancel), []);
            var count = (int)((bytes.Length + options.PartBytes - 1) / options.PartBytes);
            var done = new PartETag[count];
            await Parallel.ForEachAsync(
                Enumerable.Range(0, count),
                new ParallelOptions { MaxDegreeOfParallelism = options.PartsAtOnce, CancellationToken = cancel },
                async (part, ct) => done[part] = new(part + 1, await SendAsync(id, bytes, part, there.GetValueOrDefault(part + 1), ct))
            );
            await s3.CompleteMultipartUploadAsync(
                new()
                {
                    BucketName = options.Bucket,
                    Key = key,
                    UploadId = id,
                    PartETags = [.. done],
                },
                cancel
            );
        }
        catch (Exception e) when (BucketTrouble.Knows(e))
        {
            throw BucketTrouble.Of(e, options);
        }
    }

    private async Task<string> SendAsync(string id, FileStream bytes, int part, PartDetail? there, CancellationToken cancel)
    {
        var from = (long)part * options.PartBytes;
        var size = (int)Math.Min(options.PartBytes, bytes.Length - from);
        var buffer = new byte[size];
        for (var read = 0; read < size; )
        {
            var more = await RandomAccess.ReadAsync(bytes.SafeFileHandle, buffer.AsMemory(read), from + read, cancel);
            read += more > 0 ? more : throw new StoreTroubleException("The file became shorter while it was read.", isTemporary: true);
        }

#pragma warning disable CA5351 // the service names its parts so; nothing is protected by it
        if (
            there?.Size == size
            && string.Equals(there.ETag.Trim('"'), Convert.ToHexString(MD5.HashData(buffer)), StringComparison.OrdinalIgnoreCase)
        )
#pragma warning restore CA5351
        {
            return there.ETag;
        }

        using var body = new MemoryStream(buffer, writable: false);
        var sent = await s3.UploadPartAsync(
            new()
            {
                BucketName = options.Bucket,
                Key = key,
                UploadId = id,
                PartNumber = part + 1,
                PartSize = size,
                InputStream = body,
                UseChunkEncoding = false,
            },
            cancel
        );
        return sent.ETag;
    }

    private async Task<string> BeginAsync(BlobFacts facts, Func<BlobFacts, (string Type, string? Name)> describe, CancellationToken cancel)
    {
        var (type, name) = describe(facts);
        var begin = new InitiateMultipartUploadRequest
        {
            BucketName = options.Bucket,
            Key = key,
            ContentType = type,
            StorageClass = options.StorageClass is { Length: > 0 } storage ? new(storage) : null,
            ServerSideEncryptionMethod = options.Encryption is { Length: > 0 } encryption ? new(encryption) : null,
        };
        if (name is not null)
        {
            begin.Metadata["filename"] = name;
        }

        return (await s3.InitiateMultipartUploadAsync(begin, cancel)).UploadId;
    }

    /// <summary>The youngest upload of this key that was begun, and what has arrived of it.</summary>
    private async Task<(string Id, Dictionary<int, PartDetail> Parts)?> BegunAsync(CancellationToken cancel)
    {
        var open = await s3.ListMultipartUploadsAsync(
            new ListMultipartUploadsRequest { BucketName = options.Bucket, Prefix = key },
            cancel
        );
        var oldest = time.GetUtcNow().UtcDateTime - TimeSpan.FromDays(options.IncompleteDays);
        var begun = (open.MultipartUploads ?? [])
            .Where(u => u.Key == key && u.Initiated?.ToUniversalTime() > oldest)
            .MaxBy(u => u.Initiated);
        if (begun is null)
        {
            return null;
        }

        var parts = new Dictionary<int, PartDetail>();
        int? after = null;
        while (true)
        {
            var page = await s3.ListPartsAsync(
                new()
                {
                    BucketName = options.Bucket,
                    Key = key,
                    UploadId = begun.UploadId,
                    PartNumberMarker = after?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                },
                cancel
            );
            foreach (var part in page.Parts ?? [])
            {
                parts[part.PartNumber ?? 0] = part;
            }

            if (page.IsTruncated != true)
            {
                return (begun.UploadId, parts);
            }

            after = page.NextPartNumberMarker;
        }
    }
}
