using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets.Looks;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Merging;

/// <summary>How the asset that stays is to read; null keeps what it has.</summary>
public sealed record MergedFields(string? Name = null, string? Description = null);

/// <summary>
/// Two project assets that are one: the other's names become aliases, its scenes, looks and pictures go over, its candidates
/// follow, and it goes to the trash. One transaction, one line in the ledger; an undo parts them again.
/// </summary>
public sealed class AssetMerge(LibraryContext db, IAssetMentions mentions)
{
    /// <exception cref="RefusedException">422 for one with itself, of another type or branch; 409 busy while pictures of the other are
    /// being made.</exception>
    public async Task<(ProjectAsset Kept, Decision Decision)> RunAsync(
        Guid keptId,
        int? revision,
        Guid otherId,
        MergedFields fields,
        CancellationToken cancel = default
    ) =>
        await db.WriteAsync(
            async () =>
            {
                var (kept, other) = (await FindAsync(keptId, cancel), await FindAsync(otherId, cancel));
                kept.Expect(revision);
                return (kept, await RunAsync(kept, other, fields, cancel));
            },
            cancel
        );

    private async Task<ProjectAsset> FindAsync(Guid id, CancellationToken cancel) =>
        await db.Set<ProjectAsset>().SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null, cancel)
        ?? throw RefusedException.NotFound();

    private async Task<Decision> RunAsync(ProjectAsset kept, ProjectAsset other, MergedFields fields, CancellationToken cancel)
    {
        Check(kept.Id, other.Id, kept.Type, other.Type);
        if (kept.BranchId != other.BranchId)
        {
            throw RefusedException.Invalid("Choose two assets on the same branch.");
        }

        if (
            await db.Set<GenerationRequest>()
                .AnyAsync(r => r.SubjectId == other.Id && db.Set<Job>().Any(j => j.Id == r.Id && j.EndedAt == null), cancel)
        )
        {
            throw new RefusedException(
                StatusCodes.Status409Conflict,
                "busy",
                $"“{other.Name}” has pictures in progress. Wait until they are done, or cancel them."
            );
        }

        List<AssetEntry> before = [await AssetSnapshot.EntryAsync(db, kept, cancel), await AssetSnapshot.EntryAsync(db, other, cancel)];
        var moved = await mentions.MoveAsync(other.Id, kept.Id, cancel);
        kept.Edit(
            db,
            fields.Name ?? kept.Name,
            [.. kept.Aliases, kept.Name, other.Name, .. other.Aliases],
            fields.Description ?? (kept.Description.Length > 0 ? kept.Description : other.Description)
        );
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
        List<AssetEntry> after =
        [
            await AssetSnapshot.EntryAsync(db, kept, cancel),
            await AssetSnapshot.EntryAsync(db, other, cancel) with
            {
                Trashed = true,
                Looks = [],
                Best = [],
            },
        ];
        return db.Record(
            DecisionVerb.MergeAssets,
            kept,
            [new AssetSide { Assets = before, Moved = [moved] }],
            [new AssetSide { Assets = after }]
        );
    }

    internal static void Check(Guid kept, Guid other, AssetType keptType, AssetType otherType)
    {
        if (kept == other)
        {
            throw RefusedException.Invalid("An asset can’t be merged with itself.");
        }

        if (keptType != otherType)
        {
            throw RefusedException.Invalid(
                $"A {otherType.ToString().ToLowerInvariant()} can’t be merged into a {keptType.ToString().ToLowerInvariant()}. "
                    + "Choose two assets of the same type."
            );
        }
    }

    // In a scene where both are, one appearance is left; how often is added up.
    private async Task JoinScenesAsync(ProjectAsset kept, ProjectAsset other, CancellationToken cancel)
    {
        var gone = await db.Set<Appearance>().Where(a => a.ProjectAssetId == other.Id).ToListAsync(cancel);
        await kept.AppearInAsync(
            db,
            gone.Select(a => new SceneAppearance(a.SceneId, a.Speaks, a.Count) { LookId = a.LookId }),
            (here, there) => here + there,
            cancel
        );
        db.RemoveRange(gone);
    }
}
