using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>The project assets that a decision touched, on one side of it. What is only on the side after, the decision made.</summary>
public sealed record AssetSide
{
    public IReadOnlyList<AssetEntry> Assets { get; init; } = [];

    /// <summary>What named an asset that was merged away; null where the decision merged none.</summary>
    public IReadOnlyList<MovedNames>? Moved { get; init; }
}

/// <summary>The candidates that had become this asset, and the proposals that named it.</summary>
public sealed record MovedNames(Guid AssetId, IReadOnlyList<Guid> Candidates, IReadOnlyList<Guid> Proposals);

/// <summary>A project asset. The revision tells whether anybody changed it afterwards.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Revision">Its revision on that side.</param>
/// <param name="Name">As it read.</param>
/// <param name="Aliases">As they read.</param>
/// <param name="Description">As it read.</param>
/// <param name="Appearances">Null where the decision left them alone.</param>
public sealed record AssetEntry(
    Guid Id,
    int Revision,
    string Name,
    IReadOnlyList<string> Aliases,
    string Description,
    IReadOnlyList<AppearanceEntry>? Appearances
)
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
        new(
            a.Id,
            a.Revision,
            a.Name,
            [.. a.Aliases],
            a.Description,
            appearances is null ? null : [.. appearances.Select(AppearanceEntry.Of)]
        )
        {
            Overridden = [.. a.OverriddenFields],
        };
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

internal static class AssetLedger
{
    /// <summary>A line in the ledger about project assets. The caller saves.</summary>
    public static Decision Record(
        this LibraryContext db,
        DecisionVerb verb,
        ProjectAsset first,
        IEnumerable<object> before,
        IEnumerable<object> after
    )
    {
        var decision = new Decision
        {
            ProjectId = first.ProjectId,
            BranchId = first.BranchId,
            At = db.Now,
            By = db.ViewerId,
            Verb = verb,
            Before = Decision.Write(before),
            After = Decision.Write(after),
        };
        db.Add(decision);
        return decision;
    }
}
