using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using Htmx;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Assets;

/// <summary>Takes one asset or several out of the project.</summary>
[RequestFormLimits(ValueCountLimit = 1050)]
public sealed class RemovePage(LibraryContext db, CurrentViewer viewer, Staleness staleness) : ProjectPage(db, viewer)
{
    public string Sentence { get; private set; } = "";

    [FromQuery(Name = "")]
    public ProjectAssetFilter Filter { get; set; } = new();

    public IActionResult OnGet() => Redirect(Place.At("/Assets"));

    public async Task<IActionResult> OnPostAsync(List<Guid> ids)
    {
        if (ids.Count is 0 or > 1000)
        {
            throw RefusedException.Invalid("Select between 1 and 1,000 assets.", "ids");
        }

        var branch = await BranchAsync();
        try
        {
            var removal = await Db.WriteAsync(Held.Row<Branch>(branch.Id), () => Db.RemoveAsync(branch.Id, ids));
            if (!Request.IsHtmxPartial())
            {
                return Redirect(Filter.Url(Place.At("/Assets")));
            }

            Response.Htmx(h => h.Toast(removal is null ? "These assets were already removed." : "Removed. Undo is above the list."));
            return Partial(
                "_Assets",
                await AssetList.LoadAsync(Db, staleness, Place, branch.Id, Filter, await Db.RememberAsync(HttpContext, null), MayEdit)
            );
        }
        catch (RefusedException refused) when (!Request.IsHtmxPartial())
        {
            (Sentence, Response.StatusCode) = (refused.Message, refused.Status);
            return Page();
        }
    }
}
