using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Matching;

/// <summary>The assets of one branch, found by the same keys as the library's, in memory.</summary>
internal sealed class OwnMatches
{
    private const int MostHolders = 60,
        LongestDescription = 1000;

    private readonly Dictionary<string, List<KnownName>> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly DescriptionWords words = new();

    public Dictionary<Guid, KnownName> ByLibraryAsset { get; } = [];

    public static async Task<OwnMatches> ReadAsync(LibraryContext db, Guid branchId, CancellationToken cancel)
    {
        var own = new OwnMatches();
        foreach (
            var row in await db.Set<ProjectAsset>()
                .AsNoTracking()
                .Where(a => a.BranchId == branchId && a.TrashedAt == null)
                .OrderBy(a => a.Id)
                .Select(a => new
                {
                    a.Id,
                    a.Type,
                    a.Name,
                    a.Aliases,
                    Description = a.Description.Substring(0, LongestDescription),
                    a.LibraryAssetId,
                })
                .ToListAsync(cancel)
        )
        {
            own.Add(new(row.Id, row.Type, row.Name, row.Aliases, row.Description) { LibraryAssetId = row.LibraryAssetId });
        }

        return own;
    }

    public IReadOnlyList<LikelyAsset> Likely(AskedName asked, int most) =>
        LibraryMatches.Rank(
            asked,
            asked
                .Name.Keys()
                .Where(byKey.ContainsKey)
                .Where(k => counts[k] <= MostHolders || NameKeys.WayOf(k) == '=')
                .SelectMany(k => byKey[k])
                .Distinct(),
            words,
            NameContext.Story(LibraryMatches.Bearers(asked.Type, counts)),
            most
        );

    private void Add(KnownName known)
    {
        words.Count(known.Words);
        if (known.LibraryAssetId is { } library)
        {
            ByLibraryAsset.TryAdd(library, known);
        }

        foreach (var key in known.Name.Keys())
        {
            counts[key] = counts.GetValueOrDefault(key) + 1;
            (byKey.TryGetValue(key, out var holders) ? holders : byKey[key] = []).Add(known);
        }
    }
}
