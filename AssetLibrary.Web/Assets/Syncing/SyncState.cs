using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Assets.Syncing;

/// <summary>How a project asset stands to the library asset it was cloned from.</summary>
public enum SyncState
{
    Unlinked,
    InStep,
    LibraryAhead,
    EditedHere,
    Both,
    SourceGone,
}

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
        let picture = db.Set<History>()
            .Where(h => h.SubjectId == asset.LibraryAssetId && h.Key == AssetKeys.Reference)
            .Join(
                db.Set<AssetVersion>(),
                h => new { HistoryId = h.Id, Number = h.BestNumber ?? 0 },
                v => new { v.HistoryId, v.Number },
                (h, v) => (Guid?)v.MediaId
            )
            .FirstOrDefault()
        let name = source != null && source.Name != asset.SyncedName
        let aliases = source != null && source.Aliases != asset.SyncedAliases
        let description = source != null && source.Description != asset.SyncedDescription
        let pictures = source != null && picture != null && picture != asset.SyncedPictureId
        let looks = source != null && source.LooksRevision != asset.SyncedLooks
        let ahead = name || aliases || description || pictures || looks
        select new AssetSync
        {
            Id = asset.Id,
            Name = name,
            Aliases = aliases,
            Description = description,
            Picture = pictures,
            Looks = looks,
            State =
                asset.LibraryAssetId == null ? SyncState.Unlinked
                : source == null ? SyncState.SourceGone
                : ahead && asset.OverriddenFields.Count > 0 ? SyncState.Both
                : ahead ? SyncState.LibraryAhead
                : asset.OverriddenFields.Count > 0 ? SyncState.EditedHere
                : SyncState.InStep,
        };
}

public sealed record AssetSync
{
    public required Guid Id { get; init; }
    public required SyncState State { get; init; }
    public required bool Name { get; init; }
    public required bool Aliases { get; init; }
    public required bool Description { get; init; }
    public required bool Picture { get; init; }
    public required bool Looks { get; init; }

    /// <summary>In which fields the library reads otherwise than at the last sync.</summary>
    public IEnumerable<SyncField> Fields =>
        new[]
        {
            (Name, SyncField.Name),
            (Aliases, SyncField.Aliases),
            (Description, SyncField.Description),
            (Picture, SyncField.Picture),
            (Looks, SyncField.Looks),
        }
            .Where(f => f.Item1)
            .Select(f => f.Item2);
}
