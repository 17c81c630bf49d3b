using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Database;

public sealed class MigrationTests
{
    [Fact]
    public async Task A_database_that_needs_a_migration_is_copied_before()
    {
        await using var first = new App();
        await first.AddUserAsync("ann");
        var old = Directory.CreateTempSubdirectory("assetlibrary-old-").FullName;
        SqliteFile.Copy(Path.Combine(first.Folder, "library.db"), Path.Combine(old, "library.db"));
        Forget(Path.Combine(old, "library.db"));

        // The schema is there already, so the migration itself must fail: what matters is that the copy was made before it.
        Assert.ThrowsAny<Exception>(() => new AppOn(old).Dispose());

        var copy = Assert.Single(Directory.GetFiles(Path.Combine(old, "backups")));
        Assert.Equal("ann", Read(copy, "SELECT UserName FROM Users"));
        SqliteConnection.ClearAllPools();
        Directory.Delete(old, recursive: true);
    }

    [Fact]
    public async Task A_new_database_is_written_ahead_and_durable()
    {
        var folder = Directory.CreateTempSubdirectory("assetlibrary-new-").FullName;
        await using (var app = new AppOn(folder))
        {
            Assert.Equal(["wal"], await app.WithDbAsync(db => db.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync()));
            Assert.Equal([2], await app.WithDbAsync(db => db.Database.SqlQueryRaw<int>("PRAGMA synchronous").ToListAsync()));
        }

        Assert.False(Directory.Exists(Path.Combine(folder, "backups")));
        Directory.Delete(folder, recursive: true);
    }

    private static void Forget(string file)
    {
        using var connection = new SqliteConnection(SqliteFile.ConnectionString(file));
        connection.Open();
        SqliteFile.Execute(connection, """DELETE FROM "__EFMigrationsHistory" """);
    }

    private static string? Read(string file, string sql)
    {
        using var connection = new SqliteConnection(SqliteFile.ConnectionString(file, readOnly: true));
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a constant
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar() as string;
    }

    private sealed class AppOn(string folder) : App
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string>(StringComparer.Ordinal) { ["DataPath"] = folder };
    }
}
