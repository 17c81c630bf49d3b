using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Search;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Matching;

/// <summary>
/// Names → the library assets that they may mean, the likeliest first. Three queries however many names are asked and however
/// large the library is: how many assets have each key, which assets have the rare ones, what these are called. What is in
/// the trash is never found.
/// </summary>
public sealed class LibraryMatches(LibraryContext db)
{
    private const int RowsForOne = 400,
        RowsForAll = 24_000,
        LeastRows = 60,
        ReadForOne = 40,
        ReadForAll = 3_000,
        LeastRead = 12,
        LongestDescription = 1000;

    /// <summary>For one project asset: what "match with the library" lists.</summary>
    public async Task<IReadOnlyList<LikelyAsset>> LikelyAsync(
        AssetType type,
        string name,
        IEnumerable<string> aliases,
        string description,
        int most = 10,
        CancellationToken cancel = default
    ) => (await LikelyAsync([new AskedName(type, name, aliases, description)], most, cancel))[0];

    /// <summary>For many project assets at once. What one of them is linked to already is left out of its list.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<LikelyAsset>>> LikelyAsync(
        IReadOnlyList<ProjectAsset> assets,
        int most = 5,
        CancellationToken cancel = default
    )
    {
        var found = await LikelyAsync([.. assets.Select(a => new AskedName(a.Type, a.Name, a.Aliases, a.Description))], most + 1, cancel);
        return assets
            .Select((a, i) => (a.Id, List: (IReadOnlyList<LikelyAsset>)[.. found[i].Where(l => l.Id != a.LibraryAssetId).Take(most)]))
            .DistinctBy(p => p.Id)
            .ToDictionary(p => p.Id, p => p.List);
    }

    public async Task<IReadOnlyList<IReadOnlyList<LikelyAsset>>> LikelyAsync(
        IReadOnlyList<AskedName> asked,
        int most,
        CancellationToken cancel = default
    )
    {
        var keys = asked.Select(a => a.Name.Keys().ToList()).ToList();
        var counts = await CountsAsync([.. keys.SelectMany(k => k).Distinct(StringComparer.Ordinal)], cancel);
        var rows = Math.Clamp(RowsForAll / Math.Max(1, asked.Count), LeastRows, RowsForOne);
        var chosen = keys.ConvertAll(k => Rarest(k, counts, rows));
        var holders = await HoldersAsync([.. chosen.SelectMany(k => k).Distinct(StringComparer.Ordinal)], cancel);
        var read = Math.Clamp(ReadForAll / Math.Max(1, asked.Count), LeastRead, ReadForOne);
        var nearest = chosen.ConvertAll(k => Nearest(k, counts, holders, read));
        var known = await ReadAsync([.. nearest.SelectMany(n => n).Distinct()], cancel);
        var words = new DescriptionWords();
        foreach (var one in known.Values.Select(k => k.Words).Concat(asked.Select(a => a.Words)))
        {
            words.Count(one);
        }

        return asked
            .Select(
                (ask, i) =>
                    Rank(
                        ask,
                        nearest[i].Where(known.ContainsKey).Select(id => known[id]),
                        words,
                        NameContext.Library(Bearers(ask.Type, counts)),
                        most
                    )
            )
            .ToList();
    }

    internal static IReadOnlyList<LikelyAsset> Rank(
        AskedName ask,
        IEnumerable<KnownName> known,
        DescriptionWords words,
        NameContext context,
        int most
    ) =>
        [
            .. known
                .Select(k => k.To(ask, words, context))
                .OfType<LikelyAsset>()
                .OrderByDescending(l => l.Score)
                .ThenByDescending(l => l.IsNamesake)
                .ThenBy(l => l.Id)
                .Take(most),
        ];

    internal static Func<NameWord, int> Bearers(AssetType type, Dictionary<string, int> counts)
    {
        var memo = new Dictionary<string, int>(StringComparer.Ordinal);
        return word =>
        {
            if (!memo.TryGetValue(word.Text, out var bearers))
            {
                memo[word.Text] = bearers = counts.GetValueOrDefault(NameKeys.OfWord(type, word.Text));
            }

            return bearers;
        };
    }

    private async Task<Dictionary<string, int>> CountsAsync(List<string> keys, CancellationToken cancel) =>
        await db.Set<LibraryNameKey>()
            .Where(k => EF.Parameter(keys).Contains(k.Key))
            .GroupBy(k => k.Key)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancel);

    // All words at once first, then the rarest: what many share tells nothing, and would be many rows.
    private static List<string> Rarest(IEnumerable<string> keys, Dictionary<string, int> counts, int rows)
    {
        var chosen = new List<string>();
        foreach (var key in keys.Where(counts.ContainsKey).OrderBy(k => NameKeys.WayOf(k) == '=' ? 0 : 1).ThenBy(k => counts[k]))
        {
            if (counts[key] <= rows)
            {
                rows -= counts[key];
                chosen.Add(key);
            }
            else if (NameKeys.WayOf(key) != '=')
            {
                break;
            }
        }

        return chosen;
    }

    private async Task<ILookup<string, Guid>> HoldersAsync(List<string> keys, CancellationToken cancel) =>
        (
            keys.Count == 0
                ? []
                : await db.Set<LibraryNameKey>()
                    .AsNoTracking()
                    .Where(k => EF.Parameter(keys).Contains(k.Key))
                    .Select(k => new { k.Key, k.LibraryAssetId })
                    .ToListAsync(cancel)
        ).ToLookup(k => k.Key, k => k.LibraryAssetId, StringComparer.Ordinal);

    private static List<Guid> Nearest(List<string> keys, Dictionary<string, int> counts, ILookup<string, Guid> holders, int read)
    {
        var sums = new Dictionary<Guid, double>();
        foreach (var key in keys)
        {
            var weight = NameKeys.Weight(key) / Math.Log(1.5 + counts[key]);
            foreach (var id in holders[key])
            {
                sums[id] = sums.GetValueOrDefault(id) + weight;
            }
        }

        return [.. sums.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(read).Select(s => s.Key)];
    }

    private async Task<Dictionary<Guid, KnownName>> ReadAsync(List<Guid> ids, CancellationToken cancel) =>
        ids.Count == 0
            ? []
            : (
                await db.Set<LibraryAsset>()
                    .AsNoTracking()
                    .Where(a => EF.Parameter(ids).Contains(a.Id) && a.TrashedAt == null)
                    .Select(a => new
                    {
                        a.Id,
                        a.Type,
                        a.Name,
                        a.Aliases,
                        Description = a.Description.Substring(0, LongestDescription),
                    })
                    .ToListAsync(cancel)
            ).ToDictionary(a => a.Id, a => new KnownName(a.Id, a.Type, a.Name, a.Aliases, a.Description));
}
