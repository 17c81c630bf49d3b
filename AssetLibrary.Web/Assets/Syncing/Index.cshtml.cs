using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Prompts;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Syncing;

/// <summary>Every asset of the branch that the library is ahead of, and what taking it would leave stale.</summary>
public sealed class SyncPage(LibraryContext db, CurrentViewer viewer, Sync sync, Undo undo, ProviderCatalog catalog, Staleness staleness)
    : ProjectPage(db, viewer)
{
    public IReadOnlyList<SyncRow> Rows { get; private set; } = [];
    public StalePrice Stale { get; private set; } = StalePrice.None;
    public int Linked { get; private set; }
    public Decision? Last { get; private set; }

    public async Task OnGetAsync() => await ShowAsync();

    public async Task<IActionResult> OnPostAsync(List<Guid> ids, bool all)
    {
        var branch = await BranchAsync();
        var assets = await Db.Set<ProjectAsset>()
            .Where(a => a.BranchId == branch.Id && a.TrashedAt == null && a.LibraryAssetId != null && (all || ids.Contains(a.Id)))
            .OrderBy(a => a.Id)
            .ToListAsync();
        await sync.RunAsync(assets);
        return Redirect(Place.At("/Sync"));
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid decision)
    {
        if (await Db.Set<Decision>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == decision && d.ProjectId == ProjectId) is not { } row)
        {
            return NotFound();
        }

        await undo.RunAsync(row.Id);
        return Redirect(Place.At("/Sync"));
    }

    private async Task ShowAsync()
    {
        var branch = await BranchAsync();
        var all = Db.Set<ProjectAsset>().Where(a => a.BranchId == branch.Id && a.TrashedAt == null && a.LibraryAssetId != null);
        var states = await Db.SyncStatesOf(all).ToListAsync();
        var ahead = states.Where(s => s.State is SyncState.LibraryAhead or SyncState.Both).ToDictionary(s => s.Id);
        var assets = await all.AsNoTracking()
            .Where(a => ahead.Keys.Contains(a.Id))
            .OrderBy(a => a.Type)
            .ThenBy(a => a.NormalizedName)
            .ToListAsync();
        var pictures = await Db.BestOfAsync([.. assets.Select(a => a.Id)]);
        var prices = await StalePrice.OfAsync(
            Db,
            staleness,
            [
                .. assets.Where(a =>
                    ahead[a.Id]
                        .Fields.Any(f =>
                            f is SyncField.Looks
                            || (
                                f is SyncField.Name or SyncField.Description
                                && !a.OverriddenFields.Contains(f.ToString(), StringComparer.OrdinalIgnoreCase)
                            )
                        )
                ),
            ],
            catalog
        );
        Linked = states.Count;
        Rows = assets.ConvertAll(a => new SyncRow(
            a,
            ahead[a.Id],
            pictures.GetValueOrDefault(a.Id),
            prices.GetValueOrDefault(a.Id) ?? StalePrice.None
        ));
        Stale = Rows.Aggregate(StalePrice.None, (sum, r) => sum + r.Stale);
        Last = await Db.Set<Decision>()
            .AsNoTracking()
            .Where(d => d.BranchId == branch.Id && d.UndoneAt == null)
            .OrderByDescending(d => d.Id)
            .FirstOrDefaultAsync()
            is { Verb: DecisionVerb.Sync } last
            ? last
            : null;
    }
}

public sealed record SyncRow(ProjectAsset Asset, AssetSync Sync, Picture? Picture, StalePrice Stale)
{
    /// <summary>The fields that a sync of several takes, and those that wait for somebody to decide.</summary>
    public IEnumerable<string> Taken =>
        Sync.Fields.Where(f => f != SyncField.Picture && !IsOverridden(f)).Select(f => f.ToString().ToLowerInvariant());

    public IEnumerable<string> Waiting =>
        Sync.Fields.Where(f => f == SyncField.Picture || IsOverridden(f)).Select(f => f.ToString().ToLowerInvariant());

    private bool IsOverridden(SyncField field) => Asset.OverriddenFields.Contains(field.ToString(), StringComparer.OrdinalIgnoreCase);
}
