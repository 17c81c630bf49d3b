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

    /// <summary>Four queries and those of the best pictures, each over whole tables of the branch and none for each asset.</summary>
    public static async Task<HangingWork> LoadAsync(LibraryContext db, Guid branchId, IReadOnlyList<Guid> scenes, CancellationToken cancel)
    {
        var mine = db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt == null);
        var rows = await mine.AsNoTracking()
            .OrderBy(a => a.Id)
            .Select(a => new
            {
                a.Id,
                a.Type,
                a.Name,
                a.Aliases,
            })
            .ToListAsync(cancel);
        var only = await db.Set<Appearance>()
            .Where(p => mine.Any(a => a.Id == p.ProjectAssetId))
            .Where(p => !db.Set<Appearance>().Any(other => other.ProjectAssetId == p.ProjectAssetId && other.SceneId != p.SceneId))
            .ToDictionaryAsync(p => p.ProjectAssetId, p => p.SceneId, cancel);
        var best = await db.BestOfAsync(rows.ConvertAll(r => r.Id), cancel: cancel);
        List<Guid> subjects = [.. rows.Select(r => r.Id), .. scenes];
        var pictures = await db.Set<AssetVersion>()
            .Join(db.Set<History>().Where(h => subjects.Contains(h.SubjectId)), v => v.HistoryId, h => h.Id, (v, h) => h.SubjectId)
            .GroupBy(s => s)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var assets = rows.ConvertAll(r =>
            (Row: r, Asset: new ChangedAsset(r.Id, r.Name, pictures.GetValueOrDefault(r.Id), best.GetValueOrDefault(r.Id)))
        );
        var work = new HangingWork(pictures, assets.Where(a => only.ContainsKey(a.Row.Id)).ToLookup(a => only[a.Row.Id], a => a.Asset));
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
