using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Library.Assets;

public sealed class DuplicatePage(LibraryContext db) : PageModel
{
    public IActionResult OnGet(Guid id) => Redirect($"/Library/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id) =>
        await db.DuplicateAsync(id) is { } copy ? Redirect($"/Library/{copy.Id}") : NotFound();
}
