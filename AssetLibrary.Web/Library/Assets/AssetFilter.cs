using System.Globalization;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace AssetLibrary.Web.Library.Assets;

public enum AssetOrder
{
    Newest,
    Name,
    Relevance,
}

/// <summary>The query string of the library: which assets, and in which order.</summary>
public sealed record AssetFilter
{
    [FromQuery(Name = "type")]
    public AssetType? Type { get; init; }

    [FromQuery(Name = "q")]
    public string? Query { get; init; }

    /// <summary>Tags that an asset must all carry.</summary>
    [FromQuery(Name = "tag")]
    public List<string> Tags { get; init; } = [];

    /// <summary>missing or has.</summary>
    [FromQuery(Name = "picture")]
    public string? Picture { get; init; }

    /// <summary>newest, name or relevance; without it relevance for a query and newest for none.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    [FromQuery(Name = "trash")]
    public bool Trash { get; init; }

    public bool HasQuery => !string.IsNullOrWhiteSpace(Query);

    public AssetOrder Order =>
        Sort switch
        {
            "name" => AssetOrder.Name,
            "newest" => AssetOrder.Newest,
            _ => HasQuery ? AssetOrder.Relevance : AssetOrder.Newest,
        };

    /// <summary>The tags that were really given: a form sends its empty field along.</summary>
    public IEnumerable<string> WantedTags => Tags.Where(t => !string.IsNullOrWhiteSpace(t)).Take(10);

    public bool HasPicture => Picture == "has";

    public bool HasNoPicture => Picture == "missing";

    /// <summary>Nothing but a tab narrows the list.</summary>
    public bool IsWide => !HasQuery && !WantedTags.Any() && !HasPicture && !HasNoPicture;

    public bool IsEmpty => Type is null && IsWide;

    public AssetFilter WithoutTag(string tag) => this with { Tags = [.. Tags.Where(t => t != tag)] };

    public string Url(AssetType? type, Cursor? after = null, string? view = null, int? shown = null) =>
        QueryHelpers.AddQueryString(
            "/Library",
            new[]
            {
                ("type", type?.ToString().ToLowerInvariant()),
                ("q", Query),
                ("picture", Picture),
                ("sort", Sort),
                ("trash", Trash ? "true" : null),
                ("after", after?.ToString()),
                ("view", view),
                ("shown", shown?.ToString(CultureInfo.InvariantCulture)),
            }
                .Concat(WantedTags.Select(t => ("tag", (string?)t)))
                .Where(p => !string.IsNullOrEmpty(p.Item2))
                .Select(p => KeyValuePair.Create(p.Item1, p.Item2))
        );
}
