using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Inbox;

/// <summary>The others go into the first of the ids.</summary>
public sealed class MergePage(LibraryContext db, CurrentViewer viewer, Grouping grouping) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(List<Guid> ids)
    {
        var chosen = await ChosenAsync([.. ids.Distinct()]);
        if (chosen.Count < 2)
        {
            throw RefusedException.Invalid("Select at least 2 candidates to merge.");
        }

        await grouping.MergeAsync(chosen);
        return await InboxAsync(chosen[0].Id, $"{chosen.Count} candidates merged into “{chosen[0].Name}”.");
    }
}
