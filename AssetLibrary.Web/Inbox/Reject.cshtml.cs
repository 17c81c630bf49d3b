using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Inbox;

public sealed class RejectPage(LibraryContext db, CurrentViewer viewer, Decisions decisions) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(List<Guid> ids, bool all)
    {
        var chosen = await ChosenAsync(ids, all);
        await decisions.RejectAsync(chosen);
        return await DecidedAsync(chosen.Count > 1 ? $"{chosen.Count} candidates rejected. The next extraction skips them." : null);
    }
}
