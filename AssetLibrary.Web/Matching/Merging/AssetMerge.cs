using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Projects.Looks;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Matching.Merging;

/// <summary>How the asset that stays is to read; null keeps what it has.</summary>
public sealed record MergedFields(string? Name = null, string? Description = null);

/// <summary>
/// Two project assets that are one: the other's names become aliases, its scenes, looks and pictures go over, its candidates
/// follow, and it goes to the trash. One transaction, one line in the ledger; an undo parts them again.
/// </summary>
public sealed class AssetMerge(LibraryContext db)
{
    /// <exception cref="RefusedException">422 for one with itself, of another type or branch; 409 busy while pictures of the other are being made.</exception>
    public async Task<Decision> RunAsync(ProjectAsset kept, ProjectAsset other, MergedFields fields, CancellationToken cancel = default)
    {
        Check(kept.Id, other.Id, kept.Type, other.Type);
        if (kept.BranchId != other.BranchId)
        {
            throw RefusedException.Invalid("Only two assets of one branch can be merged.");
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Set<GenerationRequest>().AnyAsync(r => r.SubjectId == other.Id && db.Set<Job>().Any(j => j.Id == r.Id && j.EndedAt == null), cancel))
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "busy", $"Pictures of “{other.Name}” are being made. Wait until they are done, or cancel them.");
        }

        List<AssetEntry> before = [await AssetStands.EntryAsync(db, kept, cancel), await AssetStands.EntryAsync(db, other, cancel)];
        var moved = await MoveNamesAsync(kept, other, cancel);
        kept.Edit(db, fields.Name ?? kept.Name, [.. kept.Aliases, kept.Name, other.Name, .. other.Aliases], fields.Description ?? (kept.Description.Length > 0 ? kept.Description : other.Description));
        if (kept.LibraryAssetId is null && other.LibraryAssetId is not null)
        {
            kept.Inherit(AssetLink.Of(other));
        }

        kept.ReplaceMetadata(AssetMetadata.Join(kept.Metadata, other.Metadata));
        await JoinScenesAsync(kept, other, cancel);
        foreach (var look in await db.Set<Look>().Where(l => l.ProjectAssetId == other.Id && l.TrashedAt == null).ToListAsync(cancel))
        {
            look.MoveTo(kept.Id);
        }

        other.Trash(db.Now);
        await db.SaveChangesAsync(cancel);
        await db.JoinAsync(other.Id, kept.Subject, cancel);
        db.Record("asset.merged", kept.Id, kept.ProjectId, $"{other.Name} into {kept.Name}");
        db.Announce(Topics.ProjectAsset, kept.Id, kept.ProjectId);
        db.Announce(Topics.ProjectAsset, other.Id, other.ProjectId);
        List<AssetEntry> after = [await AssetStands.EntryAsync(db, kept, cancel), await AssetStands.EntryAsync(db, other, cancel) with { Trashed = true, Looks = [], Best = [] }];
        var decision = db.Record(DecisionVerb.MergeAssets, kept, new([], before) { Moved = [moved] }, new([], after));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return decision;
    }

    internal static void Check(Guid kept, Guid other, AssetType keptType, AssetType otherType)
    {
        if (kept == other)
        {
            throw RefusedException.Invalid("An asset cannot be merged with itself.");
        }

        if (keptType != otherType)
        {
            throw RefusedException.Invalid($"A {keptType.ToString().ToLowerInvariant()} and a {otherType.ToString().ToLowerInvariant()} cannot be merged: only two of one type.");
        }
    }

    private async Task<MovedNames> MoveNamesAsync(ProjectAsset kept, ProjectAsset other, CancellationToken cancel)
    {
        var candidates = await db.Set<Candidate>().Where(c => c.ProjectAssetId == other.Id).Select(c => c.Id).ToListAsync(cancel);
        var proposals = await db.Set<Proposal>().Where(p => p.ProjectAssetId == other.Id).Select(p => p.CandidateId).ToListAsync(cancel);
        await db.Set<Candidate>().Where(c => candidates.Contains(c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.ProjectAssetId, kept.Id), cancel);
        await db.Set<Proposal>().Where(p => proposals.Contains(p.CandidateId)).ExecuteUpdateAsync(s => s.SetProperty(p => p.ProjectAssetId, kept.Id), cancel);
        return new(other.Id, candidates, proposals);
    }

    // In a scene where both are, one appearance is left; how often is added up.
    private async Task JoinScenesAsync(ProjectAsset kept, ProjectAsset other, CancellationToken cancel)
    {
        var known = await db.Set<Appearance>().Where(a => a.ProjectAssetId == kept.Id).ToDictionaryAsync(a => a.SceneId, cancel);
        foreach (var appearance in await db.Set<Appearance>().Where(a => a.ProjectAssetId == other.Id).ToListAsync(cancel))
        {
            if (known.TryGetValue(appearance.SceneId, out var here))
            {
                (here.Speaks, here.Count, here.LookId) = (here.Speaks || appearance.Speaks, here.Count + appearance.Count, here.LookId ?? appearance.LookId);
            }
            else
            {
                db.Add(new Appearance { ProjectAssetId = kept.Id, SceneId = appearance.SceneId, ProjectId = kept.ProjectId, Speaks = appearance.Speaks, Count = appearance.Count, LookId = appearance.LookId });
            }

            db.Remove(appearance);
        }
    }
}
