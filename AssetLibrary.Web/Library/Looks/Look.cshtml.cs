using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Looks;

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
    public LookForm Form { get; private set; } = null!;
    public bool IsLate { get; private set; }
    public string? ChangedBy { get; private set; }
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

    /// <summary>A line that says who changed the look since this revision; nothing while it is the newest.</summary>
    public async Task<IActionResult> OnGetNewsAsync(int revision)
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        Revision = revision;
        ChangedBy = await db.NameOfUserAsync(Look.ChangedBy);
        return Partial("_LookNews", News);
    }

    public async Task<IActionResult> OnPostAsync(bool remove)
    {
        if (!await LoadAsync() || !await viewer.MayEditAsync(db, null))
        {
            return NotFound();
        }

        (Name, Description) = LookForm.Picked(Request, Name, Description);
        return await this.TrySaveAsync(db, () => SaveAsync(remove)) is { } unsaved
            ? await AgainAsync(unsaved)
            : Redirect(remove ? $"/Library/{Asset.Id}" : $"/Library/Looks/{LookId}");
    }

    private Task SaveAsync(bool remove)
    {
        if (remove)
        {
            Look.Trash(db, Asset);
        }
        else
        {
            Look.Expect(Revision);
            Look.Describe(db, Asset, Name, Description);
        }

        return db.SaveAssetAsync(Asset, "edited");
    }

    public LookNews News =>
        new(
            $"/Library/Looks/{LookId}?handler=News&revision={Revision}",
            $"library-asset:{Asset.Id}",
            $"/Library/Looks/{LookId}",
            Revision < Look.Revision,
            ChangedBy,
            Look.ChangedAt
        );

    private async Task<IActionResult> AgainAsync(Unsaved unsaved)
    {
        (Response.StatusCode, IsLate) = (unsaved.Status, unsaved.IsLate);
        return await LoadAsync() ? await ShowAsync() : NotFound();
    }

    private async Task<bool> LoadAsync()
    {
        if (
            await db.Set<LibraryLook>().SingleOrDefaultAsync(l => l.Id == LookId && l.TrashedAt == null) is not { } look
            || await db.Set<LibraryAsset>().SingleOrDefaultAsync(a => a.Id == look.LibraryAssetId) is not { } asset
        )
        {
            return false;
        }

        (Look, Asset) = (look, asset);
        return true;
    }

    private async Task<IActionResult> ShowAsync()
    {
        ModelState.Remove(nameof(Revision));
        Form = IsLate
            ? LookForm.Settle(Request, Name, Description, Look.Revision, Look.Name, Look.Description)
            : new(Name, Description, Look.Revision, Look.Name, Look.Description);
        ChangedBy = await db.NameOfUserAsync(Look.ChangedBy);
        (Revision, MayEdit) = (Look.Revision, Asset.TrashedAt is null && await viewer.MayEditAsync(db, null));
        History = await db.HistoryViewAsync(Look.Id, $"{Asset.Name}, {Look.Name}", MayEdit);
        return Page();
    }
}
