using System.Security.Cryptography;
using System.Text.Json;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.DataProtection;

namespace AssetLibrary.Web.Gallery;

/// <summary>What somebody may upload, by an address alone.</summary>
/// <param name="Key">The name that it gets.</param>
/// <param name="User">For whom.</param>
/// <param name="FileName">As it was announced.</param>
/// <param name="Bytes">No more than these.</param>
/// <param name="Project">Whose it becomes.</param>
internal sealed record UploadPermit(string Key, Guid User, string FileName, long Bytes, Guid? Project);

/// <summary>
/// Addresses that hold a permission of their own, to upload one file or to read one, and end: the same in shape as a bucket's signed
/// addresses.
/// </summary>
internal sealed class UploadPermits(OwnAddress address, IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector uploads = protection.CreateProtector("signed upload").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector reads = protection.CreateProtector("signed read").ToTimeLimitedDataProtector();

    public (string Url, DateTimeOffset ExpiresAt) ForUpload(UploadPermit permit, HttpRequest request)
    {
        var until = time.GetUtcNow() + Lifetime;
        return (At($"upload/{uploads.Protect(JsonSerializer.Serialize(permit), until)}", request), until);
    }

    public (string Url, DateTimeOffset ExpiresAt) ForRead(string key, HttpRequest request)
    {
        var until = time.GetUtcNow() + Lifetime;
        return (At($"read/{reads.Protect(key, until)}", request), until);
    }

    public UploadPermit? ReadUpload(string permit) =>
        Open(uploads, permit) is { } text ? JsonSerializer.Deserialize<UploadPermit>(text) : null;

    /// <summary>The key that may be read; null for a forged permission, or one that has ended.</summary>
    public string? ReadRead(string permit) => Open(reads, permit);

    private string At(string path, HttpRequest request) =>
        address.At(path)?.AbsoluteUri ?? $"{request.Scheme}://{request.Host}{request.PathBase}/{path}";

    private static string? Open(ITimeLimitedDataProtector protector, string permit)
    {
        try
        {
            return protector.Unprotect(permit);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
