using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared.Htmx;
using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Assets;

/// <summary>A project's assets under one tab.</summary>
public sealed class AssetsPage(LibraryContext db, CurrentViewer viewer, Staleness staleness) : ProjectPage(db, viewer)
{
    [FromQuery(Name = "")]
    public ProjectAssetFilter Filter { get; set; } = new();

    public AssetList Assets { get; private set; } = null!;

    public async Task OnGetAsync() => Assets = await LoadAsync();

    /// <summary>The list, as long as it was.</summary>
    public async Task<IActionResult> OnGetAssetsAsync(int shown)
    {
        Assets = await LoadAsync(shown);
        if (!Request.IsHtmxPartial())
        {
            return Page();
        }

        Response.Htmx(h => h.ReplaceUrl(Filter.Url(Place.At("/Assets"))));
        return Partial("_Assets", Assets);
    }

    /// <summary>Further cards, behind those that are there.</summary>
    public async Task<IActionResult> OnGetCardsAsync(int shown)
    {
        if (!Request.IsHtmxPartial())
        {
            return Redirect(Filter.Url(Place.At("/Assets")));
        }

        return Partial(
            "_AssetCards",
            await AssetList.PartAsync(
                Db,
                staleness,
                Place,
                (await BranchAsync()).Id,
                Filter,
                await Db.RememberAsync(HttpContext, null),
                MayEdit,
                Math.Max(0, shown)
            )
        );
    }

    /// <summary>What is known only from the prompts of all pictures, and so comes after the page.</summary>
    public async Task<IActionResult> OnGetStaleAsync()
    {
        if (!Request.IsHtmxPartial())
        {
            return Redirect(Filter.Url(Place.At("/Assets")));
        }

        var branch = (await BranchAsync()).Id;
        var stale = await ProjectAssetFilter.StaleAsync(Db, staleness, branch);
        var waiting = await staleness.ToChooseAsync(stale);
        return Partial("_Stale", new StaleLine(Place, stale.Count, stale.Count - waiting.Count, MayEdit));
    }

    private async Task<AssetList> LoadAsync(int shown = 0) =>
        await AssetList.LoadAsync(
            Db,
            staleness,
            Place,
            (await BranchAsync()).Id,
            Filter,
            await Db.RememberAsync(HttpContext, Request.Query["view"]),
            MayEdit,
            shown
        );
}

/// <summary>How many best pictures of a branch are out of date.</summary>
/// <param name="Place">Where.</param>
/// <param name="Count">How many.</param>
/// <param name="Regenerate">For how many of them no newer picture waits to be chosen.</param>
/// <param name="MayEdit">Whether the viewer may ask for pictures.</param>
public sealed record StaleLine(ProjectPlace Place, int Count, int Regenerate, bool MayEdit);
