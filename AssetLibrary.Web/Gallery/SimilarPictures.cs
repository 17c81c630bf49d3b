using System.Globalization;
using System.Numerics;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>
/// Pictures that look alike: those whose difference hashes of 64 bits differ in few of them. Saving again and scaling change none to
/// three, cutting an edge off up to about twelve.
/// </summary>
internal static class SimilarPictures
{
    /// <summary>Bits that may differ between pictures that look alike.</summary>
    public const int Alike = 12;

    /// <summary>The nearest first, those the viewer may see, the picture itself among them.</summary>
    /// <remarks>
    /// Compared here: no index of either database knows how many bits two numbers share. 100,000 take a tenth of a second.
    /// </remarks>
    public static async Task<List<(int Distance, Guid Id)>> NearAsync(
        LibraryContext db,
        string hash,
        int most,
        int count,
        CancellationToken cancel
    )
    {
        var own = Bits(hash);
        var near = new List<(int Distance, Guid Id)>();
        await foreach (
            var other in db.Set<MediaItem>()
                .Where(m => m.DHash != null)
                .Select(m => new { m.Id, m.DHash })
                .AsAsyncEnumerable()
                .WithCancellation(cancel)
        )
        {
            if (BitOperations.PopCount(own ^ Bits(other.DHash!)) is var distance && distance <= most)
            {
                near.Add((distance, other.Id));
            }
        }

        return [.. near.OrderBy(n => n.Distance).ThenByDescending(n => n.Id).Take(count)];
    }

    private static ulong Bits(string hash) => ulong.Parse(hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
