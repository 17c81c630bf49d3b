using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Tags;

public sealed class RemoveTagPage(LibraryContext db) : PageModel
{
    public IActionResult OnGet() => Redirect("/Library/Tags");

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await db.Set<Tag>().SingleOrDefaultAsync(t => t.Id == id) is not { } tag)
        {
            return NotFound();
        }

        await db.RemoveTagAsync(tag);
        return Redirect("/Library/Tags");
    }
}
