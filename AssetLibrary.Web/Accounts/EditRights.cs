using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Accounts;

public static class EditRights
{
    /// <exception cref="RefusedException">403: the viewer may only read there.</exception>
    public static async Task RequireEditAsync(this LibraryContext db, CurrentViewer viewer, Guid? projectId)
    {
        if (!await viewer.MayEditAsync(db, projectId))
        {
            throw new RefusedException(StatusCodes.Status403Forbidden, "forbidden", "You can view this project but not change it.");
        }
    }
}
