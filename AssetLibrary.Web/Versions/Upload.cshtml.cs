using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>Uploading a picture as the next version.</summary>
public sealed class VersionUploadPage(LibraryContext db, CurrentViewer viewer, MediaIntake intake) : PageModel
{
    public IActionResult OnGet(Guid subjectId, string key) => Redirect($"/Versions/{subjectId}/{key}");

    public async Task<IActionResult> OnPostAsync(Guid subjectId, string key, IFormFile? file)
    {
        if (await db.Set<Subject>().SingleOrDefaultAsync(s => s.Id == subjectId) is not { } subject)
        {
            return NotFound();
        }

        if (!await viewer.MayEditAsync(db, subject.ProjectId))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (file is null)
        {
            throw RefusedException.Invalid("Choose a picture to upload.");
        }

        await using var bytes = file.OpenReadStream();
        var item = await intake.TakeAsync(
            bytes,
            new(MediaSource.Upload, Path.GetFileNameWithoutExtension(file.FileName), file.FileName, subject.ProjectId),
            HttpContext.RequestAborted
        );
        var number = await db.WriteAsync(() =>
        {
            db.Record("version.uploaded", subject.Id, subject.ProjectId, item.Title);
            return db.AppendAsync(subject, key, [item.Id]);
        });
        if (!Request.IsHtmxPartial())
        {
            return LocalRedirect(Request.PageOr($"/Versions/{subjectId}/{key}?n={number}"));
        }

        Response.Htmx(h => h.Toast($"Saved as version {number}."));
        return Partial("_History", await db.HistoryViewAsync(subjectId, "Picture", mayEdit: true, number, key));
    }
}
