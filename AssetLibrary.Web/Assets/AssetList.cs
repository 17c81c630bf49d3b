using AssetLibrary.Web.Accounts;
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

/// <summary>The project's assets under one tab, a part of them. The same number of queries whatever their number.</summary>
public sealed record AssetList(ProjectPlace Place, ProjectAssetFilter Filter, bool AsList, bool MayEdit)
{
    /// <summary>Cards that come at once; further ones as the list is scrolled.</summary>
    public const int MostCards = 60;

    /// <summary>Of each type, what the filter lets through but for its type.</summary>
    public IReadOnlyDictionary<AssetType, int> Counts { get; private init; } = new Dictionary<AssetType, int>();

    public IReadOnlyList<ProjectAssetCard> Cards { get; private init; } = [];
    public IReadOnlyList<SceneChoice> Scenes { get; private init; } = [];

    /// <summary>Every tag that an asset of the branch has.</summary>
    public IReadOnlyList<string> Tags { get; private init; } = [];

    /// <summary>Cards that came before these.</summary>
    public int Skipped { get; private init; }

    /// <summary>Assets of the branch without a picture, none of them on its way.</summary>
    public int Missing { get; private init; }

    public BatchProgress? Progress { get; private init; }
    public int Failed { get; private init; }
    public int NeedApproval { get; private init; }

    /// <summary>The library reads otherwise now than they do.</summary>
    public int Ahead { get; private init; }

    /// <summary>Assets that were removed and can be restored.</summary>
    public int Removed { get; private init; }

    /// <summary>One of those whose removal can be undone now.</summary>
    public RemovedAsset? Last { get; private init; }

    public string Root => Place.At("/Assets");

    public string TagThem => Filter.Url(Place.At("/Assets/Tag"));

    public string Remove => Filter.Url(Place.At("/Assets/Remove"));

    public string MakePictures => Filter.Url(Place.At("/Assets/GenerateMissing"));

    /// <summary>How many the filter lets through under this tab.</summary>
    public int Matching => Filter.Type is { } type ? Counts.GetValueOrDefault(type) : Counts.Values.Sum();

    public bool HasMore => Skipped + Cards.Count < Matching;

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
        bool mayEdit,
        int shown = 0
    )
    {
        var projectId = place.ProjectId;
        var list = await PartAsync(db, staleness, place, branchId, filter, asList, mayEdit, 0, Math.Clamp(shown, MostCards, 1000));
        var all = db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt == null);
        var jobs = await db.Set<Job>()
            .Where(j =>
                j.ProjectId == projectId
                && j.Kind == GenerationJob.KindName
                && (j.State == JobState.Failed || j.State == JobState.Parked || j.State == JobState.ChargeUnknown)
            )
            .GroupBy(j => j.State == JobState.Failed)
            .Select(g => new { Failed = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Failed, g => g.Count);
        var removed = await db.RemovedAsync(branchId);
        return list with
        {
            Scenes = await db.Set<Scene>()
                .Where(s => s.BranchId == branchId && s.LastDraft == null)
                .OrderBy(s => s.Ordinal)
                .Select(s => new SceneChoice(s.Id, s.Number, s.Ordinal, s.Heading))
                .ToListAsync(),
            Tags = await all.TagsAsync(),
            Missing = await PictureRequests.Missing(db, all.Select(a => a.Id)).CountAsync(),
            Progress = await ProgressAsync(db, projectId),
            Failed = jobs.GetValueOrDefault(true),
            NeedApproval = jobs.GetValueOrDefault(false),
            Ahead = await db.SyncStatesOf(all.Where(a => a.LibraryAssetId != null))
                .CountAsync(s => s.State == SyncState.LibraryAhead || s.State == SyncState.Both),
            Removed = removed.Count,
            Last = removed.Values.FirstOrDefault(r => r.IsLast),
        };
    }

    /// <summary>Further cards, behind so many, without what stands above the list.</summary>
    public static async Task<AssetList> PartAsync(
        LibraryContext db,
        Staleness staleness,
        ProjectPlace place,
        Guid branchId,
        ProjectAssetFilter asked,
        bool asList,
        bool mayEdit,
        int skip,
        int take = MostCards
    )
    {
        var filter = await asked.ResolvedAsync(db, staleness, branchId);
        var counts = await filter
            .Apply(db, branchId, anyType: true)
            .GroupBy(a => a.Type)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);
        var rows = await filter
            .Order(db, filter.Apply(db, branchId))
            .Skip(skip)
            .Take(take)
            .Select(a => new
            {
                a.Id,
                a.Type,
                a.Name,
                Scenes = db.Set<Appearance>()
                    .Count(p => p.ProjectAssetId == a.Id && db.Set<Scene>().Any(s => s.Id == p.SceneId && s.LastDraft == null)),
                Versions = db.Set<History>().Where(h => h.SubjectId == a.Id).Sum(h => h.LastNumber),
                a.ChangedAt,
                ChangedBy = db.Set<User>().Where(u => u.Id == a.ChangedBy).Select(u => u.UserName).FirstOrDefault(),
            })
            .AsNoTracking()
            .ToListAsync();
        var ids = rows.ConvertAll(r => r.Id);
        var states = await db.SyncStatesOf(db.Set<ProjectAsset>().Where(a => ids.Contains(a.Id) && a.LibraryAssetId != null))
            .ToDictionaryAsync(s => s.Id, s => s.State);
        var pictures = await db.BestOfAsync(ids);
        var made = await staleness.MadePicturesAsync(ids);
        var jobs = (
            await db.Set<GenerationRequest>()
                .Where(r => r.SubjectId != null && ids.Contains(r.SubjectId.Value))
                .Join(
                    db.Set<Job>().Where(j => j.EndedAt == null || j.State == JobState.Failed),
                    r => r.Id,
                    j => j.Id,
                    (r, j) => new { r.SubjectId, j.State }
                )
                .ToListAsync()
        ).ToLookup(j => j.SubjectId!.Value, j => j.State);
        return new(place, asked, asList, mayEdit)
        {
            Counts = counts,
            Skipped = skip,
            Cards = rows.ConvertAll(r => new ProjectAssetCard(
                r.Id,
                r.Type,
                r.Name,
                r.Scenes,
                r.Versions,
                states.GetValueOrDefault(r.Id),
                pictures.GetValueOrDefault(r.Id),
                made.TryGetValue(r.Id, out var picture) && picture.IsStale,
                r.ChangedAt,
                r.ChangedBy
            )
            {
                NeedsApproval = jobs[r.Id].Any(s => s is JobState.Parked or JobState.ChargeUnknown),
                Failed = jobs[r.Id].Contains(JobState.Failed),
                Busy = jobs[r.Id].Any(s => s is not (JobState.Parked or JobState.ChargeUnknown or JobState.Failed)),
            }),
        };
    }

    // The newest batch that is not finished: one bar for all of it.
    private static Task<BatchProgress?> ProgressAsync(LibraryContext db, Guid projectId) =>
        db.Set<Batch>()
            .Where(b =>
                b.ProjectId == projectId
                && db.Set<Job>()
                    .Any(j => j.BatchId == b.Id && j.EndedAt == null && j.State != JobState.Parked && j.State != JobState.ChargeUnknown)
            )
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
    int Scenes,
    int Versions,
    SyncState Sync,
    Picture? Picture,
    bool Stale,
    DateTimeOffset ChangedAt,
    string? ChangedBy
)
{
    /// <summary>A picture of it is on its way.</summary>
    public bool Busy { get; init; }

    /// <summary>A picture of it waits for somebody's decision.</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>A picture of it failed.</summary>
    public bool Failed { get; init; }
}

public sealed record SceneChoice(Guid Id, string? Number, int Ordinal, string Heading)
{
    public string Name => $"{Number ?? Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture)} {Heading}";
}

public sealed record BatchProgress(Guid Id, string Name, int Done, int Total);
