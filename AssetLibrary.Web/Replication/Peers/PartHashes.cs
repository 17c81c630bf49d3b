using System.Security.Cryptography;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Replication.Peers;

/// <summary>The hash of a part of a blob, so that another server can tell a broken part at once.</summary>
public sealed class BlobChunk : ITellsOfBlobs
{
    public required BlobRef Sha256 { get; init; }
    public required int Ordinal { get; init; }
    public required string ChunkSha256 { get; init; }
    public required long Bytes { get; init; }
}

/// <summary>What a server says of bytes that another one wants.</summary>
/// <param name="Bytes">How many.</param>
/// <param name="PartBytes">Of each part but the last.</param>
/// <param name="Parts">Their SHA-256, in order.</param>
public sealed record PartManifest(long Bytes, int PartBytes, IReadOnlyList<string> Parts);

/// <summary>The manifest of a blob, made when somebody first asks and kept as rows.</summary>
public sealed class PartHashes(LibraryContext db, BlobStore blobs)
{
    /// <summary>Null when the bytes are not here.</summary>
    public async Task<PartManifest?> OfAsync(BlobRef blob, CancellationToken cancel)
    {
        await using var bytes = blobs.Open(blob);
        if (bytes is null)
        {
            return null;
        }

        var size = bytes.Length;
        var count = (int)((size + RangedDownload.PartBytes - 1) / RangedDownload.PartBytes);
        var known = await db.Set<BlobChunk>().AsNoTracking().Where(c => c.Sha256 == blob).OrderBy(c => c.Ordinal).ToListAsync(cancel);
        if (known.Count != count)
        {
            known = [];
            for (var part = 0; part < count; part++)
            {
                var length = Math.Min(RangedDownload.PartBytes, size - (long)part * RangedDownload.PartBytes);
                known.Add(
                    new()
                    {
                        Sha256 = blob,
                        Ordinal = part,
                        ChunkSha256 = await HashAsync(bytes, (long)part * RangedDownload.PartBytes, length, cancel),
                        Bytes = length,
                    }
                );
            }

            if (count > 1)
            {
                await db.WriteAsync(() => db.PutAsync(known, cancel), cancel);
            }
        }

        return new(size, RangedDownload.PartBytes, known.ConvertAll(c => c.ChunkSha256));
    }

    private static async Task<string> HashAsync(FileStream bytes, long from, long count, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, at) = (new byte[256 * 1024], 0L);
        while (at < count)
        {
            var read = await RandomAccess.ReadAsync(
                bytes.SafeFileHandle,
                buffer.AsMemory(0, (int)Math.Min(buffer.Length, count - at)),
                from + at,
                cancel
            );
            if (read == 0)
            {
                break;
            }

            hash.AppendData(buffer, 0, read);
            at += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
