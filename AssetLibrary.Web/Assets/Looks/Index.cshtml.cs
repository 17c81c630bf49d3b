using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Syncing;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Looks;

/// <summary>A strip per character over the scenes: which look where. Assets of other types only where they have looks.</summary>
public sealed class LooksPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    public IReadOnlyList<StripScene> Scenes { get; private set; } = [];
    public IReadOnlyList<Strip> Strips { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var branch = await BranchAsync();
        Scenes = await Db.Set<Scene>()
            .Where(s => s.BranchId == branch.Id && s.LastDraft == null)
            .OrderBy(s => s.Ordinal)
            .Select(s => new StripScene(s.Id, s.Number, s.Ordinal, s.Heading))
            .ToListAsync();
        var assets = await Db.Set<ProjectAsset>()
            .Where(a =>
                a.BranchId == branch.Id
                && a.TrashedAt == null
                && (a.Type == AssetType.Character || Db.Set<Look>().Any(l => l.ProjectAssetId == a.Id && l.TrashedAt == null))
            )
            .OrderBy(a => a.Type)
            .ThenBy(a => a.NormalizedName)
            .Select(a => new { a.Id, a.Name })
            .ToListAsync();
        var looks = (
            await Db.Set<Look>()
                .Where(l =>
                    l.TrashedAt == null
                    && Db.Set<ProjectAsset>().Any(a => a.Id == l.ProjectAssetId && a.BranchId == branch.Id && a.TrashedAt == null)
                )
                .OrderBy(l => l.Id)
                .Select(l => new
                {
                    l.Id,
                    l.ProjectAssetId,
                    l.Name,
                })
                .ToListAsync()
        ).ToLookup(l => l.ProjectAssetId);
        var pictures = await Db.BestOfAsync([.. looks.SelectMany(g => g).Select(l => l.Id)]);
        var worn = (
            await Db.Set<Appearance>()
                .Where(p => Db.Set<ProjectAsset>().Any(a => a.Id == p.ProjectAssetId && a.BranchId == branch.Id && a.TrashedAt == null))
                .Select(p => new
                {
                    p.ProjectAssetId,
                    p.SceneId,
                    p.LookId,
                })
                .ToListAsync()
        ).ToLookup(p => p.ProjectAssetId);
        var states = await Db.SyncStatesOf(
                Db.Set<ProjectAsset>().Where(a => a.BranchId == branch.Id && a.TrashedAt == null && a.LibraryAssetId != null)
            )
            .ToDictionaryAsync(s => s.Id, s => s.State);
        var places = Scenes.Select((s, i) => (s.Id, i)).ToDictionary(p => p.Id, p => p.i);
        Strips = assets.ConvertAll(a =>
        {
            var own = looks[a.Id].Select((l, i) => new StripLook(l.Id, l.Name, i + 1, pictures.GetValueOrDefault(l.Id))).ToList();
            return new Strip(
                a.Id,
                a.Name,
                states.GetValueOrDefault(a.Id),
                own,
                worn[a.Id]
                    .Where(w => places.ContainsKey(w.SceneId))
                    .ToDictionary(w => places[w.SceneId], w => own.Find(l => l.Id == w.LookId))
            );
        });
    }
}

public sealed record StripScene(Guid Id, string? Number, int Ordinal, string Heading)
{
    public string Label => Number ?? Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>At: the places of the scenes it is in, and the look there; null for the usual one.</summary>
public sealed record Strip(Guid Id, string Name, SyncState Sync, IReadOnlyList<StripLook> Looks, IReadOnlyDictionary<int, StripLook?> At);

/// <summary>Number: 1-based among the looks of its asset; what is in the cell.</summary>
public sealed record StripLook(Guid Id, string Name, int Number, Picture? Picture);
