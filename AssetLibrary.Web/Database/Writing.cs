using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Database;

/// <summary>A row that stays locked from before the work looks at anything until its end.</summary>
public abstract class Held
{
    private Held() { }

    /// <summary>The row of this key; a row that is not there locks nothing.</summary>
    public static Held Row<T>(Guid id)
        where T : class => new RowsOf<T>([id]);

    /// <summary>The rows of these keys, in their order: no two lock what the other waits for.</summary>
    public static Held Rows<T>(IEnumerable<Guid> ids)
        where T : class => new RowsOf<T>([.. ids]);

    /// <summary>All rows of a small table, in the order of their keys.</summary>
    public static Held All<T>()
        where T : class => new RowsOf<T>(null);

    internal abstract Task LockAsync(LibraryContext db, CancellationToken cancel);

    private sealed class RowsOf<T>(Guid[]? ids) : Held
        where T : class
    {
        internal override async Task LockAsync(LibraryContext db, CancellationToken cancel)
        {
            // SQLite has one writer, and anyone who begins a transaction here is the one.
            if (!db.Database.IsNpgsql())
            {
                return;
            }

            var type = db.Model.FindEntityType(typeof(T))!;
            var (table, key) = (type.GetTableName()!, type.FindPrimaryKey()!.Properties[0].GetColumnName());
#pragma warning disable EF1002 // names of our own model
            await (
                ids is not null
                    ? db.Database.ExecuteSqlRawAsync(
                        $"""SELECT 1 FROM "{table}" WHERE "{key}" = ANY (@p0) ORDER BY "{key}" FOR UPDATE""",
                        [ids],
                        cancel
                    )
                    : db.Database.ExecuteSqlRawAsync($"""SELECT 1 FROM "{table}" ORDER BY "{key}" FOR UPDATE""", cancel)
            );
#pragma warning restore EF1002
        }
    }
}

/// <summary>
/// The one way to write: a transaction, the locks, the work, one save, the commit. The work loads what it changes, calls verbs, and
/// does nothing slow. When the database says that somebody else was quicker, it begins again from a clean tracker; where the
/// context held rows before, it cannot, and the collision is the caller's (409).
/// </summary>
public static class Writing
{
    private const int Tries = 5;

    public static Task WriteAsync(this LibraryContext db, Func<Task> work, CancellationToken cancel = default) =>
        db.WriteAsync([], Returning(work), cancel);

    public static Task WriteAsync(this LibraryContext db, Held hold, Func<Task> work, CancellationToken cancel = default) =>
        db.WriteAsync([hold], Returning(work), cancel);

    public static Task<T> WriteAsync<T>(this LibraryContext db, Func<Task<T>> work, CancellationToken cancel = default) =>
        db.WriteAsync([], work, cancel);

    public static Task<T> WriteAsync<T>(this LibraryContext db, Held hold, Func<Task<T>> work, CancellationToken cancel = default) =>
        db.WriteAsync([hold], work, cancel);

    public static async Task<T> WriteAsync<T>(
        this LibraryContext db,
        IReadOnlyList<Held> hold,
        Func<Task<T>> work,
        CancellationToken cancel = default
    )
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return await WorkAsync(db, hold, work, cancel); // part of a larger write, which commits
        }

        var clean = !db.ChangeTracker.Entries().Any();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                var result = await WorkAsync(db, hold, work, cancel);
                await transaction.CommitAsync(cancel);
                return result;
            }
            catch (Exception e) when (clean && attempt < Tries && DatabaseErrors.MayRepeat(e))
            {
                db.ChangeTracker.Clear();
            }
            catch when (clean)
            {
                db.ChangeTracker.Clear(); // what was not saved must not be saved along with something else
                throw;
            }
        }
    }

    private static async Task<T> WorkAsync<T>(LibraryContext db, IReadOnlyList<Held> hold, Func<Task<T>> work, CancellationToken cancel)
    {
        foreach (var row in hold)
        {
            await row.LockAsync(db, cancel);
        }

        var result = await work();
        await db.SaveChangesAsync(cancel);
        return result;
    }

    private static Func<Task<bool>> Returning(Func<Task> work) =>
        async () =>
        {
            await work();
            return true;
        };
}
