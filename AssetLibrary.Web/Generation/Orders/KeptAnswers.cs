using System.IO.Compression;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>An answer that is kept: the address of its compressed bytes, its content type, and its shape.</summary>
public sealed record KeptAnswer(BlobRef Blob, string? Type, string Shape);

/// <summary>
/// Answers as they came, compressed with gzip, among the blobs. A picture that could not be decoded is kept as it is: bytes that do
/// not begin as gzip does are the answer themselves.
/// </summary>
public sealed class KeptAnswers(BlobStore blobs)
{
    private const int LongestShape = 4000,
        LongestType = 100;

    /// <summary>Null where the store does not take it: what it answers is paid all the same, and that must be saved.</summary>
    public async Task<KeptAnswer?> KeepAsync(ProviderAnswer answer)
    {
        var file = blobs.NewFile();
        try
        {
            await using (var bytes = File.Create(file))
            await using (var packed = new GZipStream(bytes, CompressionLevel.Fastest))
            {
                await packed.WriteAsync(answer.Body);
            }

            var put = await blobs.PutFileAsync(file);
            var type = answer.ContentType is { } told ? SearchText.Cut(told, LongestType) : null;
            return new(put.Blob, type, SearchText.Cut(answer.Shape, LongestShape));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BlobTooLargeException)
        {
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Null where none was kept, or its bytes are not on this server.</summary>
    public async Task<ProviderAnswer?> OpenAsync(Order order, CancellationToken cancel = default)
    {
        if (order.AnswerSha256 is not { } blob || blobs.Open(blob) is not { } kept)
        {
            return null;
        }

        await using (kept)
        {
            var bytes = new byte[kept.Length];
            await kept.ReadExactlyAsync(bytes, cancel);
            return new(await UnpackedAsync(bytes, cancel), order.AnswerType, order.AnswerShape ?? "");
        }
    }

    private static async Task<byte[]> UnpackedAsync(byte[] bytes, CancellationToken cancel)
    {
        if (bytes is not [0x1f, 0x8b, ..])
        {
            return bytes;
        }

        try
        {
            await using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var whole = new MemoryStream();
            await packed.CopyToAsync(whole, cancel);
            return whole.ToArray();
        }
        catch (InvalidDataException)
        {
            return bytes;
        }
    }
}
