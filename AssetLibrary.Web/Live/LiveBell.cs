using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AssetLibrary.Web.Live;

/// <summary>Wakes anyone who waits for news in this process. It says only that there may be some: the rows are the truth.</summary>
public sealed class LiveBell
{
    private volatile TaskCompletionSource next = New();

    private long newest;

    /// <summary>
    /// The highest number that this process has committed; 0 before the first. A page that was begun after it shows all up to it.
    /// </summary>
    public long Newest => Interlocked.Read(ref newest);

    public void Ring(long seq)
    {
        for (var known = Newest; seq > known && Interlocked.CompareExchange(ref newest, seq, known) != known; known = Newest) { }

        Interlocked.Exchange(ref next, New()).TrySetResult();
    }

    /// <summary>Take it before looking at the rows, await it after: so nothing rung in between is missed.</summary>
    public Task NextRing => next.Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Rings after the commit of every save that carried news.</summary>
internal sealed class RingAfterCommit(LiveBell bell) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbContext, List<Change>> carriers = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is { } db)
        {
            foreach (var change in db.ChangeTracker.Entries<Change>().Where(c => c.State == EntityState.Added))
            {
                carriers.GetOrCreateValue(db).Add(change.Entity);
            }
        }

        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is { Database.CurrentTransaction: null } db)
        {
            RingFor(db);
        }

        return base.SavedChangesAsync(eventData, result, cancellationToken);
    }

    public Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        RingFor(eventData.Context);
        return Task.CompletedTask;
    }

    private void RingFor(DbContext? db)
    {
        if (db is not null && carriers.TryGetValue(db, out var changes) && carriers.Remove(db))
        {
            bell.Ring(changes.Max(c => c.Seq));
        }
    }
}
