using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Ledger;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

public sealed class UndoDecisionPage(LibraryContext db, CurrentViewer viewer, Undo undo) : InboxVerbPage(db, viewer)
{
    private const int MostAtOnce = 50;

    /// <summary>Takes a decision back; with a burst, the last so many of this person on the branch, the newest first.</summary>
    public async Task<IActionResult> OnPostAsync(Guid decision, int burst = 1)
    {
        var branch = (await BranchAsync()).Id;
        var rows =
            burst > 1
                ? await Db.Set<Decision>()
                    .AsNoTracking()
                    .Where(d => d.BranchId == branch && d.UndoneAt == null && d.By == Db.ViewerId && InboxQueue.OfInbox.Contains(d.Verb))
                    .OrderByDescending(d => d.Id)
                    .Take(Math.Min(burst, MostAtOnce))
                    .ToListAsync()
                : await Db.Set<Decision>().AsNoTracking().Where(d => d.Id == decision && d.ProjectId == ProjectId).ToListAsync();
        if (rows.Count == 0)
        {
            return NotFound();
        }

        foreach (var row in rows)
        {
            await undo.RunAsync(row.Id);
        }

        var first = Decision.Read<CandidateSide>(rows[^1].Before).Candidates is [var candidate, ..] ? candidate.Id : (Guid?)null;
        Filter = Filter with { Show = null };
        return await InboxAsync(first, rows.Count == 1 ? "Undone." : $"{rows.Count} decisions undone.");
    }
}
