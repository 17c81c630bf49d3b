using AssetLibrary.Web.Database;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets.Merging;

/// <summary>
/// Two library assets that are one: the other's names become aliases, its tags, looks and pictures go over, the project assets
/// that were linked to it follow, also in projects that the viewer does not see, and it goes to the trash.
/// </summary>
public sealed class LibraryMerge(LibraryContext db, IAssetMentions mentions) : IUndo
{
    /// <exception cref="RefusedException">422 for one with itself or of another type.</exception>
    public async Task<(LibraryAsset Kept, Decision Decision)> RunAsync(
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

    private async Task<LibraryAsset> FindAsync(Guid id, CancellationToken cancel) =>
        await db.Set<LibraryAsset>()
            .Include(a => a.Tags)
            .AsSplitQuery()
            .SingleOrDefaultAsync(a => a.Id == id && a.TrashedAt == null, cancel)
        ?? throw RefusedException.NotFound();

    private async Task<Decision> RunAsync(LibraryAsset kept, LibraryAsset other, MergedFields fields, CancellationToken cancel)
    {
        AssetMerge.Check(kept.Id, other.Id, kept.Type, other.Type);
        List<LibraryEntry> before = [await EntryAsync(kept, cancel), await EntryAsync(other, cancel)];
        kept.Describe(
            fields.Name ?? kept.Name,
            [.. kept.Aliases, kept.Name, other.Name, .. other.Aliases],
            fields.Description ?? (kept.Description.Length > 0 ? kept.Description : other.Description)
        );
        kept.Tags.AddRange(other.Tags.Where(t => kept.Tags.TrueForAll(k => k.Id != t.Id)));
        await MoveLooksAsync(before[1].Looks, kept, cancel);
        await db.SaveAssetAsync(kept, "merged", cancel);
        await db.JoinAsync(other.Id, kept.Subject, cancel);
        await FollowAsync(before[1], other.Id, kept.Id, cancel);
        await mentions.FollowAsync(before[1].Proposals, other.Id, kept.Id, cancel);
        other.Trash(db.Now, db.ViewerId);
        await db.SaveAssetAsync(other, "trashed", cancel);
        var decision = new Decision
        {
            BranchId = Guid.Empty,
            At = db.Now,
            By = db.ViewerId,
            Verb = DecisionVerb.MergeLibrary,
            Before = Decision.Write(new LibrarySide(before)),
            After = Decision.Write(new LibrarySide([await EntryAsync(kept, cancel), await EntryAsync(other, cancel)])),
        };
        db.Add(decision);
        return decision;
    }

    public async Task UndoAsync(Decision decision, CancellationToken cancel)
    {
        if (
            Decision.Read<LibrarySide>(decision.Before).Library is not { } was
            || Decision.Read<LibrarySide>(decision.After).Library is not { } became
        )
        {
            return;
        }

        var ids = was.Select(w => w.Id).ToList();
        var rows = await db.Set<LibraryAsset>()
            .Include(a => a.Tags)
            .AsSplitQuery()
            .Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, cancel);
        foreach (var entry in became)
        {
            if (!rows.TryGetValue(entry.Id, out var row) || row.Revision != entry.Revision)
            {
                throw Undo.BuiltUpon($"“{entry.Name}” was edited or restored since.");
            }
        }

        var (kept, other) = (rows[was[0].Id], rows[was[1].Id]);
        await PartHistoriesAsync(kept, was[0].Best, became[0].Best, cancel);
        kept.Describe(was[0].Name, was[0].Aliases, was[0].Description);
        kept.Tags.RemoveAll(t => !was[0].Tags.Contains(t.Id));
        other.Restore();
        await MoveLooksAsync(was[1].Looks, other, cancel);
        kept.TouchLooks();
        await db.SaveAssetAsync(kept, "parted", cancel);
        await db.SaveAssetAsync(other, "restored", cancel);
        await FollowAsync(was[1], kept.Id, other.Id, cancel);
    }

    private async Task PartHistoriesAsync(
        LibraryAsset kept,
        IReadOnlyList<BestEntry> was,
        IReadOnlyList<BestEntry> became,
        CancellationToken cancel
    )
    {
        foreach (var after in became)
        {
            var history = await db.Set<History>().SingleOrDefaultAsync(h => h.SubjectId == after.SubjectId && h.Key == after.Key, cancel);
            if (history is null || history.LastNumber != after.LastNumber || history.BestNumber != after.BestNumber)
            {
                throw Undo.BuiltUpon($"“{kept.Name}” has newer pictures or a different best picture.");
            }

            var before = was.FirstOrDefault(b => b.Key == after.Key);
            var last = before?.LastNumber ?? 0;
            db.RemoveRange(await db.Set<AssetVersion>().Where(v => v.HistoryId == history.Id && v.Number > last).ToListAsync(cancel));
            if (last == 0)
            {
                db.Remove(history);
                continue;
            }

            history.RestoreLast(last);
            history.RestoreBest(before!.BestNumber, before.ChosenAt, before.ChosenBy);
        }

        db.Announce(Topics.History, kept.Id, null);
    }

    private async Task MoveLooksAsync(IReadOnlyList<Guid> looks, LibraryAsset to, CancellationToken cancel)
    {
        foreach (var look in await db.Set<LibraryLook>().Where(l => looks.Contains(l.Id)).ToListAsync(cancel))
        {
            look.MoveTo(to.Id);
            to.TouchLooks();
        }
    }

    // Without the access filter: a link must not break in a project that the viewer does not see. What was synced stays as it was, so the
    // difference shows there.
    private async Task FollowAsync(LibraryEntry of, Guid from, Guid to, CancellationToken cancel)
    {
        await db.Set<ProjectAsset>()
            .IgnoreQueryFilters([LibraryContext.Access])
            .Where(a => of.Links.Contains(a.Id) && a.LibraryAssetId == from)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.LibraryAssetId, to), cancel);
    }

    private async Task<LibraryEntry> EntryAsync(LibraryAsset a, CancellationToken cancel) =>
        new(
            a.Id,
            a.Revision,
            a.Name,
            [.. a.Aliases],
            a.Description,
            [.. a.Tags.Select(t => t.Id)],
            await db.Set<LibraryLook>().Where(l => l.LibraryAssetId == a.Id && l.TrashedAt == null).Select(l => l.Id).ToListAsync(cancel),
            [
                .. (await db.Set<History>().AsNoTracking().Where(h => h.SubjectId == a.Id).OrderBy(h => h.Key).ToListAsync(cancel)).Select(
                    BestEntry.Of
                ),
            ],
            await db.Set<ProjectAsset>()
                .IgnoreQueryFilters([LibraryContext.Access])
                .Where(p => p.LibraryAssetId == a.Id)
                .Select(p => p.Id)
                .ToListAsync(cancel),
            await mentions.OfLibraryAsync(a.Id, cancel)
        );
}
