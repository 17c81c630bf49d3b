using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace AssetLibrary.Web.Database;

/// <summary>
/// Thousands of rows at once, beside the change tracker: one statement, prepared once. Tracking and saving so many takes several times
/// as long, and SQLite's one writer is held meanwhile. It happens in the caller's write, after what was saved there before.
/// </summary>
internal static class BulkRows
{
    // Statements in one round trip, where the database takes several.
    private const int BatchSize = 200;

    /// <summary>New rows. Numbers that the database generates are not read back.</summary>
    public static Task InsertAsync<T>(this LibraryContext db, IReadOnlyCollection<T> rows, CancellationToken cancel = default)
        where T : class
    {
        foreach (var row in rows)
        {
            db.Stamp(row, added: true);
        }

        return InsertAsync(db, rows, _ => "", cancel);
    }

    /// <summary>New rows; those whose keys are there stay as they are.</summary>
    public static Task InsertMissingAsync<T>(this LibraryContext db, IReadOnlyCollection<T> rows, CancellationToken cancel = default)
        where T : class => InsertAsync(db, rows, _ => "ON CONFLICT DO NOTHING", cancel);

    /// <summary>New rows; of those whose keys are there, all other columns are written.</summary>
    public static Task PutAsync<T>(this LibraryContext db, IReadOnlyCollection<T> rows, CancellationToken cancel = default)
        where T : class =>
        InsertAsync(
            db,
            rows,
            columns =>
                $"ON CONFLICT ({Listed(columns, c => c.IsKey, c => Quoted(c.Name))}) "
                + $"DO UPDATE SET {Listed(columns, c => !c.IsKey, c => $"{Quoted(c.Name)} = excluded.{Quoted(c.Name)}")}",
            cancel
        );

    private static string Listed(List<Column> columns, Func<Column, bool> which, Func<Column, string> write) =>
        string.Join(", ", columns.Where(which).Select(write));

    private static Task InsertAsync<T>(
        LibraryContext db,
        IReadOnlyCollection<T> rows,
        Func<List<Column>, string> conflict,
        CancellationToken cancel
    )
        where T : class
    {
        var (table, columns) = Columns<T>(db);
        var names = Listed(columns, _ => true, c => Quoted(c.Name));
        var values = string.Join(", ", columns.Select((_, i) => Parameter(i)));
        return RunAsync(db, $"INSERT INTO {Quoted(table)} ({names}) VALUES ({values}) {conflict(columns)}", columns, rows, cancel);
    }

    /// <summary>All columns of rows that are there, found by their keys. The caller holds what keeps others from changing them.</summary>
    public static Task UpdateAsync<T>(this LibraryContext db, IReadOnlyCollection<T> rows, CancellationToken cancel = default)
        where T : class => db.UpdateAsync(rows, null, cancel);

    /// <summary>These columns of rows that are there; null for all.</summary>
    public static Task UpdateAsync<T>(
        this LibraryContext db,
        IReadOnlyCollection<T> rows,
        IReadOnlyCollection<string>? only,
        CancellationToken cancel = default
    )
        where T : class
    {
        foreach (var row in rows)
        {
            db.Stamp(row, added: false);
        }

        var (table, all) = Columns<T>(db);
        var columns = all.FindAll(c => c.IsKey || only?.Contains(c.Name) != false);
        string Set(bool key, string between) =>
            string.Join(
                between,
                columns.Index().Where(c => c.Item.IsKey == key).Select(c => $"{Quoted(c.Item.Name)} = {Parameter(c.Index)}")
            );
        return RunAsync(db, $"UPDATE {Quoted(table)} SET {Set(false, ", ")} WHERE {Set(true, " AND ")}", columns, rows, cancel);
    }

    /// <summary>Rows by their keys; what else they hold does not matter.</summary>
    public static Task DeleteAsync<T>(this LibraryContext db, IReadOnlyCollection<T> rows, CancellationToken cancel = default)
        where T : class
    {
        var (table, columns) = Columns<T>(db);
        var keys = columns.FindAll(c => c.IsKey);
        var found = string.Join(" AND ", keys.Select((c, i) => $"{Quoted(c.Name)} = {Parameter(i)}"));
        return RunAsync(db, $"DELETE FROM {Quoted(table)} WHERE {found}", keys, rows, cancel);
    }

    private static (string Table, List<Column> Columns) Columns<T>(LibraryContext db)
    {
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not stored as rows.");
        var columns = type.GetProperties().Where(p => !IsGenerated(p)).Select(p => new Column(p)).ToList();
        return (type.GetTableName()!, columns);
    }

    // Counted up or computed by the database itself.
    private static bool IsGenerated(IProperty property) =>
        property.ValueGenerated.HasFlag(ValueGenerated.OnUpdate)
        || property.ValueGenerated == ValueGenerated.OnAdd && (property.ClrType == typeof(long) || property.ClrType == typeof(int));

    private static async Task RunAsync<T>(
        LibraryContext db,
        string sql,
        List<Column> columns,
        IReadOnlyCollection<T> rows,
        CancellationToken cancel
    )
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("Bulk rows can only be written inside a write.");
        var connection = db.Database.GetDbConnection();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names of our own model
        (command.CommandText, command.Transaction) = (sql, transaction);
#pragma warning restore CA2100
        if (connection.CanCreateBatch)
        {
            foreach (var part in rows.Chunk(BatchSize))
            {
                await using var batch = connection.CreateBatch();
                batch.Transaction = transaction;
                foreach (var row in part)
                {
                    var one = batch.CreateBatchCommand();
#pragma warning disable CA2100
                    one.CommandText = sql;
#pragma warning restore CA2100
                    one.Parameters.AddRange(columns.Select((c, i) => c.Bind(command, Parameter(i), row)).ToArray());
                    batch.BatchCommands.Add(one);
                }

                await batch.ExecuteNonQueryAsync(cancel);
            }

            return;
        }

        command.Parameters.AddRange(columns.Select((c, i) => c.Bind(command, Parameter(i), rows.First())).ToArray());
        await command.PrepareAsync(cancel);
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                command.Parameters[i].Value = columns[i].Stored(row);
            }

            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static string Quoted(string name) => $"\"{name}\"";

    private static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"@c{index}");

    /// <summary>A property as the database stores it.</summary>
    private sealed class Column(IProperty property)
    {
        private readonly RelationalTypeMapping mapping = property.GetRelationalTypeMapping();

        public string Name { get; } = property.GetColumnName();

        public bool IsKey { get; } = property.IsPrimaryKey();

        public DbParameter Bind(DbCommand command, string name, object row) =>
            mapping.CreateParameter(command, name, property.GetGetter().GetClrValue(row), property.IsNullable);

        public object Stored(object row)
        {
            var value = property.GetGetter().GetClrValue(row);
            return (value is not null && mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
        }
    }
}
