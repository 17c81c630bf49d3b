using AssetLibrary.Web.Assets.Syncing;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
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

    /// <summary>name, newest or scenes; the most frequent first when it is none of them.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    public bool IsEmpty => Type is null && IsWide;

    /// <summary>Nothing but a tab narrows the list.</summary>
    public bool IsWide => string.IsNullOrWhiteSpace(Query) && Sync is null && string.IsNullOrEmpty(Picture) && Scene is null;

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
                ("sort", Sort),
            }
                .Concat(more)
                .Where(p => !string.IsNullOrEmpty(p.Item2))
                .Select(p => KeyValuePair.Create(p.Item1, p.Item2))
        );
}
