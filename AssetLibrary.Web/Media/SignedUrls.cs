using System.Security.Cryptography;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.DataProtection;

namespace AssetLibrary.Web.Media;

/// <summary>
/// Lends a picture to somebody who has to fetch it: its address holds a permission of its own for an hour, and nothing else. A new
/// one is signed each time a picture is lent.
/// </summary>
public sealed class SignedUrls(OwnAddress address, IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector signer = protection.CreateProtector("lent media").ToTimeLimitedDataProtector();

    /// <summary>Null where nobody in the network can reach this library.</summary>
    public Uri? AddressOf(Guid mediaId, BlobRef sha256, string contentType) =>
        address.At(
            $"lent/{mediaId}/{Permit(sha256, contentType, time.GetUtcNow() + Lifetime)}/picture.{contentType switch { "image/jpeg" => "jpg", _ => contentType["image/".Length..] }}"
        );

    /// <summary>
    /// The item that an address of this library's own names, whether lent (a permission that has run out is signed again when it is used)
    /// or not; null for any other address.
    /// </summary>
    public Guid? ItemAt(Uri at) =>
        address.PathOf(at)?.Split('/') is ["lent" or "media", var id, ..] && Guid.TryParse(id, out var item) ? item : null;

    internal string Permit(BlobRef sha256, string contentType, DateTimeOffset until) => signer.Protect($"{sha256} {contentType}", until);

    internal (BlobRef Blob, string ContentType)? Read(string permit)
    {
        try
        {
            return signer.Unprotect(permit).Split(' ') is [var sha256, var type] && BlobRef.TryParse(sha256, out var blob)
                ? (blob, type)
                : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null; // forged, run out, or of another installation
        }
    }
}
