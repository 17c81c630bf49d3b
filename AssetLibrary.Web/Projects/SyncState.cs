using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;

namespace AssetLibrary.Web.Projects;

/// <summary>How a project asset stands to the library asset it was cloned from.</summary>
public enum SyncState { Unlinked, InStep, LibraryAhead, EditedHere, Both, SourceGone }

/// <summary>One truth for the badge, the filter and the API: as a query, so that any number of assets costs one.</summary>
internal static class SyncStates
{
    public static IQueryable<ProjectAsset> In(this IQueryable<ProjectAsset> assets, LibraryContext db, SyncState state)
    {
        var ids = db.SyncStatesOf(assets).Where(s => s.State == state).Select(s => s.Id);
        return assets.Where(a => ids.Contains(a.Id));
    }

    public static IQueryable<AssetSync> SyncStatesOf(this LibraryContext db, IQueryable<ProjectAsset> assets) =>
        from asset in assets
        join library in db.Set<LibraryAsset>().Where(l => l.TrashedAt == null) on asset.LibraryAssetId equals library.Id into sources
        from source in sources.DefaultIfEmpty()
        select new AssetSync
        {
            Id = asset.Id,
            State = asset.LibraryAssetId == null ? SyncState.Unlinked
                : source == null ? SyncState.SourceGone
                : source.Revision > asset.SyncedRevision && asset.OverriddenFields.Count > 0 ? SyncState.Both
                : source.Revision > asset.SyncedRevision ? SyncState.LibraryAhead
                : asset.OverriddenFields.Count > 0 ? SyncState.EditedHere : SyncState.InStep,
        };
}

internal sealed record AssetSync
{
    public required Guid Id { get; init; }
    public required SyncState State { get; init; }
}
