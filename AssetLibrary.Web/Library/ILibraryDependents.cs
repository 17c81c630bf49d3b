namespace AssetLibrary.Web.Library;

/// <summary>One place that a library asset is used in, as far as the viewer may see it.</summary>
public sealed record LibraryUse(Guid ProjectId, string Name, string Href, int Scenes);

/// <summary>A room above whose rows depend on library assets says which.</summary>
public interface ILibraryDependents
{
    /// <summary>The uses that the viewer may see.</summary>
    Task<IReadOnlyList<LibraryUse>> UsesAsync(Guid libraryAssetId);

    /// <summary>All of them, also those that the viewer may not see.</summary>
    Task<int> CountAsync(Guid libraryAssetId);

    /// <summary>The same for many: only those that are used, in one query.</summary>
    Task<IReadOnlyDictionary<Guid, int>> CountsAsync(IReadOnlyCollection<Guid> libraryAssetIds);
}
