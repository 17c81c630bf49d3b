using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>The history picker, as a page or as the fragment that panels and details hold.</summary>
public class HistoryPage(LibraryContext db, CurrentViewer viewer, SubjectReadings readings) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid SubjectId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    public HistoryView View { get; private set; } = null!;

    /// <summary>Whose history it is.</summary>
    public string? Name { get; private set; }

    public async Task<IActionResult> OnGetAsync(int? n)
    {
        if (await db.Set<Subject>().SingleOrDefaultAsync(s => s.Id == SubjectId) is not { } subject)
        {
            return NotFound();
        }

        Name = Request.IsHtmxPartial() ? null : (await readings.ReadAsync([SubjectId])).GetValueOrDefault(SubjectId)?.Name;
        View = await db.HistoryViewAsync(SubjectId, Name ?? "Picture", await viewer.MayEditAsync(db, subject.ProjectId), n, Key);
        return Request.IsHtmxPartial() ? Partial("_History", View) : Page();
    }
}
