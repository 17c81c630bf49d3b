using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>The best pictures of a project's assets and looks as one file, to be given away.</summary>
public sealed class ExportPage(LibraryContext db, CurrentViewer viewer, MediaExport export) : ProjectPage(db, viewer)
{
    public int Count { get; private set; }
    public int Generated { get; private set; }
    public long Bytes { get; private set; }

    public async Task OnGetAsync()
    {
        var items = (await ItemsAsync()).ConvertAll(e => e.Item);
        (Count, Generated, Bytes) = (items.Count, items.Count(i => i.Source == MediaSource.Generation), items.Sum(i => i.Bytes));
    }

    public async Task<IActionResult> OnGetZipAsync(bool prompt, bool originals, CancellationToken cancel) =>
        File(await export.ZipAsync(await ItemsAsync(), new(prompt, originals), cancel), "application/zip", $"{Project.Name}.zip");

    private async Task<List<Exported>> ItemsAsync()
    {
        var branch = await BranchAsync();
        var assets = await Db.Set<ProjectAsset>()
            .Where(a => a.BranchId == branch.Id && a.TrashedAt == null)
            .OrderBy(a => a.Type)
            .ThenBy(a => a.NormalizedName)
            .Select(a => new
            {
                a.Id,
                a.Type,
                a.Name,
            })
            .ToListAsync();
        var looks = await Db.Set<Look>()
            .Where(l => l.TrashedAt == null)
            .Join(
                Db.Set<ProjectAsset>().Where(a => a.BranchId == branch.Id && a.TrashedAt == null),
                l => l.ProjectAssetId,
                a => a.Id,
                (l, a) =>
                    new
                    {
                        l.Id,
                        a.Type,
                        Name = a.Name + ", " + l.Name,
                    }
            )
            .OrderBy(l => l.Id)
            .ToListAsync();
        var named = assets.Concat(looks).ToList();
        var best = await Db.BestOfAsync([.. named.Select(n => n.Id)]);
        var ids = best.Values.Select(p => p.MediaId).Distinct().ToList();
        var items = await Db.Set<MediaItem>().AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id);
        return
        [
            .. named
                .Where(n => best.TryGetValue(n.Id, out var picture) && items.ContainsKey(picture.MediaId))
                .Select(n => new Exported(items[best[n.Id].MediaId], $"{n.Type} - {n.Name}")),
        ];
    }
}
