using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Library.Assets;

public sealed class LibraryPage(LibraryContext db, LibraryList list) : PageModel
{
    private const int PageSize = 30;

    /// <summary>A list that was scrolled comes back as long as it was, up to this.</summary>
    private const int MostShown = 1200;

    [FromQuery(Name = "")]
    public AssetFilter Filter { get; set; } = new();

    public AssetGrid Grid { get; private set; } = null!;

    public AssetCounts Counts { get; private set; } = null!;

    public bool AsList { get; private set; }

    public bool MayEdit => User.May(Policies.Edit);

    public async Task<IActionResult> OnGetAsync(string? after, string? view, int? shown)
    {
        AsList = await db.RememberAsync(HttpContext, view);
        Grid = await LoadAsync(Cursor.Read(after), Math.Clamp(shown ?? PageSize, PageSize, MostShown));
        if (after is not null && Request.IsHtmxPartial())
        {
            return Partial("_AssetCards", Grid);
        }

        if (Request.IsHtmx() && after is null)
        {
            Response.Htmx(h => h.ReplaceUrl(Filter.Url(Filter.Type, shown: shown > PageSize ? shown : null)));
        }

        Counts = Grid.IsGuess
            ? new(Grid.Cards.CountBy(c => c.Type).ToDictionary(), false)
            : await list.CountAsync(Filter, HttpContext.RequestAborted);
        return Page();
    }

    private async Task<AssetGrid> LoadAsync(Cursor? after, int count)
    {
        var page = await list.PageAsync(Filter, after, count, full: false, HttpContext.RequestAborted);
        var pictures = await db.BestOfAsync([.. page.Rows.Select(r => r.Id)]);
        return new(
            [.. page.Rows.Select(r => new AssetCard(r.Id, r.Type, r.Name, r.Description, pictures.GetValueOrDefault(r.Id)))],
            page.Next is null ? null : Filter.Url(Filter.Type, page.Next),
            MayEdit,
            page.IsGuess
        );
    }
}

public sealed record AssetCard(Guid Id, AssetType Type, string Name, string Description, Picture? Picture);

public sealed record AssetGrid(IReadOnlyList<AssetCard> Cards, string? More, bool MayPick, bool IsGuess);
