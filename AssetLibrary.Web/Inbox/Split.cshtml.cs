using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Inbox;

public sealed class SplitPage(LibraryContext db, CurrentViewer viewer, Grouping grouping) : InboxVerbPage(db, viewer)
{
    public async Task<IActionResult> OnPostAsync(Guid id, List<string> aliases)
    {
        if ((await ChosenAsync([id])).FirstOrDefault() is not { } whole)
        {
            return NotFound();
        }

        if (aliases.Count == 0)
        {
            throw RefusedException.Invalid("Select the aliases to split off.");
        }

        await grouping.SplitAsync(whole, aliases);
        return await InboxAsync(
            id,
            aliases.Count == 1 ? $"“{aliases[0]}” is now a separate candidate." : $"{aliases.Count} aliases are now separate candidates."
        );
    }
}
