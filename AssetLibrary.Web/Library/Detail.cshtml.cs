using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library;

/// <summary>A library asset's page, which is its edit form as well.</summary>
public sealed class LibraryAssetPage(LibraryContext db, CurrentViewer viewer, IEnumerable<ILibraryDependents> dependents) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Aliases { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Tags { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    public LibraryAsset Asset { get; private set; } = null!;
    public HistoryView History { get; private set; } = null!;
    public LibraryAsset? Theirs { get; private set; }
    public string? ChangedBy { get; private set; }
    public bool MayEdit { get; private set; }
    public IReadOnlyList<LibraryUse> UsedIn { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        (Name, Aliases, Description, Tags) = (asset.Name, string.Join(", ", asset.Aliases), asset.Description, string.Join(", ", asset.Tags.Select(t => t.Name)));
        await ShowAsync(asset);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is not { TrashedAt: null } asset)
        {
            return NotFound();
        }

        try
        {
            asset.Expect(Revision);
            asset.Describe(Name, AssetText.SplitAliases(Aliases), Description);
            asset.Tags.Clear();
            asset.Tags.AddRange(await db.TagsAsync(AssetText.SplitAliases(Tags)));
            await db.SaveAssetAsync(asset, "edited");
            return Redirect($"/Library/{Id}");
        }
        catch (Exception e) when (e is StaleRevisionException or DbUpdateConcurrencyException)
        {
            return await AgainAsync(StatusCodes.Status409Conflict, conflict: true);
        }
        catch (RefusedException refused)
        {
            ModelState.AddModelError("", refused.Message);
            return await AgainAsync(refused.Status, conflict: false);
        }
    }

    private async Task<IActionResult> AgainAsync(int status, bool conflict)
    {
        db.ChangeTracker.Clear();
        Response.StatusCode = status;
        if (await LoadAsync() is not { } asset)
        {
            return NotFound();
        }

        Theirs = conflict ? asset : null;
        await ShowAsync(asset);
        return Page();
    }

    private Task<LibraryAsset?> LoadAsync() => db.Set<LibraryAsset>().Include(a => a.Tags).AsSplitQuery().SingleOrDefaultAsync(a => a.Id == Id);

    private async Task ShowAsync(LibraryAsset asset)
    {
        Asset = asset;
        MayEdit = asset.TrashedAt is null && await viewer.MayEditAsync(db, null);
        History = await db.HistoryViewAsync(asset.Id, asset.Name, MayEdit);
        ChangedBy = await db.Set<User>().Where(u => u.Id == asset.ChangedBy).Select(u => u.UserName).SingleOrDefaultAsync();
        foreach (var room in dependents)
        {
            UsedIn = [.. UsedIn, .. await room.UsesAsync(asset.Id)];
        }
    }
}
