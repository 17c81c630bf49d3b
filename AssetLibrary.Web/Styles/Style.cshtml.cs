using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Styles;

/// <summary>
/// A style of the studio: its words, its reference pictures and samples, and how it was before. A project's has a page there.
/// </summary>
public sealed class StylePage(LibraryContext db, CurrentViewer viewer, StyleEditing editing) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [FromForm(Name = "")]
    public StyleForm Form { get; set; } = new();

    public StyleView Style { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() =>
        await FindAsync() is not { } style ? NotFound()
        : style.ProjectId is { } project ? Redirect($"/Projects/{project}/Style")
        : await ShowAsync(style);

    public async Task<IActionResult> OnPostAsync() => await SaveAsync(Form);

    /// <summary>As it was at an earlier revision, as a revision of its own.</summary>
    public async Task<IActionResult> OnPostAgainAsync(int? revision, int was)
    {
        var old = await db.Set<StyleCapsuleRevision>()
            .AsNoTracking()
            .SingleOrDefaultAsync(r => r.StyleCapsuleId == Id && r.Revision == was);
        return old is null ? NotFound() : await SaveAsync(StyleForm.Of(old) with { Revision = revision, IsConfirmed = Form.IsConfirmed });
    }

    private async Task<IActionResult> SaveAsync(StyleForm form)
    {
        if (await FindAsync() is not { } style)
        {
            return NotFound();
        }

        if (!await viewer.MayEditAsync(db, style.ProjectId))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (await editing.SaveAsync(style, form) is not { } refused)
        {
            this.Say("Style saved.");
            return Redirect($"/Library/Styles/{Id}");
        }

        (Response.StatusCode, Style) = refused;
        return Page();
    }

    private Task<StyleCapsule?> FindAsync() => db.Set<StyleCapsule>().SingleOrDefaultAsync(s => s.Id == Id);

    private async Task<IActionResult> ShowAsync(StyleCapsule style)
    {
        Style = await editing.ShowAsync(style, await viewer.MayEditAsync(db, style.ProjectId));
        return Page();
    }
}
