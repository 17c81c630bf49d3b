using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

internal static class UploadRights
{
    /// <summary>The viewer may bring files to this project, or to the studio where none is named.</summary>
    /// <exception cref="RefusedException">404, 403.</exception>
    public static async Task CheckAsync(Guid? project, LibraryContext db, CurrentViewer viewer)
    {
        if (project is not null && !await db.Set<Project>().AnyAsync(p => p.Id == project))
        {
            throw RefusedException.NotFound();
        }

        if (!await viewer.MayEditAsync(db, project))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "You have view-only access to this project.");
        }
    }
}
