using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Stage5;

/// <summary>What every decision in the inbox answers: the inbox as it is now, or the whole page without JavaScript.</summary>
public abstract class InboxVerbPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    public IActionResult OnGet() => Redirect(Place.At("/Stage5"));

    protected async Task<List<Candidate>> ChosenAsync(IReadOnlyList<Guid> ids, bool all = false)
    {
        var branch = await BranchAsync();
        var open = Db.Set<Candidate>().Where(c => c.BranchId == branch.Id && c.State == CandidateState.Open);
        return await (all ? open : open.Where(c => ids.Contains(c.Id))).OrderBy(c => c.Ordinal).ToListAsync();
    }

    protected async Task<IActionResult> InboxAsync(Guid? chosen = null, string? toast = null, RefusedEdit? edit = null)
    {
        if (!Request.IsHtmxPartial())
        {
            return Redirect(Place.At("/Stage5#inbox"));
        }

        if (toast is not null)
        {
            Response.Htmx(h => h.Toast(toast));
        }

        return Partial("_Inbox", await Inbox.LoadAsync(Db, Place, (await BranchAsync()).Id, chosen, MayEdit) with { Edit = edit });
    }
}
