using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Names;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>Which of the waiting candidates are looked at. It is in the address of whatever is done with them.</summary>
public sealed record InboxFilter
{
    [FromQuery(Name = "kind")]
    public AssetType? Type { get; init; }

    [FromQuery(Name = "tier")]
    public Confidence? Confidence { get; init; }

    [FromQuery(Name = "proposed")]
    public ProposedAction? Proposed { get; init; }

    [FromQuery(Name = "find")]
    public string? Find { get; init; }

    /// <summary>mentions or name; in the order of the extractor, the most important first, when it is neither.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>rejected: those that were decided against, to take one back.</summary>
    [FromQuery(Name = "show")]
    public string? Show { get; init; }

    public bool IsRejected => Show == "rejected";

    public bool IsEmpty => Type is null && Confidence is null && Proposed is null && string.IsNullOrWhiteSpace(Find);

    public IQueryable<Candidate> Apply(LibraryContext db, Guid branchId, bool anyType = false)
    {
        var state = IsRejected ? CandidateState.Rejected : CandidateState.Open;
        var rows = db.Set<Candidate>().Where(c => c.BranchId == branchId && c.State == state);
        if (!anyType && Type is { } type)
        {
            rows = rows.Where(c => c.Type == type);
        }

        if (Confidence is { } confidence)
        {
            rows = rows.Where(c => c.Confidence == confidence);
        }

        if (Proposed is { } action)
        {
            rows = rows.Where(c => db.Set<Proposal>().Any(p => p.CandidateId == c.Id && p.Action == action));
        }

        if (!string.IsNullOrWhiteSpace(Find))
        {
            var pattern = SearchText.Anywhere(Find);
            rows = rows.Where(c => EF.Functions.Like(c.NormalizedName, pattern, @"\"));
        }

        return rows;
    }

    public IOrderedQueryable<Candidate> Order(IQueryable<Candidate> rows) =>
        Sort switch
        {
            "mentions" => rows.OrderByDescending(c => c.Mentions).ThenBy(c => c.Ordinal).ThenBy(c => c.Id),
            "name" => rows.OrderBy(c => c.NormalizedName).ThenBy(c => c.Id),
            _ => rows.OrderBy(c => c.Ordinal).ThenBy(c => c.Id),
        };

    /// <summary>An address of the project's inbox that keeps this filter.</summary>
    public string Url(string path, Guid? candidate = null, string? handler = null, Guid? next = null) =>
        QueryHelpers.AddQueryString(
            path,
            new Dictionary<string, string?>
            {
                ["handler"] = handler,
                ["kind"] = Lower(Type),
                ["tier"] = Lower(Confidence),
                ["proposed"] = Lower(Proposed),
                ["find"] = Find,
                ["sort"] = Sort,
                ["show"] = Show,
                ["c"] = candidate?.ToString(),
                ["next"] = next?.ToString(),
            }.Where(p => !string.IsNullOrEmpty(p.Value))
        );

    private static string? Lower<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant();
}
