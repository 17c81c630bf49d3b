using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Matching;

public sealed class PromotePage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true)]
    public Guid AssetId { get; set; }

    public LibraryAsset? Conflict { get; private set; }

    public IActionResult OnGet() => Redirect(Place.At($"/Assets/{AssetId}"));

    public async Task<IActionResult> OnPostAsync(OnConflict? onConflict)
    {
        if (
            await Db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == AssetId && a.ProjectId == ProjectId && a.TrashedAt == null)
            is not { } asset
        )
        {
            return NotFound();
        }

        if (onConflict is null && (Conflict = await asset.ConflictOfAsync(Db)) is not null)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        var (library, _) = await asset.PromoteAsync(Db, onConflict ?? OnConflict.Skip);
        this.Say($"“{library.Name}” is in the library.");
        return Redirect($"/Library/{library.Id}");
    }
}
