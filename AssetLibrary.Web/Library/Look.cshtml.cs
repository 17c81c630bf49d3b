using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library;

/// <summary>A look of a library asset: its text and its pictures.</summary>
public sealed class LibraryLookPage(LibraryContext db, CurrentViewer viewer) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid LookId { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    public LibraryLook Look { get; private set; } = null!;
    public LibraryAsset Asset { get; private set; } = null!;
    public HistoryView History { get; private set; } = null!;
    public LibraryLook? Theirs { get; private set; }
    public bool MayEdit { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        (Name, Description) = (Look.Name, Look.Description);
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync(bool remove)
    {
        if (!await LoadAsync() || !await viewer.MayEditAsync(db, null))
        {
            return NotFound();
        }

        try
        {
            if (remove)
            {
                Look.Trash(db, Asset);
                await db.SaveAssetAsync(Asset, "edited");
                return Redirect($"/Library/{Asset.Id}");
            }

            Look.Expect(Revision);
            Look.Describe(db, Asset, Name, Description);
            await db.SaveAssetAsync(Asset, "edited");
            return Redirect($"/Library/Looks/{LookId}");
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            await LoadAsync();
            (Theirs, Response.StatusCode) = (Look, StatusCodes.Status409Conflict);
            return await ShowAsync();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            await LoadAsync();
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            return await ShowAsync();
        }
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<LibraryLook>().SingleOrDefaultAsync(l => l.Id == LookId && l.TrashedAt == null) is not { } look || await db.Set<LibraryAsset>().SingleOrDefaultAsync(a => a.Id == look.LibraryAssetId) is not { } asset)
        {
            return false;
        }

        (Look, Asset) = (look, asset);
        return true;
    }

    private async Task<IActionResult> ShowAsync()
    {
        ModelState.Remove(nameof(Revision));
        (Revision, MayEdit) = (Look.Revision, Asset.TrashedAt is null && await viewer.MayEditAsync(db, null));
        History = await db.HistoryViewAsync(Look.Id, $"{Asset.Name}, {Look.Name}", MayEdit);
        return Page();
    }
}
