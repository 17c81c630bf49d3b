using AssetLibrary.Web.Scripts;

namespace AssetLibrary.Web.Assets.Matching;

/// <summary>Something that waits to become an asset, as a room above keeps it: a match with the library settles it at once.</summary>
public abstract class MatchCandidate
{
    public abstract Guid? ProjectId { get; }
    public abstract Counterpart Counterpart { get; }
    public abstract IReadOnlyList<SceneAppearance> Scenes { get; }

    /// <summary>Its part of a decision, as it reads now.</summary>
    public abstract object Side { get; }

    /// <summary>It has become this asset.</summary>
    public abstract Task BecomeAsync(ProjectAsset asset, CancellationToken cancel);
}

/// <summary>Where such candidates are found.</summary>
public interface IMatchCandidates
{
    /// <summary>Null when there is none of this id on the branch.</summary>
    /// <exception cref="Shared.RefusedException">409 decided, unless it is only to be shown.</exception>
    Task<MatchCandidate?> FindAsync(Guid branchId, Guid id, bool onlyShown = false, CancellationToken cancel = default);
}
