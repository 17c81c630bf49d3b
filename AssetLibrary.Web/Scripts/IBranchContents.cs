using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Scripts;

/// <summary>What a room above keeps on a branch beside its scenes.</summary>
public interface IBranchContents
{
    /// <summary>Removes it from a branch that goes, in small parts of a write each.</summary>
    Task RemoveAsync(Branch branch, CancellationToken cancel);

    /// <summary>Copies it to a branch that begins where the other is. Adds rows to the caller's save.</summary>
    /// <param name="from">The branch that is copied.</param>
    /// <param name="to">The new one.</param>
    /// <param name="scenes">The copies of its scenes, by the id of the original.</param>
    /// <param name="subjects">The new subjects by the id of the old ones: each gets the best pictures of the old.</param>
    Task CopyAsync(
        Branch from,
        Branch to,
        IReadOnlyDictionary<Guid, Guid> scenes,
        IDictionary<Guid, Subject> subjects,
        CancellationToken cancel
    );

    /// <summary>Names that can be marked in the script, and the ids that they lead to.</summary>
    Task<IReadOnlyList<(Guid Id, AssetType Type, string Name, IReadOnlyList<string> Aliases)>> NamesAsync(Guid branchId);

    /// <summary>How much there is on each branch of a project.</summary>
    Task<IReadOnlyDictionary<Guid, int>> CountsAsync(Guid projectId);

    /// <summary>How much appears in each of these scenes.</summary>
    Task<IReadOnlyDictionary<Guid, int>> InScenesAsync(IReadOnlyCollection<Guid> scenes);
}
