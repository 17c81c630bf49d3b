using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Styles;

/// <summary>A style of the studio or of a project: its words, its reference pictures and samples, and how it was before.</summary>
public sealed class StylePage(LibraryContext db, CurrentViewer viewer) : PageModel
{
    private const int MostRevisions = 50;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public StyleCapsule Style { get; private set; } = null!;
    public HistoryView History { get; private set; } = null!;
    public IReadOnlyList<(StyleCapsuleRevision Was, string? By)> Revisions { get; private set; } = [];
    public bool MayEdit { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? await ShowAsync() : NotFound();

    public async Task<IActionResult> OnPostAsync(
        int? revision,
        string? name,
        string? prompt,
        string? negative,
        string? palette,
        string? forCharacters,
        string? forLocations,
        string? forProps
    ) =>
        await SaveAsync(revision, style =>
            style.Edit(db, name, prompt, negative, TypedText.SplitAliases(palette), new(forCharacters, forLocations, forProps))
        );

    /// <summary>As it was at an earlier revision, as a revision of its own.</summary>
    public async Task<IActionResult> OnPostAgainAsync(int? revision, int was)
    {
        var old = await db.Set<StyleCapsuleRevision>()
            .AsNoTracking()
            .SingleOrDefaultAsync(r => r.StyleCapsuleId == Id && r.Revision == was);
        return old is null
            ? NotFound()
            : await SaveAsync(revision, style =>
                style.Edit(db, old.Name, old.Prompt, old.Negative, old.Palette, new(old.ForCharacters, old.ForLocations, old.ForProps))
            );
    }

    private async Task<IActionResult> SaveAsync(int? revision, Action<StyleCapsule> change)
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        if (!MayEdit)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        try
        {
            Style.Expect(revision);
            change(Style);
            db.Record("style.edited", Style.Id, Style.ProjectId, Style.Name);
            await db.SaveChangesAsync();
            return Redirect($"/Library/Styles/{Id}");
        }
        catch (Exception e) when (e is RefusedException or StaleRevisionException or DbUpdateConcurrencyException)
        {
            // Back leads to what was typed; what is stored is shown.
            db.ChangeTracker.Clear();
            ModelState.AddModelError(
                "",
                e is RefusedException refused ? refused.Message : "Somebody saved this style before you: it stands here as it is now."
            );
            Response.StatusCode = e is RefusedException { Status: var status } ? status : StatusCodes.Status409Conflict;
            return await LoadAsync() ? await ShowAsync() : NotFound();
        }
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<StyleCapsule>().SingleOrDefaultAsync(s => s.Id == Id) is not { } style)
        {
            return false;
        }

        (Style, MayEdit) = (style, await viewer.MayEditAsync(db, style.ProjectId));
        return true;
    }

    private async Task<IActionResult> ShowAsync()
    {
        History = await db.HistoryViewAsync(Style.Id, Style.Name, MayEdit);
        var rows = await db.Set<StyleCapsuleRevision>()
            .AsNoTracking()
            .Where(r => r.StyleCapsuleId == Id)
            .OrderByDescending(r => r.Revision)
            .Take(MostRevisions)
            .Select(r => new { Was = r, By = db.Set<User>().Where(u => u.Id == r.By).Select(u => u.UserName).FirstOrDefault() })
            .ToListAsync();
        Revisions = rows.ConvertAll(r => (r.Was, r.By));
        return Page();
    }
}
