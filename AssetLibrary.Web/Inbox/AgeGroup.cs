using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>Open candidates that may be one character at several ages, and who the ages would become looks of.</summary>
/// <param name="Name">Who they are.</param>
/// <param name="Main">An open candidate whose name says no age; null where there is none.</param>
/// <param name="AssetId">An asset of the branch that has the name already; null where there is none.</param>
/// <param name="Ages">The others, with the age that their name says.</param>
public sealed record AgeGroup(string Name, InboxLine? Main, Guid? AssetId, IReadOnlyList<(InboxLine Line, string Age)> Ages)
{
    /// <summary>Null where the candidate is alone, or no character.</summary>
    public static async Task<AgeGroup?> OfAsync(LibraryContext db, Candidate candidate, IReadOnlyList<InboxLine> open)
    {
        if (candidate.Type != AssetType.Character)
        {
            return null;
        }

        var who = NameForms.Of(AssetType.Character, NamedAge.In(candidate.Name)?.Name ?? candidate.Name);
        var lines = open.Where(l => l.Type == AssetType.Character).Select(l => (Line: l, Said: NamedAge.In(l.Name))).ToList();
        if (who.Name.IsForAnybody || !lines.Exists(l => l.Said is not null))
        {
            return null;
        }

        var context = NameContext.Story(
            lines
                .Select(l => l.Said?.Name ?? l.Line.Name)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(n => NameForms.Of(AssetType.Character, n))
        );
        double Same(string name) =>
            NameSimilarity.Compare(NameForms.Of(AssetType.Character, name), who, context) is { Verdict: >= NameVerdict.Likely } found
                ? found.Score
                : 0;
        var ages = lines.Where(l => l.Said is not null && (l.Line.Id == candidate.Id || Same(l.Said.Name) > 0)).ToList();
        var main = lines
            .Where(l => l.Said is null && (l.Line.Id == candidate.Id || Same(l.Line.Name) > 0))
            .OrderByDescending(l => l.Line.Id == candidate.Id)
            .ThenByDescending(l => Same(l.Line.Name))
            .Select(l => l.Line)
            .FirstOrDefault();
        var asset = main is not null || ages.Count == 0 ? null : await AssetAsync(db, candidate.BranchId, Same);
        return ages.Count == 0 || (main is null && asset is null && ages.Count < 2)
            ? null
            : new(main?.Name ?? asset?.Name ?? ages[0].Said!.Name, main, asset?.Id, [.. ages.Select(a => (a.Line, a.Said!.Age))]);
    }

    private static async Task<(Guid Id, string Name)?> AssetAsync(LibraryContext db, Guid branchId, Func<string, double> same)
    {
        var assets = await db.Set<ProjectAsset>()
            .Where(a => a.BranchId == branchId && a.Type == AssetType.Character && a.TrashedAt == null)
            .Select(a => new { a.Id, a.Name })
            .ToListAsync();
        return assets
            .Where(a => NamedAge.In(a.Name) is null)
            .Select(a => (a.Id, a.Name, Score: same(a.Name)))
            .Where(a => a.Score > 0)
            .OrderByDescending(a => a.Score)
            .Select(a => ((Guid, string)?)(a.Id, a.Name))
            .FirstOrDefault();
    }
}
