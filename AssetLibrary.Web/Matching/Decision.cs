using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;

namespace AssetLibrary.Web.Matching;

public enum DecisionVerb { Accept, Reject, Edit, Merge, Split }

/// <summary>A line of the ledger behind every undo: what was decided, and how things stood before and after.</summary>
public sealed class Decision : IOfProject
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? ProjectId { get; init; }
    public required Guid BranchId { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? By { get; init; }
    public required DecisionVerb Verb { get; init; }

    /// <summary>JSON: <see cref="Ledger"/>.</summary>
    public required string Before { get; init; }

    /// <summary>JSON: <see cref="Ledger"/>.</summary>
    public required string After { get; init; }
    public DateTimeOffset? UndoneAt { get; private set; }

    public void Undo(DateTimeOffset now) => UndoneAt = now;

    public static string Write(Ledger ledger) => JsonSerializer.Serialize(ledger);

    public static Ledger Read(string json) => JsonSerializer.Deserialize<Ledger>(json)!;
}

/// <summary>
/// The candidates and project assets that a decision touched, as they stood on one side of it. What stands only behind it,
/// the decision made.
/// </summary>
public sealed record Ledger(IReadOnlyList<CandidateEntry> Candidates, IReadOnlyList<AssetEntry> Assets);

public sealed record CandidateEntry(Guid Id, CandidateState State, Guid? ProjectAssetId, AssetType Type, string Name, IReadOnlyList<string> Aliases, string Description)
{
    /// <summary>Null where the decision left scenes and lines alone.</summary>
    public Grouped? Grouped { get; init; }

    /// <summary>Null where the decision left it alone.</summary>
    public ProposalEntry? Proposal { get; init; }

    public static CandidateEntry Of(Candidate c) => new(c.Id, c.State, c.ProjectAssetId, c.Type, c.Name, [.. c.Aliases], c.Description);

    /// <summary>Whether the candidate still reads as it does here.</summary>
    public bool Describes(Candidate c) => c.State == State && c.Type == Type && c.Name == Name && c.Description == Description && c.Aliases.SequenceEqual(Aliases);
}

/// <summary>What a candidate held: its scenes as stored, and the ids of the lines that prove it.</summary>
public sealed record Grouped(string Appearances, bool Speaks, IReadOnlyList<Guid> Evidence);

public sealed record ProposalEntry(ProposedAction Action, Guid? ProjectAssetId, Guid? LibraryAssetId, double Score, IReadOnlyList<string> Reasons)
{
    public static ProposalEntry Of(Proposal p) => new(p.Action, p.ProjectAssetId, p.LibraryAssetId, p.Score, [.. p.Reasons]);
}

/// <summary>A project asset with its appearances. The revision tells whether anybody changed it afterwards.</summary>
public sealed record AssetEntry(Guid Id, int Revision, string Name, IReadOnlyList<string> Aliases, string Description, IReadOnlyList<SceneAppearance> Appearances)
{
    public IReadOnlyList<string>? Overridden { get; init; }

    public static AssetEntry Of(ProjectAsset a, IEnumerable<Appearance> appearances) =>
        new(a.Id, a.Revision, a.Name, [.. a.Aliases], a.Description, [.. appearances.Select(p => new SceneAppearance(p.SceneId, p.Speaks, p.Count))]) { Overridden = [.. a.OverriddenFields] };
}
