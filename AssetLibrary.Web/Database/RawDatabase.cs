using System.Data.Common;
using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace AssetLibrary.Web.Database;

/// <summary>
/// The database without EF, for the few questions that are asked while nobody is there: whether it answers, whether there is
/// work. EF's model takes half a second and 50 MB; a server that idles after a start need not have it.
/// </summary>
public sealed class RawDatabase(DatabaseOptions options, DataFolder folder)
{
    /// <summary>Whether a query of ours finds a row. <paramref name="now"/> is bound to <c>@now</c> as this database stores times.</summary>
    public async Task<bool> AnyAsync(string sql, DateTimeOffset now, CancellationToken cancel)
    {
        var postgres = options.Provider == DatabaseProvider.Postgres;
        await using DbConnection connection = postgres
            ? new NpgsqlConnection(options.ConnectionString)
            : new SqliteConnection(SqliteFile.ConnectionString(folder.LibraryFile));
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // only constants of ours come here
        command.CommandText = sql;
#pragma warning restore CA2100
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@now";
        parameter.Value = postgres ? now : ToSqlite(now);
        command.Parameters.Add(parameter);
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    // As the converter of the SQLite context writes it.
    internal static long ToSqlite(DateTimeOffset time) => (long)new DateTimeOffsetToBinaryConverter().ConvertToProvider(time)!;
}
