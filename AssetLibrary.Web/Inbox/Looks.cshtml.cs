using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Inbox;

/// <summary>One character at several ages: the candidates become one asset, and each age a look of it.</summary>
public sealed class AgesPage(LibraryContext db, CurrentViewer viewer, Decisions decisions) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(List<Guid> ids, Guid? asset)
    {
        var (_, who, looks) = await decisions.AcceptAsLooksAsync(await ChosenAsync([.. ids.Distinct()]), asset);
        return await InboxAsync(toast: $"“{who.Name}” accepted with {looks} {(looks == 1 ? "look" : "looks")}.");
    }
}
