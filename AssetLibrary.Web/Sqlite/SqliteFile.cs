using Microsoft.Data.Sqlite;

namespace AssetLibrary.Web.Sqlite;

/// <summary>How every SQLite file of ours is opened: write-ahead log, durable commits, one writer that others wait for.</summary>
public static class SqliteFile
{
    /// <summary>JSON functions and RETURNING as they are used here.</summary>
    private static readonly Version Oldest = new(3, 38);

    public static string ConnectionString(string file, bool readOnly = false) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = 30,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
        }.ConnectionString;

    /// <summary>
    /// Makes the file where it is missing, for its owner only; SQLite gives its journals the same rights. WAL is a property of the file:
    /// set once, before anything else opens it, it stays.
    /// </summary>
    public static void Prepare(string file)
    {
        var make = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
        {
            make.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(file, make).Dispose();
        using var connection = new SqliteConnection(ConnectionString(file));
        connection.Open();
        RefuseOld(connection.ServerVersion);
        Execute(connection, "PRAGMA journal_mode=WAL");
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // only constants of ours come here
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>A consistent copy of a database that may be in use.</summary>
    public static void Copy(string from, string to)
    {
        using var source = new SqliteConnection(ConnectionString(from, readOnly: true));
        using var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ConnectionString);
        source.Open();
        target.Open();
        source.BackupDatabase(target);
    }

    private static void RefuseOld(string version)
    {
        if (!Version.TryParse(version, out var found) || found < Oldest)
        {
            throw new UnusableDataFolderException($"SQLite {version} is too old. Use {Oldest} or newer.");
        }
    }
}
