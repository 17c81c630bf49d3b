using System.Data.Common;
using AssetLibrary.Web.Database.Sqlite;
using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace AssetLibrary.Web.Database;

/// <summary>
/// The database without EF: for the few questions that are asked while nobody is there (EF's model takes half a second and 50 MB, and
/// a server that idles after a start need not have it), and for those that are asked hundreds of times a second.
/// </summary>
public sealed class RawDatabase(DatabaseOptions options, DataFolder folder, IServiceProvider services)
{
    // Made once: each one compiles its conversion again.
    private static readonly Func<object?, object?> Times = new DateTimeOffsetToBinaryConverter().ConvertToProvider;

    /// <summary>A row can be locked on its own; else there is one writer at a time.</summary>
    public bool LocksRows => IsPostgres;

    private bool IsPostgres => options.Provider == DatabaseProvider.Postgres;

    /// <summary>Whether a query of ours finds a row; values are bound as this database stores them.</summary>
    public async Task<bool> AnyAsync(string sql, CancellationToken cancel, params (string Name, object Value)[] values)
    {
        await using var session = new RawSession(this);
        return (await session.ReadAsync(sql, _ => true, cancel, values)).Count > 0;
    }

    // As the converter of the SQLite context writes it.
    internal static long ToSqlite(DateTimeOffset time) => (long)Times(time)!;

    internal object Stored(object value) => value is DateTimeOffset time && !IsPostgres ? ToSqlite(time) : value;

    internal async Task<DbConnection> OpenAsync(CancellationToken cancel)
    {
        DbConnection connection = IsPostgres
            ? new NpgsqlConnection(options.ConnectionString)
            : new SqliteConnection(SqliteFile.ConnectionString(folder.LibraryFile));
        try
        {
            await connection.OpenAsync(cancel);
            if (connection is SqliteConnection file)
            {
                SqliteFile.Execute(file, SqlitePragmas.Pragmas);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The turn to write, where writers queue up.</summary>
    internal async Task<IDisposable?> TurnAsync(CancellationToken cancel) =>
        services.GetService<SqliteWriterGate>() is { } turns ? await turns.TakeAsync(cancel) : null;
}

/// <summary>
/// A connection that is kept, with statements that are prepared once: for one caller at a time. After an exception it begins again.
/// Statements are constants of ours; what varies is bound.
/// </summary>
public sealed class RawSession(RawDatabase database) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> prepared = new(StringComparer.Ordinal);
    private DbConnection? connection;
    private DbTransaction? open;

    public async Task<List<T>> ReadAsync<T>(
        string sql,
        Func<DbDataReader, T> row,
        CancellationToken cancel,
        params (string Name, object Value)[] values
    )
    {
        try
        {
            await using var reader = await (await CommandAsync(sql, values, cancel)).ExecuteReaderAsync(cancel);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancel))
            {
                rows.Add(row(reader));
            }

            return rows;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <returns>How many rows were changed.</returns>
    public async Task<int> ChangeAsync(string sql, CancellationToken cancel, params (string Name, object Value)[] values)
    {
        try
        {
            return await (await CommandAsync(sql, values, cancel)).ExecuteNonQueryAsync(cancel);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>All of it or nothing.</summary>
    public async Task<T> WriteAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        using var turn = await database.TurnAsync(cancel);
        try
        {
            connection ??= await database.OpenAsync(cancel);
            await using var transaction = open = await connection.BeginTransactionAsync(cancel);
            var answer = await work();
            await transaction.CommitAsync(cancel);
            return answer;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
        finally
        {
            open = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in prepared.Values)
        {
            await command.DisposeAsync();
        }

        prepared.Clear();
        var closing = connection;
        connection = null;
        if (closing is not null)
        {
            await closing.DisposeAsync();
        }
    }

    private async Task<DbCommand> CommandAsync(string sql, (string Name, object Value)[] values, CancellationToken cancel)
    {
        connection ??= await database.OpenAsync(cancel);
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // only constants of ours come here
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, value) in values)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, database.Stored(value));
                command.Parameters.Add(parameter);
            }

            command.Transaction = open;
            await command.PrepareAsync(cancel);
            prepared[sql] = command;
            return command;
        }

        foreach (var (name, value) in values)
        {
            command.Parameters[name].Value = database.Stored(value);
        }

        command.Transaction = open;
        return command;
    }
}
