using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Looks;

/// <summary>Adding a look to a library asset.</summary>
public sealed class LibraryLooksPage(LibraryContext db) : PageModel
{
    public IActionResult OnGet(Guid id) => Redirect($"/Library/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, string? name)
    {
        if (await db.Set<LibraryAsset>().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null) is not { } asset)
        {
            return NotFound();
        }

        var look = LibraryLook.Make(db, asset, name, null);
        db.Record("library.look-added", look.Id, details: $"{asset.Name}, {look.Name}");
        await db.SaveAssetAsync(asset, "edited");
        return Redirect($"/Library/Looks/{look.Id}");
    }
}
