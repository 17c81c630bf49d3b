using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>The same bytes in a history of one's own.</summary>
public static class BestPictures
{
    /// <summary>
    /// The best version under every key of each old subject becomes version 1 of its new one, which has no history yet. Adds rows
    /// to the caller's save; one query, however many there are.
    /// </summary>
    public static async Task CopyBestPicturesAsync(
        this LibraryContext db,
        IReadOnlyDictionary<Guid, Subject> toOf,
        CancellationToken cancel = default
    )
    {
        var best = await (
            from history in db.Set<History>()
            where toOf.Keys.Contains(history.SubjectId)
            join version in db.Set<AssetVersion>()
                on new { HistoryId = history.Id, Number = history.BestNumber ?? 0 } equals new { version.HistoryId, version.Number }
            select new
            {
                history.SubjectId,
                history.Key,
                version.MediaId,
                version.Metadata,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancel);
        foreach (var version in best)
        {
            var to = toOf[version.SubjectId];
            var history = new History
            {
                SubjectId = to.Id,
                ProjectId = to.ProjectId,
                Key = version.Key,
                LastNumber = 1,
            };
            history.Grow(best: 1);
            db.Add(history);
            db.Add(
                new AssetVersion
                {
                    HistoryId = history.Id,
                    Number = 1,
                    MediaId = version.MediaId,
                    ProjectId = to.ProjectId,
                    Metadata = version.Metadata,
                }
            );
        }
    }
}
