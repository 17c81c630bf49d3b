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
        await RefuseOthersAsync(assets, [.. after.Candidates.Select(c => c.Id)], cancel);
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
        var rows = await db.Set<Candidate>().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        foreach (var became in after.Candidates)
        {
            if (!rows.TryGetValue(became.Id, out var row) || !became.Describes(row))
            {
                throw Undo.BuiltUpon($"“{became.Name}” was changed or decided on again since.");
            }

            if (row.RunId != newest)
            {
                throw Undo.BuiltUpon("the script was extracted again since.");
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
                if (proposals.TryGetValue(row.Id, out var own))
                {
                    db.Remove(own);
                }

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
