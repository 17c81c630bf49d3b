using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Inbox;

/// <summary>An asset has another name in the new draft: it gets the candidate's, and the candidate becomes it.</summary>
public sealed class RenamePage(LibraryContext db, CurrentViewer viewer, Decisions decisions) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(Guid id, Guid asset)
    {
        if (await ChosenAsync([id]) is not [var candidate])
        {
            return NotFound();
        }

        var was = await decisions.RenameAsync(candidate, asset);
        return await InboxAsync(toast: $"“{was}” is now “{candidate.Name}”.");
    }
}
