using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>Assets of one branch that may be the same, by what <see cref="NameSimilarity"/> says of their names.</summary>
internal static class Duplicates
{
    /// <summary>Names with the same key are compared; a key that more assets share says too little.</summary>
    private const int MostOfKey = 40;

    public static async Task<IReadOnlyCollection<Guid>> OnAsync(LibraryContext db, Guid branchId)
    {
        var all = await NamesAsync(db, branchId);
        var context = NameContext.Story(all.Select(a => a.Forms));
        var found = new HashSet<Guid>();
        foreach (
            var group in all.SelectMany(a => a.Forms.Keys().Distinct().Select(key => (key, a)))
                .GroupBy(p => (p.key, p.a.Forms.Type), p => p.a)
                .Where(g => g.Skip(1).Any() && !g.Skip(MostOfKey).Any())
        )
        {
            var some = group.ToList();
            for (var i = 0; i < some.Count; i++)
            {
                for (var j = i + 1; j < some.Count; j++)
                {
                    if (NameSimilarity.Compare(some[i].Forms, some[j].Forms, context).Verdict >= NameVerdict.Likely)
                    {
                        found.UnionWith([some[i].Id, some[j].Id]);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Assets of the branch that a new one of this name may be, the likeliest first, each with the reason.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Name, string Why)>> OfAsync(
        LibraryContext db,
        Guid branchId,
        AssetType type,
        string name,
        IEnumerable<string> aliases
    )
    {
        var others = (await NamesAsync(db, branchId)).Where(a => a.Forms.Type == type).ToList();
        var (asked, context) = (NameForms.Of(type, name, aliases), NameContext.Story(others.Select(o => o.Forms)));
        return
        [
            .. others
                .Select(o => (o.Id, o.Forms.Shown, Found: NameSimilarity.Compare(asked, o.Forms, context)))
                .Where(o => o.Found.Verdict >= NameVerdict.Doubtful) // asking costs nothing
                .OrderByDescending(o => o.Found.Score)
                .Take(5)
                .Select(o => (o.Id, o.Shown, o.Found.Why)),
        ];
    }

    private static async Task<List<(Guid Id, NameForms Forms)>> NamesAsync(LibraryContext db, Guid branchId) =>
        (
            await db.Set<ProjectAsset>()
                .Where(a => a.BranchId == branchId && a.TrashedAt == null)
                .OrderBy(a => a.Id)
                .Select(a => new
                {
                    a.Id,
                    a.Type,
                    a.Name,
                    a.Aliases,
                })
                .ToListAsync()
        ).ConvertAll(a => (a.Id, NameForms.Of(a.Type, a.Name, a.Aliases)));
}
