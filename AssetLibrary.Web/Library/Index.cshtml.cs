using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library;

public sealed class LibraryPage(LibraryContext db) : PageModel
{
    private const int PageSize = 60;
    private const int MostShown = 600;

    [FromQuery(Name = "")]
    public AssetFilter Filter { get; set; } = new();

    public AssetGrid Grid { get; private set; } = null!;

    public IReadOnlyDictionary<AssetType, int> Counts { get; private set; } = new Dictionary<AssetType, int>();

    public bool AsList { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? after, string? view, int? shown)
    {
        AsList = ViewChoice.Remember(HttpContext, view);
        Grid = await LoadAsync(Cursor.Read(after), Math.Clamp(shown ?? PageSize, PageSize, MostShown));
        if (Request.IsHtmx() && after is null)
        {
            Response.Htmx(h => h.ReplaceUrl(Filter.Url(Filter.Type)));
        }

        if (after is not null)
        {
            return Request.IsHtmxPartial() ? Partial("_AssetCards", Grid) : await WholeAsync();
        }

        return await WholeAsync();
    }

    private async Task<IActionResult> WholeAsync()
    {
        Counts = await Filter.Apply(db, anyType: true).GroupBy(a => a.Type).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        return Page();
    }

    private async Task<AssetGrid> LoadAsync(Cursor? after, int count)
    {
        var rows = await Filter.Page(Filter.Apply(db), after, count + 1)
            .Select(a => new { a.Id, a.Type, a.Name, a.NormalizedName, a.Description, a.ChangedAt }).AsNoTracking().ToListAsync();
        var shown = rows.Take(count).ToList();
        var pictures = await db.BestOfAsync(shown.ConvertAll(r => r.Id));
        Cursor? next = rows.Count > count ? new Cursor(Filter.ByName ? shown[^1].NormalizedName : "", shown[^1].Id) : null;
        return new(shown.ConvertAll(r => new AssetCard(r.Id, r.Type, r.Name, r.Description, pictures.GetValueOrDefault(r.Id))), next is null ? null : Filter.Url(Filter.Type, next), AsList);
    }
}

public sealed record AssetCard(Guid Id, AssetType Type, string Name, string Description, Picture? Picture);

public sealed record AssetGrid(IReadOnlyList<AssetCard> Cards, string? More, bool AsList);
