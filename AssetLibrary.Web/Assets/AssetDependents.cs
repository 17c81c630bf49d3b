using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>Project assets that are linked to a library asset.</summary>
internal sealed class AssetDependents(LibraryContext db) : ILibraryDependents
{
    public async Task<IReadOnlyList<LibraryUse>> UsesAsync(Guid libraryAssetId) =>
        await (
            from asset in db.Set<ProjectAsset>()
            where asset.LibraryAssetId == libraryAssetId && asset.TrashedAt == null
            join project in db.Set<Project>() on asset.ProjectId equals project.Id
            join branch in db.Set<Branch>() on asset.BranchId equals branch.Id
            orderby project.Name, branch.Id
            select new LibraryUse(
                project.Id,
                project.Name + " · " + asset.Name + (branch.Name == Branch.Main ? "" : " (" + branch.Name + ")"),
                "/Projects/" + project.Id + "/Assets/" + asset.Id,
                db.Set<Appearance>().Count(a => a.ProjectAssetId == asset.Id)
            )
        ).ToListAsync();

    public Task<int> CountAsync(Guid libraryAssetId) =>
        db.Set<ProjectAsset>()
            .IgnoreQueryFilters([LibraryContext.Access])
            .CountAsync(a => a.LibraryAssetId == libraryAssetId && a.TrashedAt == null);

    public async Task<IReadOnlyDictionary<Guid, int>> CountsAsync(IReadOnlyCollection<Guid> libraryAssetIds) =>
        await db.Set<ProjectAsset>()
            .IgnoreQueryFilters([LibraryContext.Access])
            .Where(a => a.TrashedAt == null && a.LibraryAssetId != null && libraryAssetIds.Contains(a.LibraryAssetId.Value))
            .GroupBy(a => a.LibraryAssetId!.Value)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);
}
