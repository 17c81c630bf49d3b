using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Matching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Stage5;

public sealed class UndoDecisionPage(LibraryContext db, CurrentViewer viewer, Undo undo) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(Guid decision)
    {
        if (await Db.Set<Decision>().SingleOrDefaultAsync(d => d.Id == decision && d.ProjectId == ProjectId) is not { } row)
        {
            return NotFound();
        }

        await undo.RunAsync(row);
        var first = Decision.Read(row.Before).Candidates is [var candidate, ..] ? candidate.Id : (Guid?)null;
        return await InboxAsync(first, "Undone.");
    }
}
