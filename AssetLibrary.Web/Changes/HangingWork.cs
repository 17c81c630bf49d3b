using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Changes;

/// <summary>The assets of a branch by name, and the pictures of its assets and scenes: read once, asked often.</summary>
public sealed class HangingWork
{
    private readonly Dictionary<(AssetType, string), ChangedAsset> byName = [];
    private readonly Dictionary<Guid, int> ofScenes;
    private readonly ILookup<Guid, ChangedAsset> onlyIn;

    private HangingWork(Dictionary<Guid, int> ofScenes, ILookup<Guid, ChangedAsset> onlyIn) =>
        (this.ofScenes, this.onlyIn) = (ofScenes, onlyIn);

    /// <summary>Four queries.</summary>
    public static async Task<HangingWork> LoadAsync(LibraryContext db, Guid branchId, IReadOnlyList<Guid> scenes, CancellationToken cancel)
    {
        var rows = await db.Set<ProjectAsset>()
            .AsNoTracking()
            .Where(a => a.BranchId == branchId && a.TrashedAt == null)
            .OrderBy(a => a.Id)
            .Select(a => new
            {
                a.Id,
                a.Type,
                a.Name,
                a.Aliases,
                Pictures = db.Set<AssetVersion>().Count(v => db.Set<History>().Any(h => h.Id == v.HistoryId && h.SubjectId == a.Id)),
                Only = db.Set<Appearance>().Where(p => p.ProjectAssetId == a.Id).Count() == 1
                    ? db.Set<Appearance>().Where(p => p.ProjectAssetId == a.Id).Select(p => (Guid?)p.SceneId).First()
                    : null,
            })
            .ToListAsync(cancel);
        var best = await db.BestOfAsync(rows.ConvertAll(r => r.Id), cancel: cancel);
        var pictures = await db.Set<AssetVersion>()
            .Join(db.Set<History>().Where(h => scenes.Contains(h.SubjectId)), v => v.HistoryId, h => h.Id, (v, h) => h.SubjectId)
            .GroupBy(s => s)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var assets = rows.ConvertAll(r => (Row: r, Asset: new ChangedAsset(r.Id, r.Name, r.Pictures, best.GetValueOrDefault(r.Id))));
        var work = new HangingWork(pictures, assets.Where(a => a.Row.Only is not null).ToLookup(a => a.Row.Only!.Value, a => a.Asset));
        foreach (var (row, asset) in assets)
        {
            foreach (var name in row.Aliases.Prepend(row.Name))
            {
                work.byName.TryAdd((row.Type, SearchText.Normalize(name)), asset);
            }
        }

        return work;
    }

    public SceneWork OfScene(Guid scene) => new(ofScenes.GetValueOrDefault(scene), [.. onlyIn[scene]]);

    /// <summary>The asset that goes by the old name, or by the new one.</summary>
    public ChangedAsset? AssetOf(CastChange change) =>
        change.Names.Select(n => byName.GetValueOrDefault((change.Type, SearchText.Normalize(n)))).FirstOrDefault(a => a is not null);
}
