using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>One more picture of each of several subjects, as one batch. Lists of rooms below post here by this address.</summary>
[RequestFormLimits(ValueCountLimit = 1050)]
public sealed class GenerateSeveralPage(LibraryContext db, CurrentViewer viewer, PictureRequests requests) : PageModel
{
    public IActionResult OnGet() => Redirect("/Jobs");

    public async Task<IActionResult> OnPostAsync(List<Guid> ids, Guid? idempotencyKey)
    {
        if (!User.May(Policies.Generate))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (ids.Count is 0 or > 1000)
        {
            throw RefusedException.Invalid("Select 1 to 1,000 assets.", "ids");
        }

        var projects = await db.Set<Subject>().Where(s => ids.Contains(s.Id)).Select(s => s.ProjectId).Distinct().ToListAsync();
        foreach (var project in projects)
        {
            if (!await viewer.MayEditAsync(db, project))
            {
                return StatusCode(StatusCodes.Status403Forbidden);
            }
        }

        var jobs = await requests.SaveOnceAsync(db, idempotencyKey, new(ids), _ =>
            db.Record("generation.requested", details: ids.Count == 1 ? "1 picture" : $"{ids.Count} pictures")
        );
        Response.Htmx(h =>
            h.Toast(
                    jobs is null ? "These pictures are already being generated."
                    : jobs.Count == 1 ? "Generating 1 picture."
                    : $"Generating {jobs.Count:N0} pictures."
                )
                .WithTrigger("app:library-changed")
        );
        return Request.IsHtmx() ? StatusCode(StatusCodes.Status204NoContent) : Redirect(Request.PageOr("/Jobs"));
    }
}
