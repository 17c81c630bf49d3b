using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Ledger;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

public sealed class UndoDecisionPage(LibraryContext db, CurrentViewer viewer, Undo undo) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(Guid decision)
    {
        if (await Db.Set<Decision>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == decision && d.ProjectId == ProjectId) is not { } row)
        {
            return NotFound();
        }

        await undo.RunAsync(row.Id);
        var first = Decision.Read<CandidateSide>(row.Before).Candidates is [var candidate, ..] ? candidate.Id : (Guid?)null;
        return await InboxAsync(first, "Undone.");
    }
}
