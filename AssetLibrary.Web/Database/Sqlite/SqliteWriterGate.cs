using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AssetLibrary.Web.Database.Sqlite;

/// <summary>
/// SQLite has one writer at a time, and those who wait look again after a while that grows: with many of them the file stands idle
/// most of the time. Here they queue up. What writes without a transaction of its own is rare and finds its moment as before.
/// </summary>
internal sealed class SqliteWriterGate(TimeProvider time) : DbConnectionInterceptor, IDbTransactionInterceptor
{
    private readonly WriterQueue turn = new(time);
    private readonly ConditionalWeakTable<DbContext, Holder> holders = [];

    /// <summary>For who writes without EF, which is short and holds up others: it goes first. It ends with what it returns.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancel)
    {
        await turn.EnterAsync(ahead: true, cancel);
        return new Taken(turn);
    }

    public InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result
    )
    {
        if (!Holds(eventData.Context))
        {
            turn.EnterAsync(ahead: false, CancellationToken.None).GetAwaiter().GetResult();
            Hold(eventData.Context);
        }

        return result;
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default
    )
    {
        if (!Holds(eventData.Context))
        {
            await turn.EnterAsync(ahead: false, cancellationToken);
            Hold(eventData.Context);
        }

        return result;
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Release(eventData.Context);

    public Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    ) => ReleaseAsync(eventData.Context);

    public void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => Release(eventData.Context);

    public Task TransactionRolledBackAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    ) => ReleaseAsync(eventData.Context);

    public void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData) => Release(eventData.Context);

    public Task TransactionFailedAsync(
        DbTransaction transaction,
        TransactionErrorEventData eventData,
        CancellationToken cancellationToken = default
    ) => ReleaseAsync(eventData.Context);

    // A transaction that is only disposed of tells nobody; its connection is closed with it.
    public override void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => Release(eventData.Context);

    public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData) =>
        ReleaseAsync(eventData.Context);

    public override void ConnectionDisposed(DbConnection connection, ConnectionEndEventData eventData) => Release(eventData.Context);

    public override Task ConnectionDisposedAsync(DbConnection connection, ConnectionEndEventData eventData) =>
        ReleaseAsync(eventData.Context);

    // A beginning that failed tells nobody either: who tries again has its turn still.
    private bool Holds(DbContext? db) => db is not null && holders.TryGetValue(db, out var holder) && holder.Holds;

    private void Hold(DbContext? db)
    {
        if (db is not null)
        {
            holders.GetOrCreateValue(db).Holds = true;
        }
    }

    private void Release(DbContext? db)
    {
        if (db is not null && holders.TryGetValue(db, out var holder) && holder.Holds)
        {
            holder.Holds = false;
            turn.Leave();
        }
    }

    private Task ReleaseAsync(DbContext? db)
    {
        Release(db);
        return Task.CompletedTask;
    }

    private sealed class Taken(WriterQueue turn) : IDisposable
    {
        public void Dispose() => turn.Leave();
    }

    private sealed class Holder
    {
        public bool Holds { get; set; }
    }
}
