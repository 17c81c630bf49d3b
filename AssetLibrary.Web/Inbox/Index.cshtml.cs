using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared.Htmx;
using AssetLibrary.Web.Styles;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>One page, three steps: style, extraction, inbox; and the list that accepted candidates fall into.</summary>
public sealed class Stage5Page(LibraryContext db, CurrentViewer viewer, ModelChoice models, Staleness staleness) : ProjectPage(db, viewer)
{
    [FromQuery(Name = "")]
    public ProjectAssetFilter Filter { get; set; } = new();

    [FromQuery(Name = "")]
    public InboxFilter Waiting { get; set; } = new();

    public StyleCapsule? Style { get; private set; }
    public RunState Run { get; private set; } = null!;
    public InboxQueue Inbox { get; private set; } = null!;
    public AssetList Assets { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid? c)
    {
        var branch = await BranchAsync();
        Style = await Db.Set<StyleCapsule>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == Project.StyleId);
        Run = await RunState.LoadAsync(Db, Place, models, Project, branch.Id, MayEdit);
        Inbox = await InboxQueue.LoadAsync(Db, Place, branch.Id, Waiting, c, MayEdit);
        Assets = await AssetsAsync(branch.Id);
        return Page();
    }

    public async Task<IActionResult> OnGetRunAsync() =>
        await FragmentAsync("/Extraction/_Run.cshtml", async branch =>
            await RunState.LoadAsync(Db, Place, models, Project, branch, MayEdit)
        );

    public async Task<IActionResult> OnGetInboxAsync(Guid? c) =>
        await FragmentAsync("_Inbox", async branch => await InboxQueue.LoadAsync(Db, Place, branch, Waiting, c, MayEdit));

    public async Task<IActionResult> OnGetAssetsAsync()
    {
        Response.Htmx(h => h.ReplaceUrl(Filter.Url(Place.At("/Stage5"))));
        return await FragmentAsync("/Assets/_Assets.cshtml", AssetsAsync);
    }

    private async Task<AssetList> AssetsAsync(Guid branchId) =>
        await AssetList.LoadAsync(
            Db,
            staleness,
            Place,
            branchId,
            Filter,
            await Db.RememberAsync(HttpContext, Request.Query["view"]),
            MayEdit
        );

    // Asked for by a plain browser, a fragment's address shows the whole page.
    private async Task<IActionResult> FragmentAsync<T>(string partial, Func<Guid, Task<T>> load) =>
        Request.IsHtmxPartial() ? Partial(partial, await load((await BranchAsync()).Id)) : await OnGetAsync(null);
}
