using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Matching;

/// <summary>From the library into a project.</summary>
public static class Cloning
{
    /// <summary>
    /// A project asset that is linked to this one and reads like it; its best picture is localised: a version in the
    /// project's own history that names the same media item. Runs inside the caller's transaction.
    /// </summary>
    public static async Task<ProjectAsset> CloneAsync(
        this LibraryAsset library,
        LibraryContext db,
        Guid projectId,
        Guid branchId,
        IEnumerable<string> moreAliases,
        CancellationToken cancel = default
    )
    {
        var asset = ProjectAsset.Make(
            db,
            projectId,
            branchId,
            library.Type,
            library.Name,
            library.Aliases.Concat(moreAliases),
            library.Description
        );
        await asset.FollowAsync(db, library, cancel);
        return asset;
    }

    /// <summary>
    /// Links the asset to the library asset and brings what it has none of: the best picture and the looks with theirs, each a
    /// version that names the same media item. Runs inside the caller's transaction and saves what it needs to on the way.
    /// </summary>
    public static async Task FollowAsync(
        this ProjectAsset asset,
        LibraryContext db,
        LibraryAsset library,
        CancellationToken cancel = default
    )
    {
        var picture = (await db.BestOfAsync([library.Id], cancel: cancel)).GetValueOrDefault(library.Id);
        asset.Link(library, db.Now, picture?.MediaId);
        await db.SaveChangesAsync(cancel);
        if (picture is not null && !await db.Set<History>().AnyAsync(h => h.SubjectId == asset.Id && h.Key == AssetKeys.Reference, cancel))
        {
            await db.AppendAsync(asset.Subject, AssetKeys.Reference, [picture.MediaId], cancel: cancel);
        }

        await asset.BringLooksAsync(db, library.Id, cancel);
    }

    /// <summary>Copies of the library looks that the asset has no copy of yet, with their best pictures.</summary>
    public static async Task<IReadOnlyList<Look>> BringLooksAsync(
        this ProjectAsset asset,
        LibraryContext db,
        Guid libraryAssetId,
        CancellationToken cancel = default
    )
    {
        var known = await db.Set<Look>()
            .Where(l => l.ProjectAssetId == asset.Id && l.LibraryLookId != null)
            .Select(l => l.LibraryLookId!.Value)
            .ToListAsync(cancel);
        var looks = await db.Set<LibraryLook>()
            .Where(l => l.LibraryAssetId == libraryAssetId && l.TrashedAt == null && !known.Contains(l.Id))
            .OrderBy(l => l.Id)
            .ToListAsync(cancel);
        var copies = looks.ToDictionary(l => l.Id, l => Look.Clone(db, asset, l));
        if (copies.Count > 0)
        {
            await db.SaveChangesAsync(cancel);
            await db.CopyBestPicturesAsync(copies.ToDictionary(c => c.Key, c => c.Value.Subject), cancel);
        }

        return [.. copies.Values];
    }
}
