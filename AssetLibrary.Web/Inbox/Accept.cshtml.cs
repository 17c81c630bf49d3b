using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Inbox;

public sealed class AcceptPage(LibraryContext db, CurrentViewer viewer, Decisions decisions) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(List<Guid> ids, bool all, bool asNew)
    {
        var (_, assets) = await decisions.AcceptAsync(await ChosenAsync(ids, all), asNew);
        return await DecidedAsync(assets.Count > 1 ? $"{assets.Count} candidates accepted." : null);
    }
}
