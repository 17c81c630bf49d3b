using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AssetLibrary.Web.Database;

/// <summary>
/// What an exception of a database means, for SQLite and PostgreSQL alike. The codes stand here and nowhere else.
/// Sources: https://sqlite.org/rescode.html, https://www.postgresql.org/docs/current/errcodes-appendix.html
/// </summary>
public static class DatabaseErrors
{
    private const int SqliteBusy = 5,
        SqliteLocked = 6,
        SqliteReadOnly = 8,
        SqliteIo = 10,
        SqliteFull = 13,
        SqliteCannotOpen = 14,
        SqliteConstraint = 19;
    private const int SqliteForeignKey = 787,
        SqlitePrimaryKey = 1555,
        SqliteUnique = 2067;

    /// <summary>
    /// Two writers in each other's way, and the database gave up this one: a deadlock, a row or a file that stayed locked.
    /// </summary>
    public static bool IsCollision(Exception? error) =>
        Any(error, e =>
            e
                is PostgresException
                    {
                        SqlState: PostgresErrorCodes.DeadlockDetected
                            or PostgresErrorCodes.SerializationFailure
                            or PostgresErrorCodes.LockNotAvailable
                    }
                    or SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked }
        );

    /// <summary>A unique key that another row has.</summary>
    public static bool IsDuplicate(Exception? error) =>
        Any(error, e =>
            e
                is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
                    or SqliteException { SqliteExtendedErrorCode: SqlitePrimaryKey or SqliteUnique }
        );

    /// <summary>A row names one that is not there, or one that is named was removed.</summary>
    public static bool IsDangling(Exception? error) =>
        Any(error, e =>
            e
                is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation }
                    or SqliteException { SqliteErrorCode: SqliteConstraint, SqliteExtendedErrorCode: SqliteForeignKey or SqliteConstraint }
        );

    /// <summary>A character that cannot be stored (NUL), or a text that is too long for its column.</summary>
    public static bool IsUnstorableText(Exception? error) =>
        Any(error, e =>
            e is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.StringDataRightTruncation }
        );

    /// <summary>No room left: ENOSPC and EDQUOT reach .NET as HResults; SQLite has a code of its own.</summary>
    public static bool IsFullDisk(Exception? error) =>
        Any(error, e =>
            e is SqliteException { SqliteErrorCode: SqliteFull } or IOException { HResult: 28 or 122 or unchecked((int)0x80070070) }
        );

    /// <summary>The data folder takes nothing just now: a read-only disk (EROFS), a disk that fails, rights that were taken away.</summary>
    public static bool IsUnwritable(Exception? error, string folder) =>
        Any(error, e =>
            e is SqliteException { SqliteErrorCode: SqliteReadOnly or SqliteIo or SqliteCannotOpen } or IOException { HResult: 30 }
            || (e is UnauthorizedAccessException && e.Message.Contains(folder, StringComparison.Ordinal))
        );

    /// <summary>PostgreSQL is not there, is stopping or starting, or takes no more connections.</summary>
    public static bool IsGone(Exception? error) =>
        Any(error, e =>
            e is PostgresException refused
                ? refused.SqlState.StartsWith("08", StringComparison.Ordinal)
                    || refused.SqlState
                        is PostgresErrorCodes.AdminShutdown
                            or PostgresErrorCodes.CrashShutdown
                            or PostgresErrorCodes.CannotConnectNow
                            or PostgresErrorCodes.TooManyConnections
                : e is NpgsqlException { InnerException: IOException or TimeoutException or System.Net.Sockets.SocketException }
        );

    /// <summary>Whether the same work, begun again on what is stored now, may well succeed.</summary>
    public static bool MayRepeat(Exception error) =>
        error is not DbUpdateConcurrencyException && (IsCollision(error) || IsDuplicate(error) || IsDangling(error));

    private static bool Any(Exception? error, Func<Exception, bool> matches)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (matches(error))
            {
                return true;
            }
        }

        return false;
    }
}

internal sealed class DatabaseErrorMap(DataFolder folder) : IErrorMap
{
    public ErrorWords? Of(Exception error) =>
        error switch
        {
            DbUpdateConcurrencyException => new(
                409,
                "stale-revision",
                "This was changed while you were editing. Reload the page and try again."
            ),
            _ when DatabaseErrors.IsUnstorableText(error) => new(
                422,
                "invalid",
                "The text is too long or has characters that can’t be stored."
            ),
            _ when DatabaseErrors.IsCollision(error) => new(
                409,
                "busy",
                "Someone else was saving at the same moment. Nothing was saved. Try again."
            ),
            _ when DatabaseErrors.IsDuplicate(error) => new(
                409,
                "duplicate",
                "Someone else just saved the same thing. Reload the page to see it."
            ),
            _ when DatabaseErrors.IsFullDisk(error) => new(
                507,
                "storage-full",
                "The server’s disk is full. Nothing was saved. Free some space and try again."
            ),
            _ when DatabaseErrors.IsUnwritable(error, folder.Root) => new(
                503,
                "storage-unwritable",
                "The server can’t write to its disk. Nothing was saved. Try again later."
            ),
            _ when DatabaseErrors.IsGone(error) => new(
                503,
                "database-gone",
                "The database can’t be reached. Nothing was saved. Try again in a minute."
            ),
            _ => null,
        };
}
