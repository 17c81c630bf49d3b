namespace AssetLibrary.Web.Replication.Buckets;

/// <summary>A bucket of an S3-compatible service: <c>Storage:S3:…</c>.</summary>
public sealed class BucketOptions
{
    /// <summary>The service's address; none: Amazon's own of the region.</summary>
    public Uri? Endpoint { get; init; }

    public string Bucket { get; init; } = "";
    public string AccessKey { get; init; } = "";
    public string SecretKey { get; init; } = "";
    public string Region { get; init; } = "us-east-1";

    /// <summary>In front of every key, for a bucket that is shared with other things.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The bucket in the path instead of the host; by default everywhere but at Amazon.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>
    /// Checksums beside the SHA-256 that every upload is signed with: false asks for them only where the service must have them, which is
    /// the default everywhere but at Amazon, since others refuse them.
    /// </summary>
    public bool? Checksums { get; init; }

    /// <summary>Such as STANDARD_IA; none: the bucket's own.</summary>
    public string? StorageClass { get; init; }

    /// <summary>AES256 or aws:kms; none: the bucket's own.</summary>
    public string? Encryption { get; init; }

    /// <summary>Where browsers reach the service, if that is another address than this server's.</summary>
    public Uri? PublicEndpoint { get; init; }

    /// <summary>Bytes of a part of a large upload or download; the service wants at least 5 MB.</summary>
    public int PartBytes { get; init; } = 8 << 20;

    /// <summary>Parts of one file that travel at once.</summary>
    public int PartsAtOnce { get; init; } = 4;

    /// <summary>After so long nobody goes on with an upload that was begun.</summary>
    public int IncompleteDays { get; init; } = 7;

    public bool IsSet => Bucket.Length > 0;

    public bool IsAmazon => Endpoint is null || Endpoint.Host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);
}
