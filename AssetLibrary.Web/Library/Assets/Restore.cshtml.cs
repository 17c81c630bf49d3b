using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Editing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Assets;

public sealed class RestorePage(LibraryContext db) : PageModel
{
    public IActionResult OnGet(Guid id) => Redirect($"/Library/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await db.Set<LibraryAsset>().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt != null) is not { } asset)
        {
            return NotFound();
        }

        asset.Restore();
        await db.SaveAssetAsync(asset, "restored");
        return Redirect($"/Library/{id}");
    }
}
