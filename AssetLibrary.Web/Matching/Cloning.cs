using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Matching;

/// <summary>From the library into a project.</summary>
public static class Cloning
{
    /// <summary>
    /// A project asset that is linked to this one and reads like it; its best picture is localised: a version in the
    /// project's own history that names the same media item. Runs inside the caller's transaction.
    /// </summary>
    public static async Task<ProjectAsset> CloneAsync(this LibraryAsset library, LibraryContext db, Guid projectId, Guid branchId, IEnumerable<string> moreAliases, CancellationToken cancel = default)
    {
        var asset = ProjectAsset.Make(db, projectId, branchId, library.Type, library.Name, library.Aliases.Concat(moreAliases), library.Description);
        asset.Link(library, db.Now);
        if ((await db.BestOfAsync([library.Id], cancel: cancel)).GetValueOrDefault(library.Id) is { } picture)
        {
            await db.SaveChangesAsync(cancel);
            await db.AppendAsync(asset.Subject, AssetKeys.Reference, [picture.MediaId], cancel: cancel);
        }

        return asset;
    }
}
