using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>
/// A medium's way out: into the trash, where histories do not show it and choose another best one; back; or away for good, row, bytes,
/// thumbnails and search text, unless another row names the same bytes.
/// </summary>
public sealed class MediaRemoval(LibraryContext db, BlobStore blobs, Thumbnails thumbnails, DocumentPages pages, ThisServer server)
{
    /// <summary>Those of the ids that are there; returns how many went.</summary>
    public Task<int> TrashAsync(IReadOnlyCollection<Guid> ids) =>
        db.WriteAsync(async () =>
        {
            var items = await db.Set<MediaItem>().Where(m => ids.Contains(m.Id)).ToListAsync();
            var gone = items.ConvertAll(m => m.Id);
            foreach (var item in items)
            {
                item.Trash(db.Now, db.ViewerId);
                db.Record("media.trashed", item.Id, item.ProjectId, item.Title);
                db.Announce(Topics.Media, item.Id, item.ProjectId);
            }

            await LeaveBestAsync(gone);
            return items.Count;
        });

    /// <summary>Back where it was; what was best meanwhile stays best.</summary>
    public Task<int> RestoreAsync(IReadOnlyCollection<Guid> ids) =>
        db.WriteAsync(async () =>
        {
            var items = await Trashed().Where(m => ids.Contains(m.Id)).ToListAsync();
            foreach (var item in items)
            {
                item.Restore();
                db.Record("media.restored", item.Id, item.ProjectId, item.Title);
                db.Announce(Topics.Media, item.Id, item.ProjectId);
            }

            await db.SaveChangesAsync();
            foreach (var history in await NamingAsync(items.ConvertAll(m => m.Id)))
            {
                // One that had no other picture has it as its best again.
                if (history.BestNumber is null)
                {
                    history.RestoreBest(await NewestAsync(history.Id, []), null, null);
                }

                db.Announce(Topics.History, history.SubjectId, history.ProjectId);
            }

            return items.Count;
        });

    /// <summary>From the trash for good; returns how many rows went. Bytes that nothing else names go with them.</summary>
    public async Task<int> EraseAsync(IReadOnlyCollection<Guid> ids)
    {
        var erased = await db.WriteAsync(async () =>
        {
            var items = await Trashed().Where(m => ids.Contains(m.Id)).ToListAsync();
            var gone = items.ConvertAll(m => m.Id);
            await db.Set<AssetVersion>().Where(v => gone.Contains(v.MediaId)).ExecuteDeleteAsync();
            var jobs = items.Select(m => m.JobId).OfType<Guid>().ToList();
            foreach (var order in await db.Set<Order>().Where(o => jobs.Contains(o.Id) && o.State == OrderState.Stored).ToListAsync())
            {
                order.ForgetPicture();
            }

            await db.Set<GenerationRequest>()
                .Where(r => r.MediaId != null && gone.Contains(r.MediaId.Value))
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.MediaId, (Guid?)null));
            foreach (var item in items)
            {
                db.Record("media.erased", item.Id, item.ProjectId);
            }

            db.RemoveRange(items);
            await db.SaveChangesAsync();
            return items;
        });
        var trashed = erased
            .SelectMany(m =>
                new BlobRef?[] { m.Sha256, m.Original?.Sha256 }
                    .OfType<BlobRef>()
                    .Select(b => (Blob: b, At: m.TrashedAt!.Value))
            )
            .GroupBy(t => t.Blob, t => t.At)
            .ToList();
        foreach (var (blob, since) in trashed.Select(t => (t.Key, t.Max())))
        {
            // Asked after the commit: a row that came meanwhile names it, and keeps it. Bytes that somebody has put again since they were
            // in the trash may be about to get one; without it the daily sweep takes them away.
            if (!await NamedBlobs.AreNamedAsync(db, blob) && !blobs.WasPutSince(blob, since))
            {
                blobs.Delete(blob);
                thumbnails.Delete(blob);
                pages.Delete(blob);
                await db.WriteAsync(() => db.RemoveElsewhereAsync(server.Id, [blob]));
            }
        }

        return erased.Count;
    }

    /// <summary>
    /// What must not exist: these items and every other one of the same bytes, in whatever project, with the files they were made from, and
    /// every copy of the bytes that this server keeps. Nothing brings them back.
    /// </summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> EraseEverywhereAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel = default)
    {
        var (items, known) = (new Dictionary<Guid, MediaItem>(), 0);
        var bytes = new Dictionary<BlobRef, long>();
        // Files of other programs that look the same, a blank one for instance, are not the same file.
        var views = await All()
            .Where(m => ids.Contains(m.Id) && m.Original != null)
            .Select(m => new { m.Sha256, m.Original!.ContentType })
            .ToListAsync(cancel);
        var foreign = views.Where(v => MediaOriginal.IsForeign(v.ContentType)).Select(v => v.Sha256).ToHashSet();
        bool IsAnother(MediaItem m) =>
            m.Original is { } original
            && foreign.Contains(m.Sha256)
            && MediaOriginal.IsForeign(original.ContentType)
            && !ids.Contains(m.Id)
            && !bytes.ContainsKey(original.Sha256);
        do
        {
            (known, var named) = (bytes.Count, bytes.Keys.ToList());
            var same = await All()
                .Where(m => ids.Contains(m.Id) || named.Contains(m.Sha256) || (m.Original != null && named.Contains(m.Original.Sha256)))
                .AsNoTracking()
                .ToListAsync(cancel);
            foreach (var item in same.Where(m => !IsAnother(m)))
            {
                (items[item.Id], bytes[item.Sha256]) = (item, item.Bytes);
                if (item.Original is { } original)
                {
                    bytes[original.Sha256] = original.Bytes;
                }
            }
        } while (bytes.Count > known);

        await TrashAsync([.. items.Values.Where(i => i.TrashedAt is null).Select(i => i.Id)]);
        var erased = await EraseAsync(items.Keys);
        foreach (var (blob, size) in bytes)
        {
            if (foreign.Contains(blob) && await NamedBlobs.AreNamedAsync(db, blob, cancel))
            {
                continue;
            }

            await blobs.PurgeAsync(blob, size, cancel);
            await db.WriteAsync(() => db.RemoveElsewhereAsync(server.Id, [blob], cancel), cancel);
            thumbnails.Delete(blob);
            pages.Delete(blob);
        }

        return erased;
    }

    /// <summary>What may be seen, in the trash or not.</summary>
    public IQueryable<MediaItem> All() => db.Set<MediaItem>().IgnoreQueryFilters([MediaItemTable.Trash]);

    /// <summary>What is in the trash and may be seen, newest there first.</summary>
    public IQueryable<MediaItem> Trashed() => All().Where(m => m.TrashedAt != null);

    // A history whose best one goes chooses the newest that is left, or none.
    private async Task LeaveBestAsync(List<Guid> gone)
    {
        foreach (var history in await NamingAsync(gone))
        {
            var best = await db.Set<AssetVersion>()
                .Where(v => v.HistoryId == history.Id && v.Number == history.BestNumber)
                .Select(v => (Guid?)v.MediaId)
                .SingleOrDefaultAsync();
            if (best is { } shown && gone.Contains(shown))
            {
                history.RestoreBest(await NewestAsync(history.Id, gone), null, null);
            }

            db.Announce(Topics.History, history.SubjectId, history.ProjectId);
        }
    }

    private Task<List<History>> NamingAsync(List<Guid> media) =>
        db.Set<History>().Where(h => db.Set<AssetVersion>().Any(v => v.HistoryId == h.Id && media.Contains(v.MediaId))).ToListAsync();

    private Task<int?> NewestAsync(Guid history, List<Guid> but) =>
        db.Set<AssetVersion>()
            .Where(v => v.HistoryId == history && !but.Contains(v.MediaId) && db.Set<MediaItem>().Any(m => m.Id == v.MediaId))
            .MaxAsync(v => (int?)v.Number);
}
