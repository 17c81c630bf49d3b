using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Assets;

/// <summary>The casting matrix: assets × scenes.</summary>
public sealed class CastingPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    [BindProperty(SupportsGet = true, Name = "type")]
    public AssetType? Type { get; set; }

    public Casting Casting { get; private set; } = null!;

    public async Task OnGetAsync() => Casting = await Casting.LoadAsync(Db, (await BranchAsync()).Id, Type);

    public async Task<IActionResult> OnGetCsvAsync() =>
        Csv.File("casting.csv", (await Casting.LoadAsync(Db, (await BranchAsync()).Id, Type)).Table());
}
