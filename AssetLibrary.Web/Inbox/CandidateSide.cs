using System.Text.Json;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Inbox;

/// <summary>The candidates that a decision touched, on one side of it. What is only on the side after, the decision made.</summary>
public sealed record CandidateSide
{
    public IReadOnlyList<CandidateEntry> Candidates { get; init; } = [];
}

public sealed record CandidateEntry(
    Guid Id,
    CandidateState State,
    Guid? ProjectAssetId,
    AssetType Type,
    string Name,
    IReadOnlyList<string> Aliases,
    string Description
)
{
    /// <summary>Null where the decision left scenes and lines alone.</summary>
    public Grouped? Grouped { get; init; }

    /// <summary>Null where the decision left it alone.</summary>
    public ProposalEntry? Proposal { get; init; }

    public static CandidateEntry Of(Candidate c) => new(c.Id, c.State, c.ProjectAssetId, c.Type, c.Name, [.. c.Aliases], c.Description);

    /// <summary>Whether the candidate still reads as it does here.</summary>
    public bool Describes(Candidate c) =>
        c.State == State && c.Type == Type && c.Name == Name && c.Description == Description && c.Aliases.SequenceEqual(Aliases);
}

/// <summary>What a candidate held: its scenes as stored, and the ids of the lines that prove it.</summary>
public sealed record Grouped(string Appearances, bool Speaks, IReadOnlyList<Guid> Evidence);

public sealed record ProposalEntry(
    ProposedAction Action,
    Guid? ProjectAssetId,
    Guid? LibraryAssetId,
    double Score,
    IReadOnlyList<string> Reasons
)
{
    public static ProposalEntry Of(Proposal p) => new(p.Action, p.ProjectAssetId, p.LibraryAssetId, p.Score, [.. p.Reasons]);

    /// <summary>An asset that was erased since is proposed no longer.</summary>
    public ProposalEntry IfThere(IReadOnlySet<Guid> assets) =>
        (ProjectAssetId ?? LibraryAssetId) is not { } id || assets.Contains(id)
            ? this
            : new(ProposedAction.New, null, null, 0, ["The matching asset was permanently deleted"]);
}

/// <summary>
/// What one decision has done so far, where it is written in parts: all of it is one line, and goes back as one. Each entry is put into
/// words once, however many parts come after it.
/// </summary>
internal sealed class DecisionSoFar
{
    private readonly List<string> before = [];
    private readonly List<string> after = [];
    private readonly Dictionary<Guid, string> assetsBefore = [];
    private readonly Dictionary<Guid, string> assetsAfter = [];

    public Decision? Decision { get; private set; }

    /// <summary>The candidates' entries, the assets as they read before the first part that touched them and after the last.</summary>
    public void Add(
        LibraryContext db,
        IReadOnlyList<CandidateEntry> candidatesBefore,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<AssetEntry> wereAssets,
        IReadOnlyList<AssetEntry> areAssets
    )
    {
        var became = candidates.Select(CandidateEntry.Of).ToList();
        before.AddRange(candidatesBefore.Select(c => JsonSerializer.Serialize(c)));
        after.AddRange(became.Select(c => JsonSerializer.Serialize(c)));
        foreach (var asset in wereAssets.Where(a => !assetsAfter.ContainsKey(a.Id)))
        {
            assetsBefore.TryAdd(asset.Id, JsonSerializer.Serialize(asset));
        }

        foreach (var asset in areAssets)
        {
            assetsAfter[asset.Id] = JsonSerializer.Serialize(asset);
        }

        if (Decision is null)
        {
            Decision = db.Record(DecisionVerb.Accept, candidatesBefore, candidates, became, wereAssets, areAssets);
            return;
        }

        db.Attach(Decision); // one that was taken back meanwhile is not written any more
        Decision.Grow(db.Now, Side(before, assetsBefore.Values), Side(after, assetsAfter.Values));
        db.Announce(became, Decision.ProjectId);
    }

    private static string Side(IEnumerable<string> candidates, IEnumerable<string> assets) =>
        $$"""{"{{nameof(CandidateSide.Candidates)}}":[{{string.Join(',', candidates)}}],"{{nameof(AssetSide.Assets)}}":[{{string.Join(',', assets)}}]}""";
}

internal static class CandidateLedger
{
    /// <summary>A line in the ledger, and news of every candidate in it. The caller saves.</summary>
    public static Decision Record(
        this LibraryContext db,
        DecisionVerb verb,
        IReadOnlyList<CandidateEntry> before,
        IReadOnlyList<Candidate> candidates,
        IReadOnlyList<CandidateEntry> after,
        IReadOnlyList<AssetEntry>? assetsBefore = null,
        IReadOnlyList<AssetEntry>? assetsAfter = null
    )
    {
        var first = candidates[0];
        var decision = new Decision
        {
            ProjectId = first.ProjectId,
            BranchId = first.BranchId,
            At = db.Now,
            By = db.ViewerId,
            Verb = verb,
            Before = Decision.Write(new CandidateSide { Candidates = before }, new AssetSide { Assets = assetsBefore ?? [] }),
            After = Decision.Write(new CandidateSide { Candidates = after }, new AssetSide { Assets = assetsAfter ?? [] }),
        };
        db.Add(decision);
        db.Announce(after, first.ProjectId);
        return decision;
    }

    public static void Announce(this LibraryContext db, IReadOnlyList<CandidateEntry> candidates, Guid? project)
    {
        foreach (var candidate in candidates)
        {
            db.Announce(Topics.Candidate, candidate.Id, project);
        }
    }
}
