using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

internal static class AssetSnapshot
{
    /// <summary>The asset for the ledger, with its link, scenes, looks and what is best in its histories, as saved.</summary>
    public static async Task<AssetEntry> EntryAsync(LibraryContext db, ProjectAsset asset, CancellationToken cancel) =>
        AssetEntry.Of(
            asset,
            await db.Set<Appearance>().AsNoTracking().Where(a => a.ProjectAssetId == asset.Id).OrderBy(a => a.SceneId).ToListAsync(cancel)
        ) with
        {
            Link = AssetLink.Of(asset),
            Metadata = asset.Metadata,
            Looks =
            [
                .. (
                    await db.Set<Look>()
                        .AsNoTracking()
                        .Where(l => l.ProjectAssetId == asset.Id && l.TrashedAt == null)
                        .OrderBy(l => l.Id)
                        .ToListAsync(cancel)
                ).Select(LookEntry.Of),
            ],
            Best =
            [
                .. (
                    await db.Set<History>().AsNoTracking().Where(h => h.SubjectId == asset.Id).OrderBy(h => h.Key).ToListAsync(cancel)
                ).Select(BestEntry.Of),
            ],
        };
}
