using AssetLibrary.Web.Database;
using AssetLibrary.Web.Database.Sqlite;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

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
    public async Task What_an_older_version_wrote_is_searched_afterwards()
    {
        var old = Directory.CreateTempSubdirectory("assetlibrary-old-").FullName;
        var file = Path.Combine(old, "library.db");
        SqliteFile.Prepare(file);
        await using (var db = new SqliteLibraryContext(new DbContextOptionsBuilder<SqliteLibraryContext>().UseSqlite(SqliteFile.ConnectionString(file)).Options, new Nobody(), TimeProvider.System))
        {
            await db.GetService<IMigrator>().MigrateAsync("ScriptsAndExtraction");
        }

        using (var connection = new SqliteConnection(SqliteFile.ConnectionString(file)))
        {
            connection.Open();
            var id = Guid.CreateVersion7().ToString().ToUpperInvariant();
            SqliteFile.Execute(connection, $"""
                INSERT INTO "Subjects" ("Id", "Type") VALUES ('{id}', 'LibraryAsset');
                INSERT INTO "LibraryAssets" ("Id", "Type", "Name", "NormalizedName", "SearchText", "Aliases", "Description", "Revision", "CreatedAt", "ChangedAt")
                VALUES ('{id}', 'Prop', 'Old lighthouse', 'old lighthouse', 'old lighthouse the beacon it stands in salt', '["The beacon"]', 'It stands in salt.', 1, 0, 0);
                INSERT INTO "Histories" ("Id", "SubjectId", "Key", "LastNumber") VALUES ('{Guid.CreateVersion7().ToString().ToUpperInvariant()}', '{id}', 'reference', 1);
                INSERT INTO "LibraryAssetRevisions" ("LibraryAssetId", "Revision", "Name", "Aliases", "Description", "At") VALUES ('{id}', 1, 'Old lighthouse', '["The beacon"]', 'It stands in salt.', 0);
                """);
            LinkedAsset(connection, id);
        }

        await using (var app = new AppOn(old))
        {
            using var client = await app.WithTokenAsync(await app.AddUserAsync("ann"));
            foreach (var query in new[] { "q=house", "q=beacon", "q=ol", "q=salt", "q=beacno", "picture=has", "q=lighthouse&type=prop" })
            {
                Assert.Contains("Old lighthouse", await client.GetStringAsync($"/api/v1/library?{query}"), StringComparison.Ordinal);
            }

            Assert.DoesNotContain("Old lighthouse", await client.GetStringAsync("/api/v1/library?picture=missing"), StringComparison.Ordinal);

            // What was linked before is compared with what it was linked to.
            Assert.Equal(SyncState.InStep, await app.WithDbAsync(db => db.SyncStatesOf(db.Set<ProjectAsset>().IgnoreQueryFilters()).Select(s => s.State).SingleAsync()));
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(old, recursive: true);
    }

    private static void LinkedAsset(SqliteConnection connection, string library)
    {
        const string Nothing = "{}";
        var (project, branch, asset) = (Id(), Id(), Id());
        SqliteFile.Execute(connection, $"""
            INSERT INTO "Subjects" ("Id", "Type", "ProjectId") VALUES ('{project}', 'Project', '{project}'), ('{asset}', 'ProjectAsset', '{project}');
            INSERT INTO "Projects" ("Id", "Name", "ProjectId", "Revision", "CreatedAt", "ChangedAt") VALUES ('{project}', 'A film', '{project}', 1, 0, 0);
            INSERT INTO "Branches" ("Id", "ProjectId", "Name", "CreatedAt") VALUES ('{branch}', '{project}', 'main', 0);
            INSERT INTO "ProjectAssets" ("Id", "ProjectId", "BranchId", "Type", "Name", "NormalizedName", "SearchText", "Aliases", "Description", "Metadata", "OverriddenFields", "LibraryAssetId", "SyncedRevision", "LastSyncedAt", "Revision", "CreatedAt", "ChangedAt")
            VALUES ('{asset}', '{project}', '{branch}', 'Prop', 'Old lighthouse', 'old lighthouse', 'old lighthouse', '["The beacon"]', 'It stands in salt.', '{Nothing}', '[]', '{library}', 1, 0, 1, 0, 0);
            """);
        string Id() => Guid.CreateVersion7().ToString().ToUpperInvariant();
    }

    [Fact]
    public async Task A_new_database_is_written_ahead_and_durable()
    {
        await using var app = new App();
        Assert.Equal("wal", await app.WithDbAsync(db => db.Database.SqlQueryRaw<string>("PRAGMA journal_mode").ToListAsync()) is [var mode] ? mode : "");
        Assert.Equal(2, await app.WithDbAsync(db => db.Database.SqlQueryRaw<int>("PRAGMA synchronous").ToListAsync()) is [var level] ? level : 0);
        Assert.False(Directory.Exists(Path.Combine(app.Folder, "backups")));
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
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["DataPath"] = folder };
    }
}
