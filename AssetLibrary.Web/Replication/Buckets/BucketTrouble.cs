using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using AssetLibrary.Web.Blobs;

namespace AssetLibrary.Web.Replication.Buckets;

/// <summary>What a service or the way to it answered, as a sentence that says what to do.</summary>
internal static class BucketTrouble
{
    /// <summary>It comes from the service, or from the way to it.</summary>
    public static bool Knows(Exception e) =>
        e is AmazonClientException or AmazonServiceException or HttpRequestException or SocketException or IOException or TimeoutException
        || e is TaskCanceledException { InnerException: TimeoutException }
        || e is AggregateException { InnerExceptions: [var inner] } && Knows(inner);

    public static StoreTroubleException Of(Exception e, BucketOptions options) =>
        e switch
        {
            AmazonS3Exception s3 => Of(s3, options),
            AggregateException { InnerException: { } inner } => Of(inner, options),
            _ => Away(e, options),
        };

    private static StoreTroubleException Of(AmazonS3Exception e, BucketOptions options) =>
        e.ErrorCode switch
        {
            "NoSuchBucket" => new($"There is no bucket “{options.Bucket}”. Create it, or change Storage:S3:Bucket.", isTemporary: false, e),
            "InvalidAccessKeyId" => new(
                "The bucket’s service does not know the access key. Check Storage:S3:AccessKey.",
                isTemporary: false,
                e
            ),
            "SignatureDoesNotMatch" => new(
                "The secret key is wrong, or the region is. Check Storage:S3:SecretKey and Storage:S3:Region.",
                isTemporary: false,
                e
            ),
            "RequestTimeTooSkewed" or "RequestExpired" => new(
                "This server’s clock and the bucket’s differ by more than 15 minutes. Set the clock.",
                isTemporary: true,
                e
            ),
            "AccessDenied" => new($"The access key may not do this in the bucket “{options.Bucket}”.", isTemporary: false, e),
            "SlowDown" or "ServiceUnavailable" or "InternalError" or "RequestTimeout" or "OperationAborted" => Busy(e),
            "XAmzContentSHA256Mismatch" or "BadDigest" => new("The bytes broke on the way to the bucket.", isTemporary: true, e),
            "QuotaExceeded" => new("The bucket is full: its quota is used up.", isTemporary: true, e),
            _ when e.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => Busy(e),
            _ when e.StatusCode == HttpStatusCode.Forbidden => new(
                $"The bucket “{options.Bucket}” refuses this server’s keys. Check Storage:S3:AccessKey and :SecretKey.",
                isTemporary: false,
                e
            ),
            _ => e.InnerException is { } inner and (HttpRequestException or IOException or SocketException)
                ? Away(inner, options)
                : new($"The bucket answered: {e.ErrorCode} {e.Message}".Trim(), isTemporary: false, e),
        };

    private static StoreTroubleException Busy(Exception e) => new("The bucket’s service is busy. It is tried again.", isTemporary: true, e);

    private static StoreTroubleException Away(Exception e, BucketOptions options) =>
        new($"The bucket’s service at {options.Endpoint?.Authority ?? "Amazon"} can’t be reached: {e.Message}", isTemporary: true, e);
}
