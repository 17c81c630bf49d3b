using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Editing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Assets;

/// <summary>Putting an asset into the trash; one that is used only after a decision.</summary>
public sealed class TrashPage(LibraryContext db, IEnumerable<ILibraryDependents> dependents) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public string Name { get; private set; } = "";
    public int Revision { get; private set; }
    public int Count { get; private set; }
    public IReadOnlyList<LibraryUse> Uses { get; private set; } = [];

    public IActionResult OnGet() => Redirect($"/Library/{Id}");

    public async Task<IActionResult> OnPostAsync(int? revision, string? dependents)
    {
        if (await db.Set<LibraryAsset>().SingleOrDefaultAsync(a => a.Id == Id && a.TrashedAt == null) is not { } asset)
        {
            return NotFound();
        }

        asset.Expect(revision);
        await CountAsync();
        if (Count > 0 && dependents != "leave")
        {
            (Name, Revision) = (asset.Name, asset.Revision);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        asset.Trash(db.Now, db.ViewerId);
        await db.SaveAssetAsync(asset, "trashed");
        return Redirect("/Library");
    }

    private async Task CountAsync()
    {
        foreach (var room in dependents)
        {
            Count += await room.CountAsync(Id);
            Uses = [.. Uses, .. await room.UsesAsync(Id)];
        }
    }
}
