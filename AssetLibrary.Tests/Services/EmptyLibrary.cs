using AssetLibrary.Web.Database;
using AssetLibrary.Web.Database.Postgres;
using AssetLibrary.Web.Database.Sqlite;
using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AssetLibrary.Tests.Services;

/// <summary>A library with every migration and no rows: migrated once in a run, then copied.</summary>
internal static class EmptyLibrary
{
    private static readonly Lazy<byte[]> File = new(MakeFile);

    public static void CopyTo(string folder) => System.IO.File.WriteAllBytes(Path.Combine(folder, "library.db"), File.Value);

    /// <summary>Migrates a PostgreSQL database and leaves no connection to it, so that it can be a template.</summary>
    public static void Migrate(string connection)
    {
        using var db = new PostgresLibraryContext(
            new DbContextOptionsBuilder<PostgresLibraryContext>().UseNpgsql(connection).Options,
            new Nobody(),
            TimeProvider.System
        );
        db.Database.Migrate();
        using var pooled = new NpgsqlConnection(connection);
        NpgsqlConnection.ClearPool(pooled);
    }

    private static byte[] MakeFile()
    {
        var folder = Directory.CreateTempSubdirectory("assetlibrary-empty-").FullName;
        var file = Path.Combine(folder, "library.db");
        SqliteFile.Prepare(file);
        using (
            var db = new SqliteLibraryContext(
                new DbContextOptionsBuilder<SqliteLibraryContext>().UseSqlite(SqliteFile.ConnectionString(file)).Options,
                new Nobody(),
                TimeProvider.System
            )
        )
        {
            db.Database.Migrate();
        }

        // The last connection that closes brings the write-ahead log into the file.
        using (var pooled = new SqliteConnection(SqliteFile.ConnectionString(file)))
        {
            SqliteConnection.ClearPool(pooled);
        }

        var bytes = System.IO.File.ReadAllBytes(file);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }
}
