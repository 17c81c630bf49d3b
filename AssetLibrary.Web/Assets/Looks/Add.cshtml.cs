using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Looks;

/// <summary>Adding a look to a project asset.</summary>
public sealed class AddLookPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    public IActionResult OnGet(Guid assetId) => Redirect(Place.At($"/Assets/{assetId}"));

    public async Task<IActionResult> OnPostAsync(Guid assetId, string? name)
    {
        if (
            await Db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == assetId && a.ProjectId == ProjectId && a.TrashedAt == null)
            is not { } asset
        )
        {
            return NotFound();
        }

        var look = Look.Make(Db, asset, name, null);
        Db.Record("look.added", look.Id, ProjectId, $"{asset.Name}, {look.Name}");
        await Db.SaveChangesAsync();
        return Redirect(Place.At($"/Looks/{look.Id}"));
    }
}
