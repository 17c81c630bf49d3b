using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>What was taken out of the project, with a way back for each.</summary>
public sealed class RemovedPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    public IReadOnlyList<(ProjectAsset Asset, Picture? Picture)> Assets { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var ids = (await Db.RemovedAsync((await BranchAsync()).Id)).Keys.ToList();
        var assets = await Db.Set<ProjectAsset>()
            .AsNoTracking()
            .Where(a => ids.Contains(a.Id))
            .OrderByDescending(a => a.TrashedAt)
            .ThenBy(a => a.Id)
            .Take(1000)
            .ToListAsync();
        var pictures = await Db.BestOfAsync([.. assets.Select(a => a.Id)]);
        Assets = assets.ConvertAll(a => (a, pictures.GetValueOrDefault(a.Id)));
    }

    public async Task<IActionResult> OnPostAsync(Guid id) =>
        await Db.WriteAsync(() => Db.RestoreAsync(ProjectId, id)) is null ? NotFound() : Redirect(Place.At("/Removed"));
}
