using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions.Comparing;

/// <summary>Two to four versions side by side, or two with a wipe; zoomed and moved together.</summary>
public sealed class ComparePage(LibraryContext db, CurrentViewer viewer, SubjectReadings readings) : PageModel
{
    public const int Most = 4;

    [BindProperty(SupportsGet = true)]
    public Guid SubjectId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    public HistoryView View { get; private set; } = null!;

    /// <summary>Whose versions they are.</summary>
    public string? Name { get; private set; }
    public IReadOnlyList<VersionView> Chosen { get; private set; } = [];

    /// <param name="n">Numbers; without any, the best one and the newest other.</param>
    public async Task<IActionResult> OnGetAsync(List<int> n)
    {
        if (await db.Set<Subject>().SingleOrDefaultAsync(s => s.Id == SubjectId) is not { } subject)
        {
            return NotFound();
        }

        Name = (await readings.ReadAsync([SubjectId])).GetValueOrDefault(SubjectId)?.Name;
        View = await db.HistoryViewAsync(SubjectId, Name ?? "Picture", await viewer.MayEditAsync(db, subject.ProjectId), key: Key);
        var pictures = View.Versions.Where(v => v.Kind == MediaKind.Image).ToList();
        Chosen = [.. n.Distinct().Take(Most).Select(number => pictures.Find(v => v.Number == number)).OfType<VersionView>()];
        if (Chosen.Count < 2)
        {
            Chosen = [.. pictures.OrderByDescending(v => v.Number == View.Best).Take(2)];
        }

        return Page();
    }
}
