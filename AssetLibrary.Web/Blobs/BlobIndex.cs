using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;

namespace AssetLibrary.Web.Blobs;

/// <summary>
/// What the local index knows of a blob. <c>Announced</c>: when the library's coordination tables were told; null until then.
/// </summary>
public sealed record IndexedBlob(
    BlobRef Blob,
    long Bytes,
    string? ContentType,
    string? FileName,
    DateTimeOffset CreatedAt,
    DateTimeOffset? Announced
);

/// <summary>
/// This server's own list of its bytes (<c>index.db</c>, always SQLite, never synchronised). It can be made again from the files.
/// </summary>
public sealed class BlobIndex(DataFolder folder, TimeProvider time) : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS blobs (
          hash TEXT PRIMARY KEY, size INTEGER NOT NULL, mime TEXT, created_ms INTEGER NOT NULL, mtime_ms INTEGER NOT NULL,
          filename TEXT, health TEXT NOT NULL DEFAULT 'ok', verified_ms INTEGER, announced_ms INTEGER) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS blobs_announced ON blobs (announced_ms);
        CREATE TABLE IF NOT EXISTS paths (
          hash TEXT NOT NULL, root TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, mtime_ms INTEGER NOT NULL, inode INTEGER,
          PRIMARY KEY (root, path)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS paths_hash ON paths (hash);
        """;

    private readonly Lock gate = new();

    // Who finds another one writing sleeps for long; in line it takes a moment.
    private readonly Lock writing = new();
    private SqliteCommand? adding;
    private bool prepared;

    /// <summary>Adds what was put. Bytes that were known keep their first name and are due to be announced again.</summary>
    public void Add(BlobRef blob, long size, string? type, string? fileName, DateTime modified)
    {
        lock (writing)
        {
            adding ??= Prepared();
            try
            {
                Add(adding, blob, size, type, fileName, modified);
            }
            catch
            {
                Close();
                throw;
            }
        }
    }

    public void Dispose()
    {
        lock (writing)
        {
            Close();
        }
    }

    // Kept: it is what happens to every picture.
    private SqliteCommand Prepared()
    {
        var command = Open().CreateCommand();
        command.CommandText = """
            INSERT INTO blobs (hash, size, mime, created_ms, mtime_ms, filename) VALUES ($hash, $size, $mime, $now, $mtime, $name)
            ON CONFLICT (hash) DO UPDATE SET health = 'ok', announced_ms = NULL
            """;
        return command;
    }

    private void Close()
    {
        var connection = adding?.Connection;
        adding?.Dispose();
        connection?.Dispose();
        adding = null;
    }

    private void Add(SqliteCommand command, BlobRef blob, long size, string? type, string? fileName, DateTime modified)
    {
        command.Parameters.Clear();
        command.Parameters.AddWithValue("$hash", blob.ToString());
        command.Parameters.AddWithValue("$size", size);
        command.Parameters.AddWithValue("$mime", (object?)type ?? DBNull.Value);
        command.Parameters.AddWithValue("$now", time.GetUtcNow().ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$mtime", new DateTimeOffset(modified).ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$name", (object?)fileName ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    public IndexedBlob? Find(BlobRef blob)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT size, mime, filename, created_ms, announced_ms FROM blobs WHERE hash = $hash";
        command.Parameters.AddWithValue("$hash", blob.ToString());
        using var row = command.ExecuteReader();
        return row.Read()
            ? new(
                blob,
                row.GetInt64(0),
                row.IsDBNull(1) ? null : row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
                row.IsDBNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))
            )
            : null;
    }

    public void Remove(BlobRef blob)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM blobs WHERE hash = $hash";
        command.Parameters.AddWithValue("$hash", blob.ToString());
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        lock (gate)
        {
            if (!prepared)
            {
                SqliteFile.Prepare(folder.IndexFile);
            }

            var connection = new SqliteConnection(SqliteFile.ConnectionString(folder.IndexFile));
            connection.Open();
            // The files are the truth and the index can be made again, so a power cut may cost its last rows; a kill does not.
            SqliteFile.Execute(connection, "PRAGMA synchronous=NORMAL");
            if (!prepared)
            {
                SqliteFile.Execute(connection, Schema);
                prepared = true;
            }

            return connection;
        }
    }
}
