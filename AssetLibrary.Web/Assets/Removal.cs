using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Looks;
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
    /// <param name="branchId">Assets of other branches are left alone.</param>
    /// <param name="ids">Those that are not there any more are left alone.</param>
    /// <param name="revision">Of the one asset that it is about; null where it does not matter.</param>
    /// <param name="cancel">Ends it with nothing changed.</param>
    /// <returns>Null when none of them is there.</returns>
    /// <exception cref="RefusedException">409 busy: a picture of one is being made.</exception>
    /// <exception cref="StaleRevisionException">It was edited since.</exception>
    public static async Task<Decision?> RemoveAsync(
        this LibraryContext db,
        Guid branchId,
        IReadOnlyCollection<Guid> ids,
        int? revision = null,
        CancellationToken cancel = default
    )
    {
        var assets = await db.Set<ProjectAsset>()
            .Where(a => a.BranchId == branchId && a.TrashedAt == null && ids.Contains(a.Id))
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
        var looks = await db.Set<Look>()
            .Where(l => going.Contains(l.ProjectAssetId) && l.TrashedAt == null)
            .Select(l => new { l.Id, l.ProjectAssetId })
            .ToDictionaryAsync(l => l.Id, l => l.ProjectAssetId, cancel);
        List<Guid> subjects = [.. going, .. looks.Keys];
        var busy = await db.Set<GenerationRequest>()
            .Where(r => r.SubjectId != null && subjects.Contains(r.SubjectId.Value))
            .Where(r => db.Set<Job>().Any(j => j.Id == r.Id && j.EndedAt == null))
            .Select(r => r.SubjectId)
            .FirstOrDefaultAsync(cancel);
        if (busy is { } subject && looks.GetValueOrDefault(subject, subject) is var id)
        {
            throw new RefusedException(
                StatusCodes.Status409Conflict,
                "busy",
                $"“{assets.Find(a => a.Id == id)!.Name}” has pictures in progress. Wait until they are done, or cancel them."
            );
        }

        var before = assets.ConvertAll(a => AssetEntry.Of(a, null));
        foreach (var asset in assets)
        {
            asset.Trash(db.Now);
            db.Announce(Topics.ProjectAsset, asset.Id, asset.ProjectId);
            db.Record("asset.removed", asset.Id, asset.ProjectId, asset.Name);
        }

        await db.SaveChangesAsync(cancel);
        return db.Record(
            DecisionVerb.Remove,
            first,
            [new AssetSide { Assets = before }],
            [new AssetSide { Assets = assets.ConvertAll(a => AssetEntry.Of(a, null) with { Trashed = true }) }]
        );
    }

    /// <summary>
    /// One that was removed is back, and the others of that removal are not: an undo of it brings those. Null: it was not removed.
    /// </summary>
    public static async Task<ProjectAsset?> RestoreAsync(
        this LibraryContext db,
        Guid projectId,
        Guid id,
        CancellationToken cancel = default
    )
    {
        var asset = await db.Set<ProjectAsset>()
            .SingleOrDefaultAsync(a => a.Id == id && a.ProjectId == projectId && a.TrashedAt != null, cancel);
        if (asset is null || !(await db.RemovedAsync(asset.BranchId, cancel)).TryGetValue(id, out var removed))
        {
            return null;
        }

        var decision = await db.Set<Decision>().SingleAsync(d => d.Id == removed.Removal.Id, cancel);
        string Without(string side) =>
            Decision.Write(new AssetSide { Assets = [.. Decision.Read<AssetSide>(side).Assets.Where(a => a.Id != id)] });
        decision.Shrink(Without(decision.Before), Without(decision.After));
        if (Decision.Read<AssetSide>(decision.After).Assets.Count == 0)
        {
            decision.Undo(db.Now);
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

        var away = await db.Set<ProjectAsset>()
            .Where(a => a.BranchId == branchId && a.TrashedAt != null)
            .ToDictionaryAsync(a => a.Id, a => a.Revision, cancel);
        foreach (var removal in removals)
        {
            var assets = Decision.Read<AssetSide>(removal.After).Assets;
            var what = assets is [var one] ? $"“{one.Name}”" : $"{assets.Count} assets";
            foreach (var asset in assets.Where(a => away.GetValueOrDefault(a.Id) == a.Revision))
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
