using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace AssetLibrary.Web.Gallery;

/// <summary>The query string of the gallery → its rows.</summary>
public sealed record GalleryFilter
{
    [FromQuery(Name = "q")]
    public string? Query { get; init; }

    [FromQuery(Name = "kind")]
    public MediaKind? Kind { get; init; }

    [FromQuery(Name = "model")]
    public string? Model { get; init; }

    [FromQuery(Name = "project")]
    public Guid? Project { get; init; }

    /// <summary>Who made or uploaded it.</summary>
    [FromQuery(Name = "by")]
    public Guid? By { get; init; }

    [FromQuery(Name = "from")]
    public DateOnly? From { get; init; }

    /// <summary>This day included.</summary>
    [FromQuery(Name = "to")]
    public DateOnly? To { get; init; }

    /// <summary>At least so many stars.</summary>
    [FromQuery(Name = "rating")]
    public int? Rating { get; init; }

    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    /// <summary>Only what no history names yet.</summary>
    [FromQuery(Name = "unsorted")]
    public bool Unsorted { get; init; }

    /// <summary>One run of several models.</summary>
    [FromQuery(Name = "session")]
    public Guid? Session { get; init; }

    /// <summary>How many of the choices under the filter button are made.</summary>
    public int Chosen => Choices.Count(c => c.Value is not null);

    /// <summary>Those that are made under the filter button, but whether it is unsorted, as a form sends them.</summary>
    public IEnumerable<(string Name, string Value)> Set =>
        Choices.Where(c => c.Value is not null && c.Key is not ("unsorted" or "session")).Select(c => (c.Key, c.Value!));

    public bool IsEmpty => Kind is null && Chosen == 0 && string.IsNullOrWhiteSpace(Query);

    private (string Key, string? Value)[] Choices =>
        [
            ("model", string.IsNullOrEmpty(Model) ? null : Model),
            ("project", Project?.ToString()),
            ("by", By?.ToString()),
            ("from", From?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            ("to", To?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            ("rating", Rating?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("tag", string.IsNullOrEmpty(Tag) ? null : Tag),
            ("unsorted", Unsorted ? "true" : null),
            ("session", Session?.ToString()),
        ];

    public IQueryable<MediaItem> Apply(LibraryContext db)
    {
        var items = db.Set<MediaItem>().AsQueryable();
        if (Kind is { } kind)
        {
            items = items.Where(m => m.Kind == kind);
        }

        if (!string.IsNullOrWhiteSpace(Query))
        {
            items = items.Holding(m => m.SearchText, Query);
        }

        if (!string.IsNullOrEmpty(Model))
        {
            items = items.Where(m => m.Model == Model || (m.Model == null && m.Provider == Model));
        }

        if (Project is { } project)
        {
            items = items.Where(m =>
                m.ProjectId == project || db.Set<AssetVersion>().Any(v => v.MediaId == m.Id && v.ProjectId == project)
            );
        }

        if (By is { } by)
        {
            items = items.Where(m => m.CreatedBy == by);
        }

        if (From is { } from)
        {
            var start = Start(from);
            items = items.Where(m => m.CreatedAt >= start);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = Start(to.AddDays(1));
            items = items.Where(m => m.CreatedAt < end);
        }

        if (Rating is { } rating)
        {
            items = items.Where(m => m.Rating >= rating);
        }

        if (!string.IsNullOrEmpty(Tag))
        {
            items = items.Where(m => m.Tags.Contains(Tag));
        }

        if (Unsorted)
        {
            items = items.Where(m => !db.Set<AssetVersion>().Any(v => v.MediaId == m.Id));
        }

        return Session is { } session ? items.Where(m => m.SessionId == session) : items;
    }

    public string Url(string path = "/Gallery", params (string Key, string? Value)[] more) =>
        QueryHelpers.AddQueryString(
            path,
            new[] { ("q", Query), ("kind", Kind?.ToString().ToLowerInvariant()) }
                .Concat(Choices)
                .Concat(more)
                .Where(p => !string.IsNullOrEmpty(p.Item2))
                .Select(p => KeyValuePair.Create(p.Item1, p.Item2))
        );

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
