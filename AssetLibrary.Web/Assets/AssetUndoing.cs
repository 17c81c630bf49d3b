using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

/// <summary>Project assets go back to how they read before a decision.</summary>
internal sealed class AssetUndoing(LibraryContext db) : IUndo
{
    public async Task UndoAsync(Decision decision, CancellationToken cancel)
    {
        var (before, after) = (Decision.Read<AssetSide>(decision.Before), Decision.Read<AssetSide>(decision.After));
        var ids = after.Assets.Select(a => a.Id).ToList();
        await Held.Rows<ProjectAsset>(ids).LockAsync(db, cancel);
        var known = before.Assets.ToDictionary(a => a.Id);
        var cloned = ids.FindAll(id => !known.ContainsKey(id));
        var rows = (await db.Set<ProjectAsset>().Where(a => known.Keys.Contains(a.Id)).ToListAsync(cancel))
            .Concat(await db.Set<ProjectAsset>().AsNoTracking().Where(a => cloned.Contains(a.Id)).ToListAsync(cancel))
            .ToDictionary(a => a.Id);
        var appearances = (
            await db.Set<Appearance>().AsNoTracking().Where(a => ids.Contains(a.ProjectAssetId)).ToListAsync(cancel)
        ).ToLookup(a => a.ProjectAssetId);
        // The picture that a clone localised came with the decision itself; any later one is somebody's work.
        var pictured = (
            await db.Set<History>()
                .Where(h =>
                    cloned.Contains(h.SubjectId)
                    && (
                        h.LastNumber > 1
                        || h.BestChosenAt != null
                        || db.Set<AssetVersion>().Any(v => v.HistoryId == h.Id && v.CreatedAt > decision.At)
                    )
                )
                .Select(h => h.SubjectId)
                .ToListAsync(cancel)
        )
            .Concat(
                await db.Set<GenerationRequest>()
                    .Where(r => r.SubjectId != null && cloned.Contains(r.SubjectId.Value))
                    .Select(r => r.SubjectId!.Value)
                    .ToListAsync(cancel)
            )
            .ToHashSet();
        await RefuseLaterLooksAsync(decision, cloned, cancel);
        foreach (var became in after.Assets)
        {
            if (!rows.TryGetValue(became.Id, out var row) || row.Revision != became.Revision || row.TrashedAt is null == became.Trashed)
            {
                throw Undo.BuiltUpon($"“{became.Name}” was edited since.");
            }

            if (pictured.Contains(became.Id))
            {
                throw Undo.BuiltUpon($"“{became.Name}” has pictures now, or some are in progress.");
            }

            if (became.Appearances is { } scenes && !appearances[became.Id].Select(AppearanceEntry.Of).ToHashSet().SetEquals(scenes))
            {
                throw Undo.BuiltUpon($"the scenes or looks of “{became.Name}” changed since.");
            }

            if (!known.TryGetValue(became.Id, out var was))
            {
                continue; // goes with the others that the decision brought
            }

            await RestoreAsync(
                row,
                was,
                became,
                appearances[became.Id],
                decision.Verb is DecisionVerb.MergeAssets or DecisionVerb.Match,
                cancel
            );
            await RestoreLooksAsync([.. before.Assets.SelectMany(a => a.Looks ?? [])], became.Looks, cancel);
        }

        await RemoveAsync([.. cloned.Select(id => rows[id])], cancel);
    }

    // The looks that a clone brought go with it; one that somebody made, edited or gave pictures since is work.
    private async Task RefuseLaterLooksAsync(Decision decision, List<Guid> assets, CancellationToken cancel)
    {
        var looks = await db.Set<Look>()
            .Where(l => assets.Contains(l.ProjectAssetId))
            .Select(l => new
            {
                l.Id,
                l.Name,
                l.Revision,
                l.CreatedAt,
                l.ChangedAt,
                l.TrashedAt,
            })
            .ToListAsync(cancel);
        var ids = looks.ConvertAll(l => l.Id);
        var pictured = (
            await db.Set<History>()
                .Where(h =>
                    ids.Contains(h.SubjectId)
                    && (
                        h.LastNumber > 1
                        || h.BestChosenAt > decision.At
                        || db.Set<AssetVersion>().Any(v => v.HistoryId == h.Id && v.CreatedAt > decision.At)
                    )
                )
                .Select(h => h.SubjectId)
                .ToListAsync(cancel)
        )
            .Concat(
                await db.Set<GenerationRequest>()
                    .Where(r => r.SubjectId != null && ids.Contains(r.SubjectId.Value))
                    .Select(r => r.SubjectId!.Value)
                    .ToListAsync(cancel)
            )
            .ToHashSet();
        if (
            looks.Find(l => l.CreatedAt > decision.At || l.ChangedAt > decision.At || l.TrashedAt is not null || pictured.Contains(l.Id)) is
            { } later
        )
        {
            throw Undo.BuiltUpon($"the look “{later.Name}” was added, edited or given pictures since.");
        }
    }

    private async Task RestoreAsync(
        ProjectAsset row,
        AssetEntry was,
        AssetEntry became,
        IEnumerable<Appearance> appearances,
        bool joined,
        CancellationToken cancel
    )
    {
        row.Restore(db, was.Name, was.Aliases, was.Description, was.Overridden ?? row.OverriddenFields);
        if (became.Trashed && !was.Trashed)
        {
            row.Untrash();
        }

        if (was.Metadata is { } metadata && row.Metadata == became.Metadata)
        {
            row.ReplaceMetadata(metadata);
        }

        if (was.Link is { } link)
        {
            row.Relink(link);
        }

        if (was.Appearances is { } before)
        {
            db.RemoveRange(appearances);
            await db.SaveChangesAsync(cancel); // a row that goes and one with its key that comes do not fit into one save
            db.AddRange(
                before.Select(a => new Appearance
                {
                    ProjectAssetId = row.Id,
                    SceneId = a.SceneId,
                    ProjectId = row.ProjectId,
                    Speaks = a.Speaks,
                    Count = a.Count,
                    LookId = a.LookId,
                })
            );
        }

        await RestoreBestAsync(row.Name, was.Best, became.Best, joined, cancel);
    }

    // A version that a sync brought stays where it is, only what was best before is best again; those that a merge copied are still in the
    // history that they came from.
    private async Task RestoreBestAsync(
        string name,
        IReadOnlyList<BestEntry>? was,
        IReadOnlyList<BestEntry>? became,
        bool joined,
        CancellationToken cancel
    )
    {
        foreach (var after in became ?? [])
        {
            var history = await db.Set<History>().SingleOrDefaultAsync(h => h.SubjectId == after.SubjectId && h.Key == after.Key, cancel);
            if (history is null || history.LastNumber != after.LastNumber || history.BestNumber != after.BestNumber)
            {
                throw Undo.BuiltUpon($"“{name}” has newer pictures or a different best picture.");
            }

            var before = was?.FirstOrDefault(b => b.SubjectId == after.SubjectId && b.Key == after.Key);
            if (joined && (before?.LastNumber ?? 0) is var last && last < history.LastNumber)
            {
                db.RemoveRange(await db.Set<AssetVersion>().Where(v => v.HistoryId == history.Id && v.Number > last).ToListAsync(cancel));
                history.RestoreLast(last);
                if (last == 0)
                {
                    db.Remove(history);
                    continue;
                }
            }

            history.RestoreBest(before?.BestNumber, before?.ChosenAt, before?.ChosenBy);
            db.Announce(Topics.History, history.SubjectId, history.ProjectId);
        }
    }

    private async Task RestoreLooksAsync(IReadOnlyList<LookEntry> was, IReadOnlyList<LookEntry>? became, CancellationToken cancel)
    {
        var ids = (became ?? []).Select(l => l.Id).ToList();
        foreach (var look in await db.Set<Look>().Where(l => ids.Contains(l.Id)).ToListAsync(cancel))
        {
            if (look.Revision != became!.Single(b => b.Id == look.Id).Revision)
            {
                throw Undo.BuiltUpon($"the look “{look.Name}” was edited since.");
            }

            if (was.FirstOrDefault(b => b.Id == look.Id) is { } entry)
            {
                look.Restore(db, entry);
            }
            else
            {
                look.Trash(db);
            }
        }
    }

    // What a clone localised goes with it; the pictures themselves stay where they came from. A fixed number of statements for however
    // many assets: thousands were accepted at once, and others wait for this.
    private async Task RemoveAsync(List<ProjectAsset> assets, CancellationToken cancel)
    {
        if (assets.Count == 0)
        {
            return;
        }

        var ids = assets.ConvertAll(a => a.Id);
        var looks = await db.Set<Look>().Where(l => ids.Contains(l.ProjectAssetId)).Select(l => l.Id).ToListAsync(cancel);
        List<Guid> subjects = [.. ids, .. looks];
        await db.Set<Appearance>().Where(a => ids.Contains(a.ProjectAssetId)).ExecuteDeleteAsync(cancel);
        await db.Set<AssetVersion>()
            .Where(v => db.Set<History>().Any(h => h.Id == v.HistoryId && subjects.Contains(h.SubjectId)))
            .ExecuteDeleteAsync(cancel);
        await db.Set<History>().Where(h => subjects.Contains(h.SubjectId)).ExecuteDeleteAsync(cancel);
        await db.Set<Look>().Where(l => ids.Contains(l.ProjectAssetId)).ExecuteDeleteAsync(cancel);
        await db.Set<ProjectAsset>().Where(a => ids.Contains(a.Id)).ExecuteDeleteAsync(cancel);
        await db.Set<Subject>().Where(s => subjects.Contains(s.Id)).ExecuteDeleteAsync(cancel);
        foreach (var project in assets.GroupBy(a => a.ProjectId))
        {
            await db.AnnounceAsync(Topics.ProjectAsset, [.. project.Select(a => a.Id)], project.Key, cancel);
        }
    }
}
