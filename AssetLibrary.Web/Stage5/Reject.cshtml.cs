using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Matching;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Stage5;

public sealed class RejectPage(LibraryContext db, CurrentViewer viewer, Decisions decisions) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(List<Guid> ids)
    {
        await decisions.RejectAsync(await ChosenAsync(ids));
        return await InboxAsync();
    }
}
