using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

/// <summary>Another name for a draft, and its removal.</summary>
public sealed class DraftPage(LibraryContext db, CurrentViewer viewer, DraftRemoval removal) : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    public string Sentence { get; private set; } = "";

    public IActionResult OnGet() => Redirect(Place.At("/Script", ("draft", Number)));

    public Task<IActionResult> OnPostRenameAsync(string? name) =>
        TryAsync(
            async branch =>
                await removal.RenameAsync(
                    await Db.Set<Draft>().SingleOrDefaultAsync(d => d.BranchId == branch.Id && d.Number == Number)
                        ?? throw RefusedException.NotFound(),
                    name
                ),
            $"Draft {Number} renamed."
        );

    public Task<IActionResult> OnPostRemoveAsync() =>
        TryAsync(branch => removal.RemoveAsync(branch, Number, HttpContext.RequestAborted), $"Draft {Number} removed.");

    private async Task<IActionResult> TryAsync(Func<Branch, Task> change, string said)
    {
        try
        {
            await change(await BranchAsync());
            this.Say(said);
            return Redirect(Place.At("/Script"));
        }
        catch (RefusedException refused) when (refused.Status != StatusCodes.Status404NotFound)
        {
            (Sentence, Response.StatusCode) = (refused.Message, refused.Status);
            return Page();
        }
    }
}
