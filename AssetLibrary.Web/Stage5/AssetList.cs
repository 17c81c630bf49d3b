using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Stage5;

/// <summary>The project's assets under one tab. The same number of queries whatever their number.</summary>
public sealed record AssetList(
    ProjectPlace Place, AssetType? Type, string? Query, IReadOnlyDictionary<AssetType, int> Counts, IReadOnlyList<ProjectAssetCard> Cards,
    int Missing, BatchProgress? Progress, int Failed, bool MayEdit)
{
    /// <summary>A feature has some 300; beyond this the search narrows the list.</summary>
    private const int Most = 1000;

    public string Url(AssetType? type, string? handler = null) => Place.At("/Stage5", ("type", type?.ToString().ToLowerInvariant()), ("q", Query), ("handler", handler));

    public static async Task<AssetList> LoadAsync(LibraryContext db, ProjectPlace place, Guid branchId, AssetType? type, string? query, bool mayEdit)
    {
        var projectId = place.ProjectId;
        var all = db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt == null);
        var found = all;
        if (!string.IsNullOrWhiteSpace(query))
        {
            var pattern = SearchText.Anywhere(query);
            found = found.Where(a => EF.Functions.Like(a.SearchText, pattern, @"\"));
        }

        var counts = await found.GroupBy(a => a.Type).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        var rows = await found.Where(a => type == null || a.Type == type).OrderBy(a => a.Type)
            .ThenByDescending(a => db.Set<Appearance>().Where(p => p.ProjectAssetId == a.Id).Sum(p => p.Count)).ThenBy(a => a.NormalizedName).Take(Most)
            .Select(a => new { a.Id, a.Type, a.Name, a.Description, a.LibraryAssetId, Scenes = db.Set<Appearance>().Count(p => p.ProjectAssetId == a.Id) }).AsNoTracking().ToListAsync();
        var pictures = await db.BestOfAsync(rows.ConvertAll(r => r.Id));
        var busy = (await Open(db, projectId).Select(r => r.SubjectId).ToListAsync()).ToHashSet();
        var missing = await PictureRequests.Missing(db, all.Select(a => a.Id)).CountAsync();
        var failed = await db.Set<Job>().CountAsync(j => j.ProjectId == projectId && j.Kind == GenerationJob.KindName && j.State == JobState.Failed);
        return new(place, type, query, counts,
            rows.ConvertAll(r => new ProjectAssetCard(r.Id, r.Type, r.Name, r.Description, r.Scenes, r.LibraryAssetId is not null, busy.Contains(r.Id), pictures.GetValueOrDefault(r.Id))),
            missing, await ProgressAsync(db, projectId), failed, mayEdit);
    }

    private static IQueryable<GenerationRequest> Open(LibraryContext db, Guid projectId) =>
        db.Set<GenerationRequest>().Where(r => r.ProjectId == projectId && db.Set<Job>().Any(j => j.Id == r.Id && j.EndedAt == null));

    // The newest batch that is not finished: one bar for all of it.
    private static Task<BatchProgress?> ProgressAsync(LibraryContext db, Guid projectId) => db.Set<Batch>()
        .Where(b => b.ProjectId == projectId && db.Set<Job>().Any(j => j.BatchId == b.Id && j.EndedAt == null)).OrderByDescending(b => b.Id)
        .Select(b => new BatchProgress(b.Id, b.Name, db.Set<Job>().Count(j => j.BatchId == b.Id && j.EndedAt != null), db.Set<Job>().Count(j => j.BatchId == b.Id))).FirstOrDefaultAsync();
}

public sealed record ProjectAssetCard(Guid Id, AssetType Type, string Name, string Description, int Scenes, bool Linked, bool Busy, Picture? Picture);

public sealed record BatchProgress(Guid Id, string Name, int Done, int Total);
