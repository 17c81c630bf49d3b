using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>Choosing the best version.</summary>
public sealed class BestPage(LibraryContext db, CurrentViewer viewer) : PageModel
{
    public IActionResult OnGet(Guid subjectId, string key) => Redirect($"/Versions/{subjectId}/{key}");

    /// <param name="subjectId">Whose history.</param>
    /// <param name="key">Under which key.</param>
    /// <param name="number">The version.</param>
    /// <param name="was">Which was best for who chose, where that was a while ago: 409 when another has become it since.</param>
    public async Task<IActionResult> OnPostAsync(Guid subjectId, string key, int number, int? was)
    {
        if (await db.Set<History>().SingleOrDefaultAsync(h => h.SubjectId == subjectId && h.Key == key) is not { } history)
        {
            return NotFound();
        }

        if (!await viewer.MayEditAsync(db, history.ProjectId))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (was is not null && history.BestNumber != was && history.BestNumber != number)
        {
            return StatusCode(StatusCodes.Status409Conflict);
        }

        if (!await db.ChooseBestAsync(history, number))
        {
            return NotFound();
        }

        await db.SaveChangesAsync();
        if (!Request.IsHtmxPartial())
        {
            return LocalRedirect(Request.PageOr($"/Versions/{subjectId}/{key}?n={number}"));
        }

        Response.Htmx(h => h.Toast($"Version {number} set as best."));
        return Partial("_History", await db.HistoryViewAsync(subjectId, "Picture", mayEdit: true, number, key));
    }
}
