using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>Asking for one more picture of a subject.</summary>
public sealed class GeneratePage(LibraryContext db, CurrentViewer viewer, PictureRequests requests) : PageModel
{
    public IActionResult OnGet() => Redirect("/Jobs");

    public async Task<IActionResult> OnPostAsync(
        Guid subjectId,
        string? key,
        Guid? styleId,
        string? provider,
        bool fallback,
        Guid? idempotencyKey
    )
    {
        if (await db.Set<Subject>().SingleOrDefaultAsync(s => s.Id == subjectId) is not { } subject)
        {
            return NotFound();
        }

        if (!User.May(Policies.Generate) || !await viewer.MayEditAsync(db, subject.ProjectId))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        key = string.IsNullOrEmpty(key) ? AssetKeys.Reference : key;
        await requests.SaveOnceAsync(
            db,
            idempotencyKey,
            new([subjectId], key, StyleId: styleId, Provider: provider)
            {
                Fallbacks = fallback ? await requests.OthersAsync(provider) : [],
            },
            _ => db.Record("generation.requested", subjectId, subject.ProjectId, key)
        );
        return Request.IsHtmxPartial()
            ? Partial("_SubjectJobs", await SubjectJobs.OfAsync(db, subjectId))
            : LocalRedirect(Request.PageOr($"/Versions/{subjectId}/{key}"));
    }
}
