using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Database;

/// <summary>
/// Rows of databases from before words stood between gaps are written again, before the migration that indexes them; SQL
/// cannot do it. What is done already is known by its gap, so it can be broken off and run again.
/// </summary>
internal static class SearchTextRenewal
{
    private const int AtOnce = 500;

    public static async Task RenewSearchTextAsync(this LibraryContext db)
    {
        if (!(await db.Database.GetAppliedMigrationsAsync()).Any() || !(await db.Database.GetPendingMigrationsAsync()).Any())
        {
            return;
        }

        await db.Database.OpenConnectionAsync();
        try
        {
            var connection = db.Database.GetDbConnection();
            await RenewAsync(connection, "LibraryAssets", "\"Name\", \"Aliases\", \"Description\"", r =>
                SearchText.Index($"{r.GetString(1)} {Aliases(r.GetValue(2))}", r.GetString(3))
            );
            await RenewAsync(connection, "ProjectAssets", "\"Name\", \"Aliases\", \"Description\"", r =>
                SearchText.Index($"{r.GetString(1)} {Aliases(r.GetValue(2))}", r.GetString(3))
            );
            await RenewAsync(connection, "MediaItems", "\"SearchText\"", r => SearchText.Index(r.GetString(1)));
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task RenewAsync(DbConnection connection, string table, string columns, Func<DbDataReader, string> index)
    {
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var renewed = new List<(object Id, string Text)>();
            await using (
                var read = Command(
                    connection,
                    transaction,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"SELECT \"Id\", {columns} FROM \"{table}\" WHERE substr(\"SearchText\", 1, 2) <> '{SearchText.Gap}' LIMIT {AtOnce}"
                    )
                )
            )
            await using (var rows = await read.ExecuteReaderAsync())
            {
                while (await rows.ReadAsync())
                {
                    renewed.Add((rows.GetValue(0), index(rows)));
                }
            }

            foreach (var (id, text) in renewed)
            {
                await using var write = Command(
                    connection,
                    transaction,
                    $"UPDATE \"{table}\" SET \"SearchText\" = @text WHERE \"Id\" = @id",
                    ("@text", text),
                    ("@id", id)
                );
                await write.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
            if (renewed.Count < AtOnce)
            {
                return;
            }
        }
    }

    // An array on PostgreSQL, JSON on SQLite.
    private static string Aliases(object value) =>
        string.Join(' ', value as string[] ?? JsonSerializer.Deserialize<string[]>((string)value) ?? []);

    private static DbCommand Command(
        DbConnection connection,
        DbTransaction transaction,
        string sql,
        params (string Name, object Value)[] parameters
    )
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // only constants of ours come here
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
