using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Assets.Merging;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Inbox;

/// <summary>Candidates open again, and name again what they named before a decision.</summary>
internal sealed class CandidateUndoing(LibraryContext db) : IUndo
{
    public async Task UndoAsync(Decision decision, CancellationToken cancel)
    {
        var (before, after) = (Decision.Read<CandidateSide>(decision.Before), Decision.Read<CandidateSide>(decision.After));
        var assets = Decision.Read<AssetSide>(decision.After).Assets.Select(a => a.Id).ToList();
        // What was there before it stays, and what came into that later shows in the asset itself.
        var made = assets.Except(Decision.Read<AssetSide>(decision.Before).Assets.Select(a => a.Id)).ToList();
        await RefuseOthersAsync(made, [.. after.Candidates.Select(c => c.Id)], cancel);
        await ReopenAsync(decision.BranchId, before, after, cancel);
        foreach (var moved in Decision.Read<AssetSide>(decision.Before).Moved ?? [])
        {
            await new AssetMentions(db).MoveBackAsync(moved, assets[0], cancel);
        }

        if (Decision.Read<LibrarySide>(decision.Before).Library is [var kept, var other])
        {
            await new AssetMentions(db).FollowAsync(other.Proposals, kept.Id, other.Id, cancel);
        }
    }

    private async Task RefuseOthersAsync(List<Guid> assets, List<Guid> mine, CancellationToken cancel)
    {
        if (
            mine.Count > 0
            && await db.Set<Candidate>()
                .AnyAsync(c => c.ProjectAssetId != null && assets.Contains(c.ProjectAssetId.Value) && !mine.Contains(c.Id), cancel)
        )
        {
            throw Undo.BuiltUpon("another candidate was accepted into one of its assets since.");
        }
    }

    private async Task ReopenAsync(Guid branchId, CandidateSide before, CandidateSide after, CancellationToken cancel)
    {
        var ids = after.Candidates.Select(c => c.Id).ToList();
        var newest = await db.Set<ExtractionRun>()
            .Where(r => r.BranchId == branchId)
            .OrderByDescending(r => r.Id)
            .Select(r => (Guid?)r.Id)
            .FirstOrDefaultAsync(cancel);
        await Held.Rows<Candidate>(ids).LockAsync(db, cancel);
        var rows = await db.Set<Candidate>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        foreach (var became in after.Candidates)
        {
            if (!rows.TryGetValue(became.Id, out var row) || !became.Describes(row))
            {
                throw Undo.BuiltUpon($"“{became.Name}” was changed or reviewed again since.");
            }

            if (row.RunId != newest)
            {
                throw Undo.BuiltUpon("the script was extracted again since.");
            }
        }

        await RegroupAsync(before, after, cancel);
        await db.SaveChangesAsync(cancel); // before a candidate goes that its lines have left
        var was = before.Candidates.ToDictionary(c => c.Id);
        var brought = ids.FindAll(id => !was.ContainsKey(id));
        await db.Set<Proposal>().Where(p => brought.Contains(p.CandidateId)).ExecuteDeleteAsync(cancel);
        await db.Set<Candidate>().Where(c => brought.Contains(c.Id)).ExecuteDeleteAsync(cancel);
        foreach (var entry in before.Candidates.Where(c => rows.ContainsKey(c.Id)))
        {
            var row = rows[entry.Id];
            row.Describe(entry.Type, entry.Name, entry.Aliases, entry.Description);
            if (entry.Grouped is { } grouped)
            {
                row.AppearAs(grouped.Appearances, grouped.Speaks);
            }

            if (entry.State == CandidateState.Open)
            {
                row.Reopen();
            }
            else if (entry.State == CandidateState.Rejected)
            {
                row.Reject();
            }
        }

        await db.UpdateAsync(rows.Values.Where(r => was.ContainsKey(r.Id)).ToList(), cancel);
        await ProposeAgainAsync(was, cancel);
        foreach (var project in rows.Values.GroupBy(r => r.ProjectId))
        {
            await db.AnnounceAsync(Topics.Candidate, [.. project.Select(r => r.Id)], project.Key, cancel);
        }
    }

    private async Task ProposeAgainAsync(Dictionary<Guid, CandidateEntry> was, CancellationToken cancel)
    {
        var ids = was.Values.Where(e => e.Proposal is not null).Select(e => e.Id).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        var proposals = await db.Set<Proposal>().AsNoTracking().Where(p => ids.Contains(p.CandidateId)).ToListAsync(cancel);
        proposals.ForEach(p => p.Suggest(was[p.CandidateId].Proposal!));
        await db.UpdateAsync(proposals, cancel);
    }

    // The lines go back to where they were; those that the decision itself looked up go away.
    private async Task RegroupAsync(CandidateSide before, CandidateSide after, CancellationToken cancel)
    {
        var owners = before
            .Candidates.Where(c => c.Grouped is not null)
            .SelectMany(c => c.Grouped!.Evidence.Select(e => (Line: e, Owner: c.Id)))
            .ToDictionary(p => p.Line, p => p.Owner);
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
}
