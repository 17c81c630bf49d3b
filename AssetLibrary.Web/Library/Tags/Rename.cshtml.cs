using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Tags;

/// <summary>A new name for a tag. One that another has already makes one tag of both, after a question.</summary>
public sealed class RenameTagPage(LibraryContext db) : PageModel
{
    public Tag Mine { get; private set; } = null!;

    public Tag? Other { get; private set; }

    public IReadOnlyDictionary<Guid, int> Counts { get; private set; } = new Dictionary<Guid, int>();

    public IActionResult OnGet() => Redirect("/Library/Tags");

    public async Task<IActionResult> OnPostAsync(Guid id, string? name, bool merge)
    {
        if (await db.Set<Tag>().SingleOrDefaultAsync(t => t.Id == id) is not { } tag)
        {
            return NotFound();
        }

        Mine = tag;
        try
        {
            await db.RenameTagAsync(tag, name, merge);
            return Redirect("/Library/Tags");
        }
        catch (TagTakenException taken)
        {
            Other = taken.Other;
            Counts = await db.Set<LibraryAssetTag>()
                .Where(l => l.TagsId == id || l.TagsId == taken.Other.Id)
                .GroupBy(l => l.TagsId)
                .Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count);
        }
        catch (RefusedException refused)
        {
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            return Page();
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
