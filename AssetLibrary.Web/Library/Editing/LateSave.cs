using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Editing;

/// <summary>Why a form was not saved and is shown again with what was typed. Late: somebody else saved before.</summary>
public sealed record Unsaved(int Status, bool IsLate);

/// <summary>The one way in which a page saves a row with a revision.</summary>
public static class LateSave
{
    /// <summary>Null when it was saved. Otherwise nothing of it is left in the context, and the sentence is in the form.</summary>
    public static async Task<Unsaved?> TrySaveAsync(this PageModel page, LibraryContext db, Func<Task> save)
    {
        try
        {
            await save();
            return null;
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new(StatusCodes.Status409Conflict, IsLate: true);
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            page.ModelState.AddModelError("", refused.Message);
            return new(refused.Status, IsLate: false);
        }
    }
}
