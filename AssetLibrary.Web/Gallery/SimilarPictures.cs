using System.Globalization;
using System.Numerics;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Versions;
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

    /// <summary>Bits of a picture in which there is next to nothing: all such look alike, and say nothing.</summary>
    private const int Plain = 5;

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

    /// <summary>
    /// For each picture the version that looks most like it, if any does: one that has been changed outside, saved again or cut, and has
    /// come back.
    /// </summary>
    /// <param name="db">Only versions that the viewer sees.</param>
    /// <param name="readings">Names what they are versions of.</param>
    /// <param name="hashes">Picture → its difference hash. It may be a version itself; then it is like none.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<Dictionary<Guid, LikeVersion>> VersionsLikeAsync(
        LibraryContext db,
        SubjectReadings readings,
        IReadOnlyDictionary<Guid, string> hashes,
        CancellationToken cancel
    )
    {
        var ids = hashes.Keys.ToList();
        var used = await db.Set<AssetVersion>().Where(v => ids.Contains(v.MediaId)).Select(v => v.MediaId).ToListAsync(cancel);
        var own = hashes
            .Where(h => !used.Contains(h.Key))
            .Select(h => (h.Key, Bits: Bits(h.Value)))
            .Where(h => BitOperations.PopCount(h.Bits) is > Plain and < 64 - Plain)
            .ToList();
        var nearest = new Dictionary<Guid, (int Distance, Guid History, int Number)>();
        await foreach (
            var version in db.Set<AssetVersion>()
                .Join(
                    db.Set<MediaItem>().Where(m => m.DHash != null),
                    v => v.MediaId,
                    m => m.Id,
                    (v, m) =>
                        new
                        {
                            v.HistoryId,
                            v.Number,
                            m.DHash,
                        }
                )
                .AsAsyncEnumerable()
                .WithCancellation(cancel)
        )
        {
            var bits = Bits(version.DHash!);
            foreach (var (id, mine) in own)
            {
                var distance = BitOperations.PopCount(mine ^ bits);
                if (distance <= Alike && (!nearest.TryGetValue(id, out var known) || distance < known.Distance))
                {
                    nearest[id] = (distance, version.HistoryId, version.Number);
                }
            }
        }

        var histories = nearest.Values.Select(n => n.History).Distinct().ToList();
        var found = await db.Set<History>().AsNoTracking().Where(h => histories.Contains(h.Id)).ToDictionaryAsync(h => h.Id, cancel);
        var names = await readings.ReadAsync([.. found.Values.Select(h => h.SubjectId).Distinct()], cancel);
        return nearest
            .Where(n => found.TryGetValue(n.Value.History, out var h) && names.ContainsKey(h.SubjectId))
            .ToDictionary(
                n => n.Key,
                n =>
                {
                    var history = found[n.Value.History];
                    return new LikeVersion(
                        history.SubjectId,
                        history.Key,
                        names[history.SubjectId].Name,
                        n.Value.Number,
                        history.LastNumber + 1
                    );
                }
            );
    }

    private static ulong Bits(string hash) => ulong.Parse(hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

/// <summary>A version that a picture looks like.</summary>
/// <param name="SubjectId">Whose version it is.</param>
/// <param name="Key">Under which key.</param>
/// <param name="Name">Of the subject.</param>
/// <param name="Number">Of the version.</param>
/// <param name="Next">What the picture would become.</param>
public sealed record LikeVersion(Guid SubjectId, string Key, string Name, int Number, int Next);
