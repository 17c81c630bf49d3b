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

    public async Task<IActionResult> OnGetAssetsAsync()
    {
        Assets = await LoadAsync();
        if (!Request.IsHtmxPartial())
        {
            return Page();
        }

        Response.Htmx(h => h.ReplaceUrl(Filter.Url(Place.At("/Assets"))));
        return Partial("_Assets", Assets);
    }

    private async Task<AssetList> LoadAsync() =>
        await AssetList.LoadAsync(
            Db,
            staleness,
            Place,
            (await BranchAsync()).Id,
            Filter,
            await Db.RememberAsync(HttpContext, Request.Query["view"]),
            MayEdit
        );
}
