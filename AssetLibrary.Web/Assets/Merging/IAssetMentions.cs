namespace AssetLibrary.Web.Assets.Merging;

/// <summary>
/// A room above that names assets: what it holds follows when two of them become one. It works in the merge's transaction.
/// </summary>
public interface IAssetMentions
{
    /// <summary>What names the one project asset names the other from now on.</summary>
    Task<MovedNames> MoveAsync(Guid from, Guid to, CancellationToken cancel);

    /// <summary>What names this library asset, also in projects that the viewer does not see.</summary>
    Task<IReadOnlyList<Guid>> OfLibraryAsync(Guid libraryAsset, CancellationToken cancel);

    /// <summary>These name another library asset from now on, as far as they still name the first.</summary>
    Task FollowAsync(IReadOnlyList<Guid> mentions, Guid from, Guid to, CancellationToken cancel);
}
