using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared.Htmx;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>What every decision in the inbox answers: the inbox as it is now, or the whole page without JavaScript.</summary>
public abstract class InboxVerbPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    [FromQuery(Name = "")]
    public InboxFilter Filter { get; set; } = new();

    /// <summary>What is shown after the decision.</summary>
    [BindProperty(SupportsGet = true, Name = "next")]
    public Guid? Next { get; set; }

    public IActionResult OnGet() => Redirect(Filter.Url(Place.At("/Inbox")));

    /// <summary>
    /// The open ones among these (or the rejected ones, where those are shown), in the order they were named; or all that the filter shows.
    /// </summary>
    protected async Task<List<Candidate>> ChosenAsync(IReadOnlyList<Guid> ids, bool all = false)
    {
        var branch = await BranchAsync();
        var order = ids.ToList();
        var open = all
            ? Filter.Apply(Db, branch.Id)
            : new InboxFilter { Show = Filter.Show }
                .Apply(Db, branch.Id)
                .Where(c => order.Contains(c.Id));
        var found = await open.OrderBy(c => c.Ordinal).ThenBy(c => c.Id).ToListAsync();
        return all ? found : [.. found.OrderBy(c => order.IndexOf(c.Id))];
    }

    /// <summary>
    /// Keys decide faster than a page is drawn: only what changes beside the decided lines, which the browser takes out itself.
    /// </summary>
    protected async Task<IActionResult> DecidedAsync(string? toast = null)
    {
        if (!Request.IsHtmxPartial() || Request.Form["fast"] != "true")
        {
            return await InboxAsync(toast: toast);
        }

        var branch = (await BranchAsync()).Id;
        var queue = await InboxQueue.NextAsync(Db, Place, branch, Filter, Next, MayEdit);
        return Partial("_Decided", queue.Shown is null ? await InboxQueue.LoadAsync(Db, Place, branch, Filter, null, MayEdit) : queue);
    }

    protected async Task<IActionResult> InboxAsync(Guid? chosen = null, string? toast = null, RefusedEdit? edit = null)
    {
        if (!Request.IsHtmxPartial())
        {
            return Redirect(Filter.Url(Place.At("/Inbox"), chosen ?? Next));
        }

        if (toast is not null)
        {
            Response.Htmx(h => h.Toast(toast));
        }

        return Partial(
            "_Inbox",
            await InboxQueue.LoadAsync(Db, Place, (await BranchAsync()).Id, Filter, chosen ?? Next, MayEdit) with
            {
                Edit = edit,
            }
        );
    }
}
