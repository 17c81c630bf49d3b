using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Styles;

/// <summary>The studio's own styles, and which of them pictures of library assets are made in.</summary>
public sealed class StylesPage(LibraryContext db, CurrentViewer viewer) : PageModel
{
    public IReadOnlyList<StyleCapsule> Styles { get; private set; } = [];
    public Guid? Default { get; private set; }
    public bool MayEdit { get; private set; }

    public async Task OnGetAsync() => await ShowAsync();

    /// <summary>A style becomes one of the studio's, or its default.</summary>
    public async Task<IActionResult> OnPostAsync(
        string? ready,
        Guid? makeDefault,
        bool noDefault,
        bool own,
        string? name,
        string? prompt,
        string? negative,
        string? palette,
        string? forCharacters,
        string? forLocations,
        string? forProps
    )
    {
        try
        {
            var studio = await db.Set<Studio>().SingleAsync();
            if (ready is not null)
            {
                var style = ReadyStyles.Find(ready) ?? throw RefusedException.Invalid("Choose one of the ready-made styles.");
                var made = StyleCapsule.Make(db, null, style.Name, style.Prompt, style.Negative, style.Palette);
                studio.DefaultStyleId ??= made.Id;
                db.Record("style.added", made.Id, details: made.Name);
            }
            else if (own)
            {
                var made = StyleCapsule.Make(
                    db,
                    null,
                    name,
                    prompt,
                    negative,
                    TypedText.SplitAliases(palette),
                    new(forCharacters, forLocations, forProps)
                );
                studio.DefaultStyleId ??= made.Id;
                db.Record("style.added", made.Id, details: made.Name);
            }
            else if (noDefault)
            {
                studio.DefaultStyleId = null;
            }
            else
            {
                studio.DefaultStyleId = await db.Set<StyleCapsule>()
                    .Where(s => s.Id == makeDefault && s.ProjectId == null)
                    .Select(s => (Guid?)s.Id)
                    .SingleOrDefaultAsync()
                    ?? throw RefusedException.NotFound();
                db.Record("style.default", studio.DefaultStyleId);
            }

            await db.SaveChangesAsync();
            return Redirect("/Library/Styles");
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            await ShowAsync();
            return Page();
        }
    }

    private async Task ShowAsync()
    {
        Styles = await db.Set<StyleCapsule>().AsNoTracking().Where(s => s.ProjectId == null).OrderBy(s => s.Name).ToListAsync();
        Default = await db.Set<Studio>().Select(s => s.DefaultStyleId).SingleOrDefaultAsync();
        MayEdit = await viewer.MayEditAsync(db, null);
    }
}
