using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>The media that somebody has chosen, to do something to them.</summary>
internal static class Selection
{
    /// <summary>Items of one request.</summary>
    public const int Most = 1000;

    /// <summary>Those of the ids that are here, if the viewer may change all of them.</summary>
    /// <exception cref="RefusedException">404 for none, 403 for one of a project where the viewer only reads, 422 for too many.</exception>
    public static async Task<List<Guid>> EditableAsync(
        this IQueryable<MediaItem> media,
        LibraryContext db,
        CurrentViewer viewer,
        IReadOnlyCollection<Guid>? ids
    )
    {
        if (ids is not { Count: > 0 and <= Most })
        {
            throw RefusedException.Invalid($"Select between 1 and {Most:N0} files.", "ids");
        }

        var items = await media.Where(m => ids.Contains(m.Id)).Select(m => new { m.Id, m.ProjectId }).ToListAsync();
        if (items.Count == 0)
        {
            throw new RefusedException(StatusCodes.Status404NotFound, "not-found", "These files are no longer here.");
        }

        foreach (var project in items.Select(i => i.ProjectId).Distinct())
        {
            if (!await viewer.MayEditAsync(db, project))
            {
                throw new RefusedException(
                    StatusCodes.Status403Forbidden,
                    "forbidden",
                    "You have view-only access to the project of at least one of these files."
                );
            }
        }

        return items.ConvertAll(i => i.Id);
    }
}
