using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>The casting matrix: assets × scenes.</summary>
public sealed class CastingPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true, Name = "type")]
    public AssetType? Type { get; set; }

    public Casting Casting { get; private set; } = null!;

    public async Task OnGetAsync() => Casting = await Casting.LoadAsync(Db, (await BranchAsync()).Id, Type);

    /// <summary>A person puts an asset into a scene or takes it out.</summary>
    /// <returns>Its row as it is now.</returns>
    public async Task<IActionResult> OnPostCellAsync(Guid asset, Guid scene, bool isIn)
    {
        var branch = await BranchAsync();
        if (
            await Db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == asset && a.BranchId == branch.Id && a.TrashedAt == null)
            is not { } found
        )
        {
            return NotFound();
        }

        await Db.WriteAsync(async () =>
        {
            await Db.CastAsync(found, new Dictionary<Guid, bool> { [scene] = isIn });
            Db.Record("asset.scenes", found.Id, ProjectId, found.Name);
        });
        if (!Request.IsHtmxPartial())
        {
            return Redirect(Place.At("/Casting"));
        }

        var casting = await Casting.LoadAsync(Db, branch.Id, Type);
        return Partial("_CastingRow", (Place, casting.Rows.Single(r => r.Id == asset), casting.Scenes.Count));
    }

    public async Task<IActionResult> OnGetCsvAsync() =>
        Csv.File("casting.csv", (await Casting.LoadAsync(Db, (await BranchAsync()).Id, Type)).Table());
}
