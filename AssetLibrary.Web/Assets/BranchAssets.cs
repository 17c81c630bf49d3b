using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>The assets of a branch with their links, looks and appearances.</summary>
internal sealed class BranchAssets(LibraryContext db) : IBranchContents
{
    public async Task RemoveAsync(Branch branch, CancellationToken cancel)
    {
        var assets = db.Set<ProjectAsset>().Where(a => a.BranchId == branch.Id).Select(a => a.Id);
        await db.RemoveSubjectsAsync(
            await db.Set<Look>().Where(l => assets.Contains(l.ProjectAssetId)).Select(l => l.Id).ToListAsync(cancel),
            cancel
        );
        await db.RemoveSubjectsAsync(await assets.ToListAsync(cancel), cancel);
        await db.WriteAsync(() => db.Set<Decision>().Where(d => d.BranchId == branch.Id).ExecuteDeleteAsync(cancel), cancel);
    }

    public async Task CopyAsync(
        Branch from,
        Branch to,
        IReadOnlyDictionary<Guid, Guid> scenes,
        IDictionary<Guid, Subject> subjects,
        CancellationToken cancel
    )
    {
        var assets = new Dictionary<Guid, ProjectAsset>();
        foreach (
            var asset in await db.Set<ProjectAsset>()
                .AsNoTracking()
                .Where(a => a.BranchId == from.Id && a.TrashedAt == null)
                .OrderBy(a => a.Id)
                .ToListAsync(cancel)
        )
        {
            var copy = assets[asset.Id] = asset.CopyTo(db, to.Id);
            subjects[asset.Id] = copy.Subject;
        }

        var looks = new Dictionary<Guid, Look>();
        foreach (
            var look in await db.Set<Look>()
                .AsNoTracking()
                .Where(l =>
                    l.TrashedAt == null
                    && db.Set<ProjectAsset>().Any(p => p.Id == l.ProjectAssetId && p.BranchId == from.Id && p.TrashedAt == null)
                )
                .OrderBy(l => l.Id)
                .ToListAsync(cancel)
        )
        {
            var copy = looks[look.Id] = look.CopyTo(db, assets[look.ProjectAssetId]);
            subjects[look.Id] = copy.Subject;
        }

        var appearances = await db.Set<Appearance>()
            .AsNoTracking()
            .Where(a => db.Set<ProjectAsset>().Any(p => p.Id == a.ProjectAssetId && p.BranchId == from.Id && p.TrashedAt == null))
            .ToListAsync(cancel);
        db.AddRange(
            appearances
                .Where(a => scenes.ContainsKey(a.SceneId))
                .Select(a => new Appearance
                {
                    ProjectAssetId = assets[a.ProjectAssetId].Id,
                    SceneId = scenes[a.SceneId],
                    ProjectId = a.ProjectId,
                    Speaks = a.Speaks,
                    Count = a.Count,
                    LookId = a.LookId is { } look && looks.TryGetValue(look, out var worn) ? worn.Id : null,
                })
        );
        var choices = await db.Set<CastingChoice>()
            .AsNoTracking()
            .Where(c => db.Set<ProjectAsset>().Any(p => p.Id == c.ProjectAssetId && p.BranchId == from.Id && p.TrashedAt == null))
            .ToListAsync(cancel);
        db.AddRange(
            choices
                .Where(c => scenes.ContainsKey(c.SceneId))
                .Select(c => new CastingChoice
                {
                    ProjectAssetId = assets[c.ProjectAssetId].Id,
                    SceneId = scenes[c.SceneId],
                    ProjectId = c.ProjectId,
                    IsIn = c.IsIn,
                })
        );
    }

    public async Task<IReadOnlyList<(Guid Id, AssetType Type, string Name, IReadOnlyList<string> Aliases)>> NamesAsync(Guid branchId) =>
        (
            await db.Set<ProjectAsset>()
                .AsNoTracking()
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
        ).ConvertAll(a => (a.Id, a.Type, a.Name, (IReadOnlyList<string>)a.Aliases));

    public async Task<IReadOnlyDictionary<Guid, int>> CountsAsync(Guid projectId) =>
        await db.Set<ProjectAsset>()
            .Where(a => a.ProjectId == projectId && a.TrashedAt == null)
            .GroupBy(a => a.BranchId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);

    public async Task<IReadOnlyDictionary<Guid, int>> InScenesAsync(IReadOnlyCollection<Guid> scenes) =>
        await db.Set<Appearance>()
            .Where(a => scenes.Contains(a.SceneId))
            .GroupBy(a => a.SceneId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);
}
