using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Matching;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Stage5;

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
            await decisions.EditAsync(candidate, type, name, AssetText.SplitAliases(aliases), description);
            return await InboxAsync(id, "Saved.");
        }
        catch (RefusedException refused) when (Request.IsHtmxPartial())     // without JavaScript the sentence is a page, and Back leads to what was typed
        {
            Db.ChangeTracker.Clear();
            Response.StatusCode = refused.Status;
            return await InboxAsync(id, edit: new(type, name, aliases, description, refused.Message));
        }
    }
}
