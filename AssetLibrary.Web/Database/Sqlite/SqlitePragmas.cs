using System.Data.Common;
using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AssetLibrary.Web.Database.Sqlite;

/// <summary>
/// Without a busy timeout of SQLite's own, the driver sleeps 150 ms at a time while another connection writes; with one,
/// a writer gets its turn within a millisecond or two. Commits are durable before they are answered. What a statement needs for a
/// moment stays in memory: a file that is made and deleted for each costs more than the statement.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    internal const string Pragmas = "PRAGMA busy_timeout=30000; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        SqliteFile.Execute((SqliteConnection)connection, Pragmas);

    public override Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        SqliteFile.Execute((SqliteConnection)connection, Pragmas);
        return Task.CompletedTask;
    }
}
