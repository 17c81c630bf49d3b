using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Generation;

public sealed class StatusPage(LibraryContext db) : PageModel
{
    public SubjectJobs Jobs { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid subjectId)
    {
        Jobs = await SubjectJobs.OfAsync(db, subjectId);
        return Request.IsHtmxPartial() ? Partial("_SubjectJobs", Jobs) : Page();
    }
}
