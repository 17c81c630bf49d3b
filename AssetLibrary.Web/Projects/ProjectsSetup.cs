using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects.Drafts;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects;

internal static class ProjectsSetup
{
    public static void AddProjects(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<DraftImport>();
        builder.Services.AddScoped<BranchStart>();
        builder.Services.AddScoped<ILibraryDependents, ProjectDependents>();
        builder.Services.AddScoped<IBlobReferences, DraftReferences>();
    }

    /// <summary>Project assets that are linked to a library asset.</summary>
    private sealed class ProjectDependents(LibraryContext db) : ILibraryDependents
    {
        public async Task<IReadOnlyList<LibraryUse>> UsesAsync(Guid libraryAssetId) => await (
            from asset in db.Set<ProjectAsset>()
            where asset.LibraryAssetId == libraryAssetId && asset.TrashedAt == null
            join project in db.Set<Project>() on asset.ProjectId equals project.Id
            join branch in db.Set<Branch>() on asset.BranchId equals branch.Id
            orderby project.Name, branch.Id
            select new LibraryUse(project.Id, project.Name + " · " + asset.Name + (branch.Name == Branch.Main ? "" : " (" + branch.Name + ")"), "/Projects/" + project.Id + "/Assets/" + asset.Id, db.Set<Appearance>().Count(a => a.ProjectAssetId == asset.Id))).ToListAsync();

        public Task<int> CountAsync(Guid libraryAssetId) =>
            db.Set<ProjectAsset>().IgnoreQueryFilters([LibraryContext.Access]).CountAsync(a => a.LibraryAssetId == libraryAssetId && a.TrashedAt == null);

        public async Task<IReadOnlyDictionary<Guid, int>> CountsAsync(IReadOnlyCollection<Guid> libraryAssetIds) =>
            await db.Set<ProjectAsset>().IgnoreQueryFilters([LibraryContext.Access]).Where(a => a.TrashedAt == null && a.LibraryAssetId != null && libraryAssetIds.Contains(a.LibraryAssetId.Value))
                .GroupBy(a => a.LibraryAssetId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
    }

    /// <summary>The scripts themselves lie in the blob store too.</summary>
    private sealed class DraftReferences(LibraryContext db) : IBlobReferences
    {
        public async Task<string?> ContentTypeAsync(string sha256, CancellationToken cancel) =>
            await db.Set<Draft>().AnyAsync(d => d.TextSha256 == sha256, cancel) ? "text/plain"
            : await db.Set<Draft>().AnyAsync(d => d.SourceSha256 == sha256, cancel) ? "application/octet-stream" : null;
    }
}
