using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>
/// Assets leave a project: out of its lists, with their pictures, looks and scenes kept as they are, so that they can come back whole. A
/// removal is one decision, and can be undone as one.
/// </summary>
internal static class Removal
{
    /// <param name="db">Its viewer may edit the project.</param>
    /// <param name="projectId">Assets of other projects are left alone.</param>
    /// <param name="ids">Those that are not there any more are left alone.</param>
    /// <param name="revision">Of the one asset that it is about; null where it does not matter.</param>
    /// <param name="cancel">Ends it with nothing changed.</param>
    /// <returns>Null when none of them is there.</returns>
    /// <exception cref="RefusedException">409 busy: a picture of one is being made.</exception>
    /// <exception cref="StaleRevisionException">It was edited since.</exception>
    public static async Task<Decision?> RemoveAsync(
        this LibraryContext db,
        Guid projectId,
        IReadOnlyCollection<Guid> ids,
        int? revision = null,
        CancellationToken cancel = default
    )
    {
        var assets = await db.Set<ProjectAsset>()
            .Where(a => a.ProjectId == projectId && a.TrashedAt == null && ids.Contains(a.Id))
            .OrderBy(a => a.Id)
            .ToListAsync(cancel);
        if (assets is not [var first, ..])
        {
            return null;
        }

        if (revision is { } read)
        {
            first.Expect(read);
        }

        var going = assets.ConvertAll(a => a.Id);
        var busy = await db.Set<GenerationRequest>()
            .Where(r => r.SubjectId != null && going.Contains(r.SubjectId.Value))
            .Where(r => db.Set<Job>().Any(j => j.Id == r.Id && j.EndedAt == null))
            .Select(r => r.SubjectId)
            .FirstOrDefaultAsync(cancel);
        if (busy is { } id)
        {
            throw new RefusedException(
                StatusCodes.Status409Conflict,
                "busy",
                $"Pictures of “{assets.Find(a => a.Id == id)!.Name}” are being made. Wait until they are done, or cancel them."
            );
        }

        var before = assets.ConvertAll(a => AssetEntry.Of(a, null));
        foreach (var asset in assets)
        {
            asset.Trash(db.Now);
            db.Announce(Topics.ProjectAsset, asset.Id, projectId);
            db.Record("asset.removed", asset.Id, projectId, asset.Name);
        }

        await db.SaveChangesAsync(cancel);
        return db.Record(
            DecisionVerb.Remove,
            first,
            [new AssetSide { Assets = before }],
            [new AssetSide { Assets = assets.ConvertAll(a => AssetEntry.Of(a, null) with { Trashed = true }) }]
        );
    }

    /// <summary>One that was removed is back, and the others of that removal are not. Null: it was not removed.</summary>
    public static async Task<ProjectAsset?> RestoreAsync(
        this LibraryContext db,
        Guid projectId,
        Guid id,
        CancellationToken cancel = default
    )
    {
        var asset = await db.Set<ProjectAsset>()
            .SingleOrDefaultAsync(a => a.Id == id && a.ProjectId == projectId && a.TrashedAt != null, cancel);
        if (asset is null || !(await db.RemovedAsync(asset.BranchId, cancel)).ContainsKey(id))
        {
            return null;
        }

        asset.Untrash();
        db.Announce(Topics.ProjectAsset, id, projectId);
        db.Record("asset.restored", id, projectId, asset.Name);
        return asset;
    }

    /// <summary>
    /// What was removed from a branch and is still away, each with its removal. What was merged into another asset is away too, but is no
    /// asset of its own any more.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, RemovedAsset>> RemovedAsync(
        this LibraryContext db,
        Guid branchId,
        CancellationToken cancel = default
    )
    {
        var removed = new Dictionary<Guid, RemovedAsset>();
        var decisions = db.Set<Decision>().AsNoTracking().Where(d => d.BranchId == branchId && d.UndoneAt == null);
        var removals = await decisions
            .Where(d => d.Verb == DecisionVerb.Remove)
            .OrderBy(d => d.Id)
            .Select(d => new
            {
                d.Id,
                d.After,
                IsLast = !decisions.Any(later => later.Id.CompareTo(d.Id) > 0),
            })
            .ToListAsync(cancel);
        if (removals.Count == 0)
        {
            return removed;
        }

        var away = (
            await db.Set<ProjectAsset>().Where(a => a.BranchId == branchId && a.TrashedAt != null).Select(a => a.Id).ToListAsync(cancel)
        ).ToHashSet();
        foreach (var removal in removals)
        {
            var assets = Decision.Read<AssetSide>(removal.After).Assets;
            var what = assets is [var one] ? $"“{one.Name}”" : $"{assets.Count} assets";
            foreach (var asset in assets.Where(a => away.Contains(a.Id)))
            {
                removed[asset.Id] = new(asset.Id, new(removal.Id, what), removal.IsLast);
            }
        }

        return removed;
    }
}

/// <summary>An asset that is away.</summary>
/// <param name="Id">The asset's.</param>
/// <param name="Removal">The decision, and what it removed.</param>
/// <param name="IsLast">It is the newest decision on the branch.</param>
public sealed record RemovedAsset(Guid Id, LastDecision Removal, bool IsLast);
