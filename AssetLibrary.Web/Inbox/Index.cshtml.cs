using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared.Htmx;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>What extraction found and nobody has decided on yet; extraction itself is started here.</summary>
public sealed class InboxPage(LibraryContext db, CurrentViewer viewer, ModelChoice models, IInboxCount count, IDraftRenames renames)
    : ProjectPage(db, viewer)
{
    [FromQuery(Name = "")]
    public InboxFilter Waiting { get; set; } = new();

    public RunState Run { get; private set; } = null!;
    public InboxQueue Inbox { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid? c)
    {
        var branch = await BranchAsync();
        Run = await RunState.LoadAsync(Db, Place, models, Project, branch.Id, MayEdit);
        Inbox = await InboxQueue.LoadAsync(Db, Place, branch.Id, Waiting, c, MayEdit);
        return Page();
    }

    public async Task<IActionResult> OnGetRunAsync() =>
        await FragmentAsync("/Extraction/_Run.cshtml", async branch =>
            await RunState.LoadAsync(Db, Place, models, Project, branch, MayEdit)
        );

    public async Task<IActionResult> OnGetInboxAsync(Guid? c)
    {
        Response.Htmx(h => h.ReplaceUrl(Waiting.Url(Place.At("/Inbox"), c)));
        return await FragmentAsync("_Inbox", async branch => await InboxQueue.LoadAsync(Db, Place, branch, Waiting, c, MayEdit));
    }

    /// <summary>One candidate, chosen in the list.</summary>
    public async Task<IActionResult> OnGetCandidateAsync(Guid? c)
    {
        Response.Htmx(h => h.ReplaceUrl(Waiting.Url(Place.At("/Inbox"), c)));
        return await FragmentAsync("_Panel", async branch => await InboxQueue.NextAsync(Db, Place, branch, Waiting, c, MayEdit));
    }

    /// <summary>Further lines of the list, behind those that are there.</summary>
    public async Task<IActionResult> OnGetLinesAsync(int shown) =>
        await FragmentAsync("_Lines", async branch =>
            await InboxQueue.LoadAsync(Db, Place, branch, Waiting, null, MayEdit, Math.Max(0, shown))
        );

    /// <summary>Candidates that may be the same one, or the same at another age.</summary>
    public async Task<IActionResult> OnGetAlikeAsync(Guid? c) => await FragmentAsync("_Alike", async branch =>
        {
            var queue = await InboxQueue.NextAsync(Db, Place, branch, Waiting, c, MayEdit);
            if (queue.Shown is not { } shown)
            {
                return new AlikeCandidates(queue, [], null, null);
            }

            var open = await InboxQueue.LinesAsync(Db, OthersOf(branch, shown.Row.Type));
            var ages = await AgeGroup.OfAsync(Db, shown.Row, open);
            var inGroup = ages?.Ages.Select(a => a.Line.Id).Append(ages.Main?.Id ?? Guid.Empty).ToHashSet();
            return new AlikeCandidates(
                queue,
                [.. Alike.To(shown.Row, open).Where(a => inGroup?.Contains(a.Other.Id) != true)],
                ages,
                await renames.OfAsync(shown.Row, HttpContext.RequestAborted)
            );
        });

    /// <summary>Candidates that one can be merged with.</summary>
    public async Task<IActionResult> OnGetOthersAsync(Guid? c) => await FragmentAsync("_Others", async branch =>
        {
            var type = await Db.Set<Candidate>().Where(x => x.Id == c).Select(x => (AssetType?)x.Type).FirstOrDefaultAsync();
            var others = await InboxQueue.LinesAsync(Db, OthersOf(branch, null).Where(x => x.Id != c));
            return (IReadOnlyList<InboxLine>)
                [.. others.OrderBy(o => o.Type != type).ThenBy(o => o.Name, StringComparer.CurrentCultureIgnoreCase)];
        });

    /// <summary>The number beside the tab.</summary>
    public async Task<IActionResult> OnGetCountAsync() =>
        Request.IsHtmxPartial()
            ? Partial("/Projects/_InboxCount.cshtml", new InboxCount(Place, await count.OpenAsync((await BranchAsync()).Id)))
            : await OnGetAsync(null);

    private IQueryable<Candidate> OthersOf(Guid branch, AssetType? type) => new InboxFilter { Type = type }.Apply(Db, branch);

    // Asked for by a plain browser, a fragment's address shows the whole page.
    private async Task<IActionResult> FragmentAsync<T>(string partial, Func<Guid, Task<T>> load) =>
        Request.IsHtmxPartial() ? Partial(partial, await load((await BranchAsync()).Id)) : await OnGetAsync(null);
}
