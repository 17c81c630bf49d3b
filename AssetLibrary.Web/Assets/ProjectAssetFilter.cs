using AssetLibrary.Web.Assets.Syncing;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using AssetLibrary.Web.Versions.Reviewing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>The query string of a project's asset list → its rows.</summary>
public sealed record ProjectAssetFilter
{
    [FromQuery(Name = "type")]
    public AssetType? Type { get; init; }

    [FromQuery(Name = "q")]
    public string? Query { get; init; }

    [FromQuery(Name = "sync")]
    public SyncState? Sync { get; init; }

    /// <summary>missing or has.</summary>
    [FromQuery(Name = "picture")]
    public string? Picture { get; init; }

    [FromQuery(Name = "scene")]
    public Guid? Scene { get; init; }

    /// <summary>stale, failed, approval, review or duplicate: what needs somebody's hand.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    /// <summary>The only ones, where <see cref="State"/> is known from more than rows (stale, duplicate).</summary>
    [BindNever]
    public IReadOnlyCollection<Guid>? Only { get; init; }

    /// <summary>name, newest or scenes; the most frequent first when it is none of them.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    public bool IsEmpty => Type is null && IsWide;

    /// <summary>Nothing but a tab narrows the list.</summary>
    public bool IsWide =>
        string.IsNullOrWhiteSpace(Query)
        && Sync is null
        && string.IsNullOrEmpty(Picture)
        && Scene is null
        && string.IsNullOrEmpty(State)
        && string.IsNullOrEmpty(Tag);

    /// <summary>How many of the choices under the filter button are made.</summary>
    public int Chosen =>
        (Sync is null ? 0 : 1)
        + (string.IsNullOrEmpty(Picture) ? 0 : 1)
        + (Scene is null ? 0 : 1)
        + (string.IsNullOrEmpty(State) ? 0 : 1)
        + (string.IsNullOrEmpty(Tag) ? 0 : 1);

    public static string StateName(string? state) =>
        state switch
        {
            "stale" => "Picture outdated",
            "failed" => "Failed",
            "approval" => "Waiting for budget approval",
            "review" => "Waiting for my review",
            "duplicate" => "Possible duplicates",
            _ => "Any status",
        };

    /// <summary>With the ids that a state stands for, where it cannot be asked for in a query.</summary>
    public async Task<ProjectAssetFilter> ResolvedAsync(LibraryContext db, Staleness staleness, Guid branchId) =>
        State switch
        {
            "stale" => this with { Only = await StaleAsync(db, staleness, branchId) },
            "duplicate" => this with { Only = await Duplicates.OnAsync(db, branchId) },
            _ => this,
        };

    /// <summary>Assets whose best picture was made from what reads otherwise now.</summary>
    public static async Task<List<Guid>> StaleAsync(LibraryContext db, Staleness staleness, Guid branchId)
    {
        var all = await db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt == null).Select(a => a.Id).ToListAsync();
        var made = await staleness.MadePicturesAsync(all);
        return [.. made.Where(m => m.Value.IsStale).Select(m => m.Key)];
    }

    /// <summary>Those of them for which no newer picture waits to be chosen.</summary>
    public static async Task<List<Guid>> ToRegenerateAsync(LibraryContext db, Staleness staleness, Guid branchId)
    {
        var stale = await StaleAsync(db, staleness, branchId);
        return [.. stale.Except(await staleness.ToChooseAsync(stale))];
    }

    public IQueryable<ProjectAsset> Apply(LibraryContext db, Guid branchId, bool anyType = false)
    {
        var rows = db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt == null);
        if (Type is { } type && !anyType)
        {
            rows = rows.Where(a => a.Type == type);
        }

        if (!string.IsNullOrWhiteSpace(Query))
        {
            rows = rows.Holding(a => a.SearchText, Query);
        }

        if (!string.IsNullOrEmpty(Tag))
        {
            rows = rows.Where(a => a.Tags.Contains(Tag));
        }

        if (Scene is { } scene)
        {
            rows = rows.Where(a => db.Set<Appearance>().Any(p => p.ProjectAssetId == a.Id && p.SceneId == scene));
        }

        rows = Picture switch
        {
            "missing" => rows.Where(a => !db.Set<History>().Any(h => h.SubjectId == a.Id && h.Key == AssetKeys.Reference)),
            "has" => rows.Where(a => db.Set<History>().Any(h => h.SubjectId == a.Id && h.Key == AssetKeys.Reference)),
            _ => rows,
        };
        rows = State switch
        {
            "failed" => rows.Where(a =>
                db.Set<GenerationRequest>()
                    .Any(r => r.SubjectId == a.Id && db.Set<Job>().Any(j => j.Id == r.Id && j.State == JobState.Failed))
            ),
            "approval" => rows.Where(a =>
                db.Set<GenerationRequest>()
                    .Any(r =>
                        r.SubjectId == a.Id
                        && db.Set<Job>().Any(j => j.Id == r.Id && (j.State == JobState.Parked || j.State == JobState.ChargeUnknown))
                    )
            ),
            "review" => rows.Where(a =>
                db.Set<History>()
                    .Any(h =>
                        h.SubjectId == a.Id
                        && db.Set<VersionReview>()
                            .Any(r =>
                                r.HistoryId == h.Id
                                && r.State == ReviewState.Proposed
                                && (r.AssigneeId == db.ViewerId || (r.AssigneeId == null && r.By != db.ViewerId))
                            )
                    )
            ),
            _ => rows,
        };
        if (Only is { } only)
        {
            rows = rows.Where(a => only.Contains(a.Id));
        }

        return Sync is { } state ? rows.In(db, state) : rows;
    }

    public IOrderedQueryable<ProjectAsset> Order(LibraryContext db, IQueryable<ProjectAsset> rows) =>
        Sort switch
        {
            "name" => rows.OrderBy(a => a.NormalizedName).ThenBy(a => a.Id),
            "newest" => rows.OrderByDescending(a => a.Id),
            "scenes" => rows.OrderByDescending(a => db.Set<Appearance>().Count(p => p.ProjectAssetId == a.Id))
                .ThenBy(a => a.NormalizedName)
                .ThenBy(a => a.Id),
            _ => rows.OrderBy(a => a.Type)
                .ThenByDescending(a => db.Set<Appearance>().Where(p => p.ProjectAssetId == a.Id).Sum(p => p.Count))
                .ThenBy(a => a.NormalizedName)
                .ThenBy(a => a.Id),
        };

    public string Url(string path, params (string Key, string? Value)[] more) =>
        QueryHelpers.AddQueryString(
            path,
            new[]
            {
                ("type", Type?.ToString().ToLowerInvariant()),
                ("q", Query),
                ("sync", Sync?.ToString().ToLowerInvariant()),
                ("picture", Picture),
                ("scene", Scene?.ToString()),
                ("state", State),
                ("tag", Tag),
                ("sort", Sort),
            }
                .Concat(more)
                .Where(p => !string.IsNullOrEmpty(p.Item2))
                .Select(p => KeyValuePair.Create(p.Item1, p.Item2))
        );
}

internal static class AssetTags
{
    /// <summary>Every tag that one of the assets has, in alphabetical order. SQLite cannot tell them apart itself.</summary>
    public static async Task<List<string>> TagsAsync(this IQueryable<ProjectAsset> assets) =>
        [
            .. (await assets.Where(a => a.Tags.Count > 0).Select(a => a.Tags).ToListAsync())
                .SelectMany(t => t)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.CurrentCultureIgnoreCase),
        ];
}
