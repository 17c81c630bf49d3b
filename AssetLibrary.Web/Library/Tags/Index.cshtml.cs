using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Library.Tags;

/// <summary>Every tag with how many assets carry it.</summary>
public sealed class TagsPage(LibraryContext db) : PageModel
{
    private const int PageSize = 200;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public IReadOnlyList<TagCount> Tags { get; private set; } = [];

    public string? More { get; private set; }

    public bool MayEdit => User.May(Policies.Edit);

    public async Task<IActionResult> OnGetAsync(string? after)
    {
        await LoadAsync(after);
        return Page();
    }

    /// <summary>Names for the list's tag field.</summary>
    public async Task<IActionResult> OnGetNamesAsync() => Partial("_Names", await db.TagCountsAsync(null, null, PageSize * 5));

    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            await db.CreateTagAsync(Name);
            Response.Htmx(h => h.Toast($"Tag “{Name}” created."));
            return Redirect("/Library/Tags");
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            await LoadAsync(null);
            return Page();
        }
    }

    private async Task LoadAsync(string? after)
    {
        var tags = await db.TagCountsAsync(Query, after, PageSize + 1);
        Tags = [.. tags.Take(PageSize)];
        More =
            tags.Count > PageSize
                ? Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
                    "/Library/Tags",
                    new Dictionary<string, string?> { ["q"] = Query, ["after"] = Tags[^1].NormalizedName }
                )
                : null;
    }
}
