using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Inbox;

public sealed class EditCandidatePage(LibraryContext db, CurrentViewer viewer, Decisions decisions) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(Guid id, AssetType type, string? name, string? aliases, string? description)
    {
        if ((await ChosenAsync([id])).FirstOrDefault() is not { } candidate)
        {
            return NotFound();
        }

        try
        {
            await decisions.EditAsync(candidate, type, name, TypedText.SplitAliases(aliases), description);
            return await InboxAsync(id, "Saved.");
        }
        // without JavaScript the sentence is a page, and Back leads to what was typed
        catch (RefusedException refused) when (Request.IsHtmxPartial())
        {
            Db.ChangeTracker.Clear();
            Response.StatusCode = refused.Status;
            return await InboxAsync(id, edit: new(type, name, aliases, description, refused.Message));
        }
    }
}
