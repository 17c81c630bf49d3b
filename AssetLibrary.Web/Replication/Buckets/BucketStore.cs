using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using AssetLibrary.Web.Blobs;

namespace AssetLibrary.Web.Replication.Buckets;

/// <summary>
/// A bucket of any S3-compatible service, by the contract of every store. Keys end in the address of the bytes, so nothing else in the
/// bucket is ever listed, read or removed. What is put is signed with its SHA-256: the service itself refuses bytes that broke on the way.
/// </summary>
public sealed class BucketStore(BucketOptions options, TimeProvider time) : IBlobStore, IDisposable
{
    private const string FileName = "filename";

    private readonly Lazy<AmazonS3Client> client = new(() => Client(options, options.Endpoint));
    private readonly Lazy<AmazonS3Client> publicClient = new(() => Client(options, options.PublicEndpoint ?? options.Endpoint));

    public BucketOptions Options => options;

    private string Blobs => options.Prefix + "blobs/";

    public async Task<bool> HasAsync(BlobRef blob, CancellationToken cancel = default) => await StatAsync(blob, cancel) is not null;

    public Task<BlobStat?> StatAsync(BlobRef blob, CancellationToken cancel = default) =>
        AskAsync<BlobStat?>(
            async s3 =>
            {
                var head = await s3.GetObjectMetadataAsync(options.Bucket, KeyOf(blob), cancel);
                var name = head.Metadata[FileName] is { Length: > 0 } escaped ? Uri.UnescapeDataString(escaped) : null;
                return new(blob, head.ContentLength, name, head.Headers.ContentType, ToTime(head.LastModified));
            },
            orMissing: null
        );

    public async Task PutAsync(BlobRef blob, string file, BlobFacts facts, CancellationToken cancel = default)
    {
        FileStream bytes;
        try
        {
            bytes = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreTroubleException($"The file cannot be read: {e.Message}", isTemporary: true, e);
        }

        await using (bytes)
        {
            // The service compares what arrives with a hash of what was read; that it is what the address says, only we can know.
            if (BlobRef.Of(await SHA256.HashDataAsync(bytes, cancel)) != blob)
            {
                throw new StoreTroubleException("The file holds other bytes than its address says.", isTemporary: false);
            }

            bytes.Position = 0;
            if (bytes.Length <= 2L * options.PartBytes)
            {
                await PutWholeAsync(blob, bytes, facts, cancel);
            }
            else
            {
                await new PartedUpload(client.Value, options, KeyOf(blob), time).RunAsync(bytes, facts, Describe, cancel);
            }
        }
    }

    public async Task<Stream?> OpenAsync(BlobRef blob, long from = 0, long? count = null, CancellationToken cancel = default)
    {
        if (count == 0)
        {
            return await HasAsync(blob, cancel) ? Stream.Null : null;
        }

        return await AskAsync<Stream?>(
            async s3 =>
            {
                var request = new GetObjectRequest { BucketName = options.Bucket, Key = KeyOf(blob) };
                if (from > 0 || count is not null)
                {
                    request.ByteRange = count is { } most
                        ? new(from, from + most - 1)
                        : new(string.Create(CultureInfo.InvariantCulture, $"bytes={from}-"));
                }

                return (await s3.GetObjectAsync(request, cancel)).ResponseStream;
            },
            orMissing: null,
            beyond: Stream.Null
        );
    }

    public async Task<bool> DeleteAsync(BlobRef blob, CancellationToken cancel = default)
    {
        var was = await HasAsync(blob, cancel);
        await AskAsync(s3 => s3.DeleteObjectAsync(options.Bucket, KeyOf(blob), cancel));
        return was;
    }

    public async IAsyncEnumerable<BlobStat> ListAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? next = null;
        do
        {
            var request = new ListObjectsV2Request
            {
                BucketName = options.Bucket,
                Prefix = Blobs,
                ContinuationToken = next,
            };
            var page = await AskAsync(s3 => s3.ListObjectsV2Async(request, cancel));
            foreach (var found in page.S3Objects ?? [])
            {
                if (BlobRef.TryParse(found.Key[(found.Key.LastIndexOf('/') + 1)..], out var blob) && KeyOf(blob) == found.Key)
                {
                    yield return new(blob, found.Size ?? 0, null, null, ToTime(found.LastModified));
                }
            }

            next = page.NextContinuationToken;
        } while (next is not null);
    }

    public async Task<Uri?> UrlAsync(BlobRef blob, TimeSpan lifetime, CancellationToken cancel = default) =>
        await SignAsync(KeyOf(blob), HttpVerb.GET, lifetime, contentType: null);

    public async Task<BlobHealth> ScanAsync(BlobRef blob, CancellationToken cancel = default)
    {
        await using var bytes = await OpenAsync(blob, cancel: cancel);
        try
        {
            return bytes is null ? BlobHealth.Missing
                : BlobRef.Of(await SHA256.HashDataAsync(bytes, cancel)) == blob ? BlobHealth.Ok
                : BlobHealth.Corrupt;
        }
        catch (Exception e) when (BucketTrouble.Knows(e))
        {
            throw BucketTrouble.Of(e, options);
        }
    }

    public Task<bool> RenameAsync(BlobRef blob, string fileName, CancellationToken cancel = default) =>
        AskAsync(
            async s3 =>
            {
                var head = await s3.GetObjectMetadataAsync(options.Bucket, KeyOf(blob), cancel);
                var copy = new CopyObjectRequest
                {
                    SourceBucket = options.Bucket,
                    SourceKey = KeyOf(blob),
                    DestinationBucket = options.Bucket,
                    DestinationKey = KeyOf(blob),
                    MetadataDirective = S3MetadataDirective.REPLACE,
                    ContentType = head.Headers.ContentType,
                };
                copy.Metadata[FileName] = Uri.EscapeDataString(fileName);
                if (options.StorageClass is { Length: > 0 } storage)
                {
                    copy.StorageClass = new(storage);
                }

                if (options.Encryption is { Length: > 0 } encryption)
                {
                    copy.ServerSideEncryptionMethod = new(encryption);
                }

                await s3.CopyObjectAsync(copy, cancel);
                return true;
            },
            orMissing: false
        );

    /// <summary>Uploads that nobody went on with.</summary>
    /// <returns>How many were cleared away.</returns>
    public async Task<int> ClearIncompleteAsync(CancellationToken cancel = default)
    {
        var (before, cleared) = (time.GetUtcNow() - TimeSpan.FromDays(options.IncompleteDays), 0);
        string? key = null,
            id = null;
        while (true)
        {
            var request = new ListMultipartUploadsRequest
            {
                BucketName = options.Bucket,
                Prefix = options.Prefix,
                KeyMarker = key,
                UploadIdMarker = id,
            };
            var open = await AskAsync(s3 => s3.ListMultipartUploadsAsync(request, cancel));
            foreach (var upload in (open.MultipartUploads ?? []).Where(u => ToTime(u.Initiated) < before && IsOurs(u.Key)))
            {
                await AskAsync(s3 => s3.AbortMultipartUploadAsync(options.Bucket, upload.Key, upload.UploadId, cancel));
                cleared++;
            }

            if (open.IsTruncated != true)
            {
                return cleared;
            }

            (key, id) = (open.NextKeyMarker, open.NextUploadIdMarker);
        }
    }

    /// <summary>An address to put a file to, under a key below the prefix.</summary>
    public Task<Uri> UploadUrlAsync(string key, TimeSpan lifetime, string? contentType) =>
        SignAsync(options.Prefix + key, HttpVerb.PUT, lifetime, contentType);

    /// <summary>An address and fields for a form that sends a file of at most so many bytes.</summary>
    public async Task<(Uri Url, IReadOnlyDictionary<string, string> Fields)> UploadFormAsync(string key, TimeSpan lifetime, long maxBytes)
    {
        var post = await publicClient.Value.CreatePresignedPostAsync(
            new()
            {
                BucketName = options.Bucket,
                Key = options.Prefix + key,
                Expires = time.GetUtcNow().UtcDateTime + lifetime,
                Conditions = [S3PostCondition.ContentLengthRange(1, maxBytes)],
            }
        );
        return (new(post.Url), post.Fields);
    }

    /// <summary>An address to read what lies under a key below the prefix.</summary>
    public Task<Uri> ReadUrlAsync(string key, TimeSpan lifetime) =>
        SignAsync(options.Prefix + key, HttpVerb.GET, lifetime, contentType: null);

    /// <summary>What somebody has put under a key below the prefix; null when nobody has.</summary>
    public Task<Stream?> OpenKeyAsync(string key, CancellationToken cancel = default) =>
        AskAsync<Stream?>(
            async s3 => (await s3.GetObjectAsync(options.Bucket, options.Prefix + key, cancel)).ResponseStream,
            orMissing: null
        );

    public Task DeleteKeyAsync(string key, CancellationToken cancel = default) =>
        AskAsync(s3 => s3.DeleteObjectAsync(options.Bucket, options.Prefix + key, cancel));

    public void Dispose()
    {
        foreach (var made in new[] { client, publicClient }.Where(c => c.IsValueCreated))
        {
            made.Value.Dispose();
        }
    }

    internal string KeyOf(BlobRef blob)
    {
        var name = blob.ToString();
        return $"{Blobs}{name[..2]}/{name[2..4]}/{name}";
    }

    internal AmazonS3Client Client() => client.Value;

    // What a bucket shares with others is none of ours, also where the prefix is empty.
    private bool IsOurs(string key) =>
        key.StartsWith(Blobs, StringComparison.Ordinal) || key.StartsWith(options.Prefix + "uploads/", StringComparison.Ordinal);

    private async Task PutWholeAsync(BlobRef blob, Stream bytes, BlobFacts facts, CancellationToken cancel)
    {
        var put = new PutObjectRequest
        {
            BucketName = options.Bucket,
            Key = KeyOf(blob),
            InputStream = bytes,
            AutoCloseStream = false,
            UseChunkEncoding = false,
        };
        var (type, name) = Describe(facts);
        put.ContentType = type;
        put.StorageClass = options.StorageClass is { Length: > 0 } storage ? new(storage) : null;
        put.ServerSideEncryptionMethod = options.Encryption is { Length: > 0 } encryption ? new(encryption) : null;
        if (name is not null)
        {
            put.Metadata[FileName] = name;
        }

        await AskAsync(s3 => s3.PutObjectAsync(put, cancel));
    }

    private static (string Type, string? Name) Describe(BlobFacts facts) =>
        (facts.ContentType ?? "application/octet-stream", facts.FileName is { } name ? Uri.EscapeDataString(name) : null);

    private async Task<Uri> SignAsync(string key, HttpVerb verb, TimeSpan lifetime, string? contentType)
    {
        var seenAt = options.PublicEndpoint ?? options.Endpoint;
        var signed = await publicClient.Value.GetPreSignedURLAsync(
            new()
            {
                BucketName = options.Bucket,
                Key = key,
                Verb = verb,
                Expires = time.GetUtcNow().UtcDateTime + lifetime,
                ContentType = contentType,
                Protocol = seenAt?.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
            }
        );
        return new(signed);
    }

    private async Task<T> AskAsync<T>(Func<AmazonS3Client, Task<T>> ask, T? orMissing = default, T? beyond = default)
    {
        try
        {
            return await ask(client.Value);
        }
        catch (AmazonS3Exception e)
            when (e is { StatusCode: System.Net.HttpStatusCode.NotFound } && e.ErrorCode is "NoSuchKey" or "NotFound")
        {
            return orMissing!;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == System.Net.HttpStatusCode.RequestedRangeNotSatisfiable && beyond is not null)
        {
            return beyond;
        }
        catch (Exception e) when (BucketTrouble.Knows(e))
        {
            throw BucketTrouble.Of(e, options);
        }
    }

    private static DateTimeOffset ToTime(DateTime? at) => new((at ?? DateTime.UnixEpoch).ToUniversalTime());

    private static AmazonS3Client Client(BucketOptions options, Uri? endpoint)
    {
        var checks = options.Checksums ?? options.IsAmazon;
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.PathStyle ?? !options.IsAmazon,
            AuthenticationRegion = options.Region,
            RequestChecksumCalculation = checks ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = checks ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = 3,
            Timeout = TimeSpan.FromMinutes(2),
        };
        if (endpoint is null)
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            config.ServiceURL = endpoint.AbsoluteUri;
        }

        return new(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }
}
