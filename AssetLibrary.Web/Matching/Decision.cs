using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Projects.Looks;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Matching;

public enum DecisionVerb { Accept, Reject, Edit, Merge, Split, Sync, Match, MergeAssets, MergeLibrary }

/// <summary>A line of the ledger behind every undo: what was decided, and how things stood before and after.</summary>
public sealed class Decision : IOfProject
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? ProjectId { get; init; }

    /// <summary>Empty for what was decided in the library.</summary>
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
public sealed record Ledger(IReadOnlyList<CandidateEntry> Candidates, IReadOnlyList<AssetEntry> Assets)
{
    /// <summary>What named an asset that was merged away; null where the decision merged none.</summary>
    public IReadOnlyList<MovedNames>? Moved { get; init; }

    /// <summary>The two of a merge in the library, the one that stays first.</summary>
    public IReadOnlyList<LibraryEntry>? Library { get; init; }
}

/// <summary>A library asset as it stood, and what named it: project assets by their link, proposals by their candidate.</summary>
public sealed record LibraryEntry(Guid Id, int Revision, string Name, IReadOnlyList<string> Aliases, string Description, IReadOnlyList<Guid> Tags, IReadOnlyList<Guid> Looks,
    IReadOnlyList<BestEntry> Best, IReadOnlyList<Guid> Links, IReadOnlyList<Guid> Proposals);

/// <summary>The candidates that had become this asset, and the proposals that named it.</summary>
public sealed record MovedNames(Guid AssetId, IReadOnlyList<Guid> Candidates, IReadOnlyList<Guid> Proposals);

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

/// <summary>A project asset. The revision tells whether anybody changed it afterwards.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Revision">Its revision on that side.</param>
/// <param name="Name">As it read.</param>
/// <param name="Aliases">As they read.</param>
/// <param name="Description">As it read.</param>
/// <param name="Appearances">Null where the decision left them alone.</param>
public sealed record AssetEntry(Guid Id, int Revision, string Name, IReadOnlyList<string> Aliases, string Description, IReadOnlyList<AppearanceEntry>? Appearances)
{
    public IReadOnlyList<string>? Overridden { get; init; }

    /// <summary>Null where the decision left it alone.</summary>
    public string? Metadata { get; init; }

    /// <summary>Went into another one.</summary>
    public bool Trashed { get; init; }

    /// <summary>Null where the decision left it alone.</summary>
    public AssetLink? Link { get; init; }

    /// <summary>Null where the decision left them alone.</summary>
    public IReadOnlyList<LookEntry>? Looks { get; init; }

    /// <summary>Of the asset and of its looks; null where the decision left them alone.</summary>
    public IReadOnlyList<BestEntry>? Best { get; init; }

    public static AssetEntry Of(ProjectAsset a, IEnumerable<Appearance>? appearances) =>
        new(a.Id, a.Revision, a.Name, [.. a.Aliases], a.Description, appearances is null ? null : [.. appearances.Select(AppearanceEntry.Of)]) { Overridden = [.. a.OverriddenFields] };
}

public sealed record AppearanceEntry(Guid SceneId, bool Speaks, int Count, Guid? LookId = null)
{
    public static AppearanceEntry Of(Appearance a) => new(a.SceneId, a.Speaks, a.Count, a.LookId);
}

/// <summary>Which version of a history was best, and how long it was.</summary>
public sealed record BestEntry(Guid SubjectId, string Key, int LastNumber, int? BestNumber, DateTimeOffset? ChosenAt, Guid? ChosenBy)
{
    public static BestEntry Of(History h) => new(h.SubjectId, h.Key, h.LastNumber, h.BestNumber, h.BestChosenAt, h.BestChosenBy);
}
