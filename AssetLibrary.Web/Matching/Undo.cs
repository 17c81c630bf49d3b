using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Matching.Merging;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Projects.Looks;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Matching;

/// <summary>Replays a decision backwards in one transaction; refused with the reason when later work stands on it.</summary>
public sealed class Undo(LibraryContext db, LibraryMerge library)
{
    /// <exception cref="RefusedException">409 built-upon.</exception>
    public async Task RunAsync(Decision decision, CancellationToken cancel = default)
    {
        if (decision.UndoneAt is not null)
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var (before, after) = (Decision.Read(decision.Before), Decision.Read(decision.After));
        if (decision.Verb == DecisionVerb.MergeLibrary)
        {
            await library.TakeBackAsync(before, after, cancel);
        }

        await ReopenAsync(decision.BranchId, before, after, cancel);
        await TakeBackAsync(decision, before, after, cancel);
        decision.Undo(db.Now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private async Task ReopenAsync(Guid branchId, Ledger before, Ledger after, CancellationToken cancel)
    {
        var ids = after.Candidates.Select(c => c.Id).ToList();
        var newest = await db.Set<ExtractionRun>().Where(r => r.BranchId == branchId).OrderByDescending(r => r.Id).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancel);
        var rows = await db.Set<Candidate>().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        foreach (var became in after.Candidates)
        {
            if (!rows.TryGetValue(became.Id, out var row) || !became.Describes(row))
            {
                throw BuiltUpon($"“{became.Name}” was changed or decided on again since.");
            }

            if (row.RunId != newest)
            {
                throw BuiltUpon("the script was extracted again since.");
            }
        }

        await RegroupAsync(before, after, cancel);
        var proposals = await db.Set<Proposal>().Where(p => ids.Contains(p.CandidateId)).ToDictionaryAsync(p => p.CandidateId, cancel);
        var was = before.Candidates.ToDictionary(c => c.Id);
        foreach (var row in rows.Values)
        {
            db.Announce(Topics.Candidate, row.Id, row.ProjectId);
            if (!was.TryGetValue(row.Id, out var entry))
            {
                db.RemoveRange(proposals.Values.Where(p => p.CandidateId == row.Id));
                db.Remove(row);
                continue;
            }

            row.Describe(entry.Type, entry.Name, entry.Aliases, entry.Description);
            if (entry.Grouped is { } grouped)
            {
                row.AppearAs(grouped.Appearances, grouped.Speaks);
            }

            if (entry.Proposal is { } proposal && proposals.TryGetValue(row.Id, out var suggested))
            {
                suggested.Suggest(proposal);
            }

            if (entry.State == CandidateState.Open)
            {
                row.Reopen();
            }
        }
    }

    // The lines go back to where they were; those that the decision itself looked up go away.
    private async Task RegroupAsync(Ledger before, Ledger after, CancellationToken cancel)
    {
        var owners = before.Candidates.Where(c => c.Grouped is not null).SelectMany(c => c.Grouped!.Evidence.Select(e => (Line: e, Owner: c.Id))).ToDictionary(p => p.Line, p => p.Owner);
        var ids = after.Candidates.Where(c => c.Grouped is not null).SelectMany(c => c.Grouped!.Evidence).ToList();
        foreach (var line in await db.Set<Evidence>().Where(e => ids.Contains(e.Id)).ToListAsync(cancel))
        {
            if (owners.TryGetValue(line.Id, out var owner))
            {
                line.CandidateId = owner;
            }
            else
            {
                db.Remove(line);
            }
        }
    }

    private async Task TakeBackAsync(Decision decision, Ledger before, Ledger after, CancellationToken cancel)
    {
        var ids = after.Assets.Select(a => a.Id).ToList();
        var rows = await db.Set<ProjectAsset>().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        var appearances = (await db.Set<Appearance>().Where(a => ids.Contains(a.ProjectAssetId)).ToListAsync(cancel)).ToLookup(a => a.ProjectAssetId);
        var cloned = after.Assets.Where(a => before.Assets.All(b => b.Id != a.Id)).Select(a => a.Id).ToList();
        var mine = after.Candidates.Select(c => c.Id).ToList();
        if (mine.Count > 0 && await db.Set<Candidate>().AnyAsync(c => c.ProjectAssetId != null && ids.Contains(c.ProjectAssetId.Value) && !mine.Contains(c.Id), cancel))
        {
            throw BuiltUpon("another candidate was accepted into one of its assets since.");
        }

        // The picture that a clone localised came with the decision itself; any later one is somebody's work.
        var pictured = (await db.Set<History>().Where(h => cloned.Contains(h.SubjectId) && (h.LastNumber > 1 || h.BestChosenAt != null || db.Set<AssetVersion>().Any(v => v.HistoryId == h.Id && v.CreatedAt > decision.At))).Select(h => h.SubjectId).ToListAsync(cancel))
            .Concat(await db.Set<GenerationRequest>().Where(r => r.SubjectId != null && cloned.Contains(r.SubjectId.Value)).Select(r => r.SubjectId!.Value).ToListAsync(cancel)).ToHashSet();
        foreach (var became in after.Assets)
        {
            if (!rows.TryGetValue(became.Id, out var row) || row.Revision != became.Revision || row.TrashedAt is null == became.Trashed)
            {
                throw BuiltUpon($"“{became.Name}” was edited since.");
            }

            if (pictured.Contains(became.Id))
            {
                throw BuiltUpon($"“{became.Name}” has pictures by now, or some are being made.");
            }

            if (became.Appearances is { } scenes && !appearances[became.Id].Select(AppearanceEntry.Of).ToHashSet().SetEquals(scenes))
            {
                throw BuiltUpon($"the scenes of “{became.Name}”, or what it looks like in them, changed since.");
            }

            if (before.Assets.FirstOrDefault(b => b.Id == became.Id) is not { } was)
            {
                await RefuseLaterLooksAsync(decision, became, cancel);
                db.RemoveRange(appearances[became.Id]);
                await RemoveAsync(row, cancel);
                continue;
            }

            await RestoreAsync(row, was, became, appearances[became.Id], decision.Verb is DecisionVerb.MergeAssets or DecisionVerb.Match, cancel);
            await RestoreLooksAsync([.. before.Assets.SelectMany(a => a.Looks ?? [])], became.Looks, cancel);
        }

        await MoveBackAsync(before, after, cancel);
    }

    // The looks that a clone brought go with it; one that somebody made, edited or gave pictures since is work.
    private async Task RefuseLaterLooksAsync(Decision decision, AssetEntry became, CancellationToken cancel)
    {
        var looks = await db.Set<Look>().Where(l => l.ProjectAssetId == became.Id).Select(l => new { l.Id, l.Name, l.Revision, l.CreatedAt, l.ChangedAt, l.TrashedAt }).ToListAsync(cancel);
        var ids = looks.ConvertAll(l => l.Id);
        var pictured = (await db.Set<History>().Where(h => ids.Contains(h.SubjectId) && (h.LastNumber > 1 || h.BestChosenAt > decision.At || db.Set<AssetVersion>().Any(v => v.HistoryId == h.Id && v.CreatedAt > decision.At))).Select(h => h.SubjectId).ToListAsync(cancel))
            .Concat(await db.Set<GenerationRequest>().Where(r => r.SubjectId != null && ids.Contains(r.SubjectId.Value)).Select(r => r.SubjectId!.Value).ToListAsync(cancel)).ToHashSet();
        if (looks.Find(l => l.CreatedAt > decision.At || l.ChangedAt > decision.At || l.TrashedAt is not null || pictured.Contains(l.Id)) is { } later)
        {
            throw BuiltUpon($"the look “{later.Name}” was made, edited or given pictures since.");
        }
    }

    private async Task RestoreAsync(ProjectAsset row, AssetEntry was, AssetEntry became, IEnumerable<Appearance> appearances, bool joined, CancellationToken cancel)
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
            await db.SaveChangesAsync(cancel);      // a row that goes and one with its key that comes do not fit into one save
            db.AddRange(before.Select(a => new Appearance { ProjectAssetId = row.Id, SceneId = a.SceneId, ProjectId = row.ProjectId, Speaks = a.Speaks, Count = a.Count, LookId = a.LookId }));
        }

        await RestoreBestAsync(row.Name, was.Best, became.Best, joined, cancel);
    }

    // A version that a sync brought stays where it is, only what was best before is best again; those that a merge copied are still in the history that they came from.
    private async Task RestoreBestAsync(string name, IReadOnlyList<BestEntry>? was, IReadOnlyList<BestEntry>? became, bool joined, CancellationToken cancel)
    {
        foreach (var after in became ?? [])
        {
            var history = await db.Set<History>().SingleOrDefaultAsync(h => h.SubjectId == after.SubjectId && h.Key == after.Key, cancel);
            if (history is null || history.LastNumber != after.LastNumber || history.BestNumber != after.BestNumber)
            {
                throw BuiltUpon($"“{name}” has newer pictures, or another one was chosen as best.");
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
                throw BuiltUpon($"the look “{look.Name}” was edited since.");
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

    // Only what still names the one that stayed: what was decided otherwise since is left as it is.
    private async Task MoveBackAsync(Ledger before, Ledger after, CancellationToken cancel)
    {
        foreach (var moved in before.Moved ?? [])
        {
            var kept = after.Assets[0].Id;
            await db.Set<Candidate>().Where(c => moved.Candidates.Contains(c.Id) && c.ProjectAssetId == kept).ExecuteUpdateAsync(s => s.SetProperty(c => c.ProjectAssetId, moved.AssetId), cancel);
            await db.Set<Proposal>().Where(p => moved.Proposals.Contains(p.CandidateId) && p.ProjectAssetId == kept).ExecuteUpdateAsync(s => s.SetProperty(p => p.ProjectAssetId, moved.AssetId), cancel);
        }
    }

    private async Task RemoveAsync(ProjectAsset asset, CancellationToken cancel)
    {
        var looks = await db.Set<Look>().Where(l => l.ProjectAssetId == asset.Id).ToListAsync(cancel);
        foreach (var look in looks)
        {
            await RemoveHistoriesAsync(look.Id, cancel);
            db.Remove(look);
            db.Remove(await db.Set<Subject>().SingleAsync(s => s.Id == look.Id, cancel));
        }

        // What a clone localised goes with it; the pictures themselves stay where they came from.
        await RemoveHistoriesAsync(asset.Id, cancel);
        db.Remove(asset);
        db.Remove(await db.Set<Subject>().SingleAsync(s => s.Id == asset.Id, cancel));
        db.Announce(Topics.ProjectAsset, asset.Id, asset.ProjectId);
    }

    private async Task RemoveHistoriesAsync(Guid subject, CancellationToken cancel)
    {
        db.RemoveRange(await db.Set<AssetVersion>().Where(v => db.Set<History>().Any(h => h.Id == v.HistoryId && h.SubjectId == subject)).ToListAsync(cancel));
        db.RemoveRange(await db.Set<History>().Where(h => h.SubjectId == subject).ToListAsync(cancel));
    }

    internal static RefusedException BuiltUpon(string why) => new(StatusCodes.Status409Conflict, "built-upon", $"This cannot be undone any more: {why}");
}
