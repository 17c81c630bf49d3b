using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>Two histories become one.</summary>
public static class Joining
{
    /// <summary>
    /// Appends every version of the one subject to the other's histories, key by key and in order, with its metadata. What is best there
    /// stays so;
    /// where there was nothing, the best of the one is best. The one's own rows stay as they are. Wants the caller's transaction and saves
    /// on the way.
    /// </summary>
    public static async Task JoinAsync(this LibraryContext db, Guid from, Subject to, CancellationToken cancel = default)
    {
        var histories = await db.Set<History>().AsNoTracking().Where(h => h.SubjectId == from).OrderBy(h => h.Key).ToListAsync(cancel);
        foreach (var history in histories)
        {
            var versions = await db.Set<AssetVersion>()
                .AsNoTracking()
                .Where(v => v.HistoryId == history.Id)
                .OrderBy(v => v.Number)
                .ToListAsync(cancel);
            if (versions.Count == 0)
            {
                continue;
            }

            var had = await db.Set<History>()
                .AsNoTracking()
                .Where(h => h.SubjectId == to.Id && h.Key == history.Key)
                .Select(h => new { h.BestNumber, h.BestChosenAt })
                .SingleOrDefaultAsync(cancel);
            var last = await db.AppendAsync(to, history.Key, versions.ConvertAll(v => v.MediaId), cancel: cancel);
            var first = last - versions.Count + 1;
            foreach (
                var added in db
                    .ChangeTracker.Entries<AssetVersion>()
                    .Where(e => e.State == EntityState.Added && e.Entity.Number >= first)
                    .Select(e => e.Entity)
            )
            {
                added.Metadata = versions[added.Number - first].Metadata;
            }

            await db.SaveChangesAsync(cancel);
            var joined = await db.Set<History>().SingleOrGoneAsync(h => h.SubjectId == to.Id && h.Key == history.Key, cancel);
            var best = had?.BestNumber ?? (history.BestNumber is { } number ? first + versions.FindIndex(v => v.Number == number) : last);
            joined.RestoreBest(
                best,
                had is null ? history.BestChosenAt : had.BestChosenAt,
                had is null ? history.BestChosenBy : joined.BestChosenBy
            );
            db.Announce(Topics.History, to.Id, to.ProjectId);
            await db.SaveChangesAsync(cancel);
        }
    }
}
