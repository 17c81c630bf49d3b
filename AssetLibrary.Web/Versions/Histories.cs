using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>What happens to histories. Versions are only ever appended; best is the one thing that moves.</summary>
public static class Histories
{
    /// <summary>
    /// Appends the items in their order and returns the last number. It adds rows to the caller's save and takes its numbers
    /// at once, so it wants to run inside the caller's transaction.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="subject">Whose history.</param>
    /// <param name="key">Which of them.</param>
    /// <param name="mediaIds">What is appended.</param>
    /// <param name="metadata">A JSON object, of each.</param>
    /// <param name="mayBeBest">Whether the last one becomes best where no person has chosen; without it, only a person makes it so.</param>
    public static async Task<int> AppendAsync(
        this LibraryContext db,
        Subject subject,
        string key,
        IReadOnlyList<Guid> mediaIds,
        string metadata = "{}",
        bool mayBeBest = true,
        CancellationToken cancel = default
    )
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("Versions are appended inside a transaction.");
        }

        if (!AssetKeys.IsValid(key))
        {
            throw RefusedException.Invalid("An asset key can have up to 64 characters: letters, digits, _ and -.");
        }

        var history = await GrowAsync(db, subject, key, mediaIds.Count, mayBeBest, cancel);
        for (var i = 0; i < mediaIds.Count; i++)
        {
            db.Add(
                new AssetVersion
                {
                    HistoryId = history.Id,
                    Number = history.LastNumber - mediaIds.Count + 1 + i,
                    MediaId = mediaIds[i],
                    ProjectId = subject.ProjectId,
                    Metadata = metadata,
                }
            );
        }

        db.Announce(Topics.History, subject.Id, subject.ProjectId);
        return history.LastNumber;
    }

    /// <summary>Makes a version the best one. False when there is no such version.</summary>
    public static async Task<bool> ChooseBestAsync(this LibraryContext db, History history, int number, CancellationToken cancel = default)
    {
        if (!await db.Set<AssetVersion>().AnyAsync(v => v.HistoryId == history.Id && v.Number == number, cancel))
        {
            return false;
        }

        history.ChooseBest(number, db.Now, db.ViewerId);
        // also when it was best already: another version may become so meanwhile
        db.Entry(history).Property(h => h.BestNumber).IsModified = true;
        db.Announce(Topics.History, history.SubjectId, history.ProjectId);
        return true;
    }

    // One statement makes the history where it is missing, takes the numbers, and lets the newest become best where no person has
    // chosen; both databases run it as it is.
    private static async Task<History> GrowAsync(
        LibraryContext db,
        Subject subject,
        string key,
        int count,
        bool mayBeBest,
        CancellationToken cancel
    )
    {
        var (fresh, best) = (Ids.New(), mayBeBest ? count : (int?)null);
        var known = db.Set<History>().Local.FirstOrDefault(h => h.SubjectId == subject.Id && h.Key == key);
        var history = (
            await db.Set<History>()
                .FromSql(
                    $"""
                    INSERT INTO "Histories" ("Id", "SubjectId", "ProjectId", "Key", "LastNumber", "BestNumber") VALUES ({fresh}, {subject.Id}, {subject.ProjectId}, {key}, {count}, {best})
                    ON CONFLICT ("SubjectId", "Key") DO UPDATE SET "LastNumber" = "Histories"."LastNumber" + {count},
                        "BestNumber" = CASE WHEN "Histories"."BestChosenAt" IS NULL AND {mayBeBest} THEN "Histories"."LastNumber" + {count} ELSE "Histories"."BestNumber" END
                    RETURNING *
                    """
                )
                .IgnoreQueryFilters([LibraryContext.Access])
                .ToListAsync(cancel)
        )[0];
        if (known is not null)
        {
            await db.Entry(history).ReloadAsync(cancel); // what is in memory stays as it was read
        }

        return history;
    }
}
