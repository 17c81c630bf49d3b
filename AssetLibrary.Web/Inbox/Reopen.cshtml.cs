using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Inbox;

/// <summary>Rejected candidates are open again.</summary>
public sealed class ReopenPage(LibraryContext db, CurrentViewer viewer, Decisions decisions) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(List<Guid> ids)
    {
        Filter = Filter with { Show = "rejected" };
        var chosen = await ChosenAsync(ids);
        await decisions.ReopenAsync(chosen);
        return await InboxAsync(toast: chosen.Count == 1 ? $"“{chosen[0].Name}” restored." : $"{chosen.Count} restored.");
    }
}
