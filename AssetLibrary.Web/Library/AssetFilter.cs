using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library;

/// <summary>The query string of the library → its rows.</summary>
public sealed record AssetFilter
{
    [FromQuery(Name = "type")]
    public AssetType? Type { get; init; }

    [FromQuery(Name = "q")]
    public string? Query { get; init; }

    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    [FromQuery(Name = "picture")]
    public string? Picture { get; init; }

    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    [FromQuery(Name = "trash")]
    public bool Trash { get; init; }

    public bool ByName => Sort == "name";

    public bool IsEmpty => Type is null && string.IsNullOrWhiteSpace(Query) && string.IsNullOrEmpty(Tag) && string.IsNullOrEmpty(Picture);

    public IQueryable<LibraryAsset> Apply(LibraryContext db, bool anyType = false)
    {
        var rows = db.Set<LibraryAsset>().Where(a => Trash ? a.TrashedAt != null : a.TrashedAt == null);
        if (Type is { } type && !anyType)
        {
            rows = rows.Where(a => a.Type == type);
        }

        if (!string.IsNullOrWhiteSpace(Query))
        {
            var pattern = SearchText.Anywhere(Query);
            rows = rows.Where(a => EF.Functions.Like(a.SearchText, pattern, @"\"));
        }

        if (!string.IsNullOrEmpty(Tag))
        {
            var tag = SearchText.Normalize(Tag);
            rows = rows.Where(a => a.Tags.Any(t => t.NormalizedName == tag));
        }

        return Picture switch
        {
            "missing" => rows.Where(a => !db.Set<History>().Any(h => h.SubjectId == a.Id && h.Key == AssetKeys.Reference)),
            "has" => rows.Where(a => db.Set<History>().Any(h => h.SubjectId == a.Id && h.Key == AssetKeys.Reference)),
            _ => rows,
        };
    }

    /// <summary>From the cursor on, in this filter's order.</summary>
    public IQueryable<LibraryAsset> Page(IQueryable<LibraryAsset> rows, Cursor? after, int count) => (ByName, after) switch
    {
        (true, { } c) => rows.Where(a => a.NormalizedName.CompareTo(c.Key) > 0 || (a.NormalizedName == c.Key && a.Id.CompareTo(c.Id) < 0)).OrderBy(a => a.NormalizedName).ThenByDescending(a => a.Id).Take(count),
        (true, null) => rows.OrderBy(a => a.NormalizedName).ThenByDescending(a => a.Id).Take(count),
        (false, { } c) => rows.Where(a => a.Id.CompareTo(c.Id) < 0).OrderByDescending(a => a.Id).Take(count),
        _ => rows.OrderByDescending(a => a.Id).Take(count),
    };

    public string Url(AssetType? type, Cursor? after = null) => Address("/Library", new()
    {
        ["type"] = type?.ToString().ToLowerInvariant(),
        ["q"] = Query,
        ["tag"] = Tag,
        ["picture"] = Picture,
        ["sort"] = Sort,
        ["trash"] = Trash ? "true" : null,
        ["after"] = after?.ToString(),
    });

    private static string Address(string path, Dictionary<string, string?> query) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(path, query.Where(p => !string.IsNullOrEmpty(p.Value)));
}
