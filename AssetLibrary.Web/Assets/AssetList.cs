using AssetLibrary.Web.Assets.Syncing;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>The project's assets under one tab. The same number of queries whatever their number.</summary>
public sealed record AssetList(
    ProjectPlace Place,
    ProjectAssetFilter Filter,
    bool AsList,
    IReadOnlyDictionary<AssetType, int> Counts,
    IReadOnlyList<ProjectAssetCard> Cards,
    IReadOnlyList<SceneChoice> Scenes,
    int Missing,
    BatchProgress? Progress,
    int Failed,
    int Waiting,
    bool MayEdit,
    int Ahead
)
{
    /// <summary>Assets that were removed and can be restored.</summary>
    public int Removed { get; private init; }

    /// <summary>One of those whose removal can be undone now.</summary>
    public RemovedAsset? Last { get; private init; }

    /// <summary>A feature has some 300; beyond this the search narrows the list.</summary>
    private const int Most = 1000;

    public string Root => Place.At("/Assets");

    public string Remove => Filter.Url(Place.At("/Assets/Remove"));

    public string MakePictures => Filter.Url(Place.At("/Assets/GenerateMissing"));

    public string Url(ProjectAssetFilter filter, string? handler = null) => filter.Url(Root, ("handler", handler));

    public string Tab(AssetType? type, string? handler = null) => Url(Filter with { Type = type }, handler);

    public string? SceneName => Scenes.FirstOrDefault(s => s.Id == Filter.Scene)?.Name;

    public static async Task<AssetList> LoadAsync(
        LibraryContext db,
        Staleness staleness,
        ProjectPlace place,
        Guid branchId,
        ProjectAssetFilter filter,
        bool asList,
        bool mayEdit
    )
    {
        var projectId = place.ProjectId;
        var all = db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt == null);
        var counts = await filter
            .Apply(db, branchId, anyType: true)
            .GroupBy(a => a.Type)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);
        var rows = await filter
            .Order(db, filter.Apply(db, branchId))
            .Take(Most)
            .Select(a => new
            {
                a.Id,
                a.Type,
                a.Name,
                a.Description,
                Scenes = db.Set<Appearance>().Count(p => p.ProjectAssetId == a.Id),
            })
            .AsNoTracking()
            .ToListAsync();
        var ids = rows.ConvertAll(r => r.Id);
        var states = await db.SyncStatesOf(all.Where(a => a.LibraryAssetId != null)).ToDictionaryAsync(s => s.Id, s => s.State);
        var pictures = await db.BestOfAsync(ids);
        var made = await staleness.MadePicturesAsync(ids);
        var busy = (await Open(db, projectId).Select(r => r.SubjectId).ToListAsync()).ToHashSet();
        var missing = await PictureRequests.Missing(db, all.Select(a => a.Id)).CountAsync();
        var told = await db.Set<Job>()
            .Where(j =>
                j.ProjectId == projectId
                && j.Kind == GenerationJob.KindName
                && (j.State == JobState.Failed || j.State == JobState.Parked || j.State == JobState.ChargeUnknown)
            )
            .GroupBy(j => j.State == JobState.Failed)
            .Select(g => new { Failed = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Failed, g => g.Count);
        var scenes = await db.Set<Scene>()
            .Where(s => s.BranchId == branchId && s.LastDraft == null)
            .OrderBy(s => s.Ordinal)
            .Select(s => new SceneChoice(s.Id, s.Number, s.Ordinal, s.Heading))
            .ToListAsync();
        var removed = await db.RemovedAsync(branchId);
        return new(
            place,
            filter,
            asList,
            counts,
            rows.ConvertAll(r => new ProjectAssetCard(
                r.Id,
                r.Type,
                r.Name,
                r.Description,
                r.Scenes,
                states.GetValueOrDefault(r.Id),
                busy.Contains(r.Id),
                pictures.GetValueOrDefault(r.Id),
                made.TryGetValue(r.Id, out var picture) && picture.IsStale
            )),
            scenes,
            missing,
            await ProgressAsync(db, projectId),
            told.GetValueOrDefault(true),
            told.GetValueOrDefault(false),
            mayEdit,
            states.Values.Count(s => s is SyncState.LibraryAhead or SyncState.Both)
        )
        {
            Removed = removed.Count,
            Last = removed.Values.FirstOrDefault(r => r.IsLast),
        };
    }

    private static IQueryable<GenerationRequest> Open(LibraryContext db, Guid projectId) =>
        db.Set<GenerationRequest>().Where(r => r.ProjectId == projectId && db.Set<Job>().Any(j => j.Id == r.Id && j.EndedAt == null));

    // The newest batch that is not finished: one bar for all of it.
    private static Task<BatchProgress?> ProgressAsync(LibraryContext db, Guid projectId) =>
        db.Set<Batch>()
            .Where(b => b.ProjectId == projectId && db.Set<Job>().Any(j => j.BatchId == b.Id && j.EndedAt == null))
            .OrderByDescending(b => b.Id)
            .Select(b => new BatchProgress(
                b.Id,
                b.Name,
                db.Set<Job>().Count(j => j.BatchId == b.Id && j.EndedAt != null),
                db.Set<Job>().Count(j => j.BatchId == b.Id)
            ))
            .FirstOrDefaultAsync();
}

public sealed record ProjectAssetCard(
    Guid Id,
    AssetType Type,
    string Name,
    string Description,
    int Scenes,
    SyncState Sync,
    bool Busy,
    Picture? Picture,
    bool Stale
);

public sealed record SceneChoice(Guid Id, string? Number, int Ordinal, string Heading)
{
    public string Name => $"{Number ?? Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)} {Heading}";
}

public sealed record BatchProgress(Guid Id, string Name, int Done, int Total);
