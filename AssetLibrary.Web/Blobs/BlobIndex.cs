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
    DateTimeOffset? Announced,
    BlobHealth Health = BlobHealth.Ok,
    DateTimeOffset? VerifiedAt = null
);

/// <summary>What the index holds, in numbers.</summary>
public sealed record IndexTotals(long Blobs, long Bytes, long Unannounced, IReadOnlyDictionary<BlobHealth, long> ByHealth);

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
        CREATE TABLE IF NOT EXISTS gone (hash TEXT PRIMARY KEY, gone_ms INTEGER NOT NULL) WITHOUT ROWID;
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
    private volatile TaskCompletionSource changed = NewBell();

    /// <summary>
    /// Ends when this process next changes what is to be announced. Take it before looking, await it after: nothing in between is missed.
    /// </summary>
    public Task NextChange => changed.Task;

    /// <summary>Adds what was put. Bytes that were known keep their first name and are due to be announced again.</summary>
    public void Add(BlobRef blob, long size, string? type, string? fileName, DateTime modified)
    {
        lock (writing)
        {
            adding ??= Prepared();
            try
            {
                Add(adding, blob, size, type, fileName, modified);
                Ring();
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

    public IndexedBlob? Find(BlobRef blob) =>
        Read($"SELECT {Columns} FROM blobs WHERE hash = $hash", Blob, ("$hash", blob.ToString())).SingleOrDefault();

    /// <summary>What is here and was not yet announced, or has changed since.</summary>
    public IReadOnlyList<IndexedBlob> Unannounced(int most) =>
        Read($"SELECT {Columns} FROM blobs WHERE announced_ms IS NULL LIMIT $most", Blob, ("$most", most));

    /// <summary>What was here and is not any more, while that has not been announced.</summary>
    public IReadOnlyList<BlobRef> Gone(int most) =>
        Read(
            "SELECT hash FROM gone WHERE NOT EXISTS (SELECT 1 FROM blobs WHERE blobs.hash = gone.hash) LIMIT $most",
            row => BlobRef.Parse(row.GetString(0)),
            ("$most", most)
        );

    /// <summary>They were announced as they were read; what has changed since is announced once more.</summary>
    public void MarkAnnounced(IReadOnlyCollection<IndexedBlob> here, IReadOnlyCollection<BlobRef> gone)
    {
        lock (writing)
        {
            using var connection = Open();
            using var transaction = connection.BeginTransaction();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE blobs SET announced_ms = $now WHERE hash = $hash AND health = $health";
            command.Parameters.AddWithValue("$now", time.GetUtcNow().ToUnixTimeMilliseconds());
            var (hash, health) = (command.Parameters.AddWithValue("$hash", ""), command.Parameters.AddWithValue("$health", ""));
            foreach (var blob in here)
            {
                (hash.Value, health.Value) = (blob.Blob.ToString(), Word(blob.Health));
                command.ExecuteNonQuery();
            }

            command.CommandText = "DELETE FROM gone WHERE hash = $hash";
            foreach (var blob in gone.Concat(here.Select(b => b.Blob)))
            {
                hash.Value = blob.ToString();
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    /// <summary>Everything is announced once more, also what was gone while nobody could be told.</summary>
    /// <returns>How many.</returns>
    public int AnnounceAgain()
    {
        var all = Change("UPDATE blobs SET announced_ms = NULL");
        Ring();
        return all;
    }

    /// <summary>Somebody has looked.</summary>
    public void SetHealth(BlobRef blob, BlobHealth health)
    {
        Change(
            "UPDATE blobs SET health = $health, verified_ms = $now, announced_ms = NULL WHERE hash = $hash",
            ("$health", Word(health)),
            ("$now", time.GetUtcNow().ToUnixTimeMilliseconds()),
            ("$hash", blob.ToString())
        );
        Ring();
    }

    /// <returns>False when it is not in the index.</returns>
    public bool Rename(BlobRef blob, string fileName)
    {
        var isKnown =
            Change(
                "UPDATE blobs SET filename = $name, announced_ms = NULL WHERE hash = $hash",
                ("$name", fileName),
                ("$hash", blob.ToString())
            ) > 0;
        Ring();
        return isKnown;
    }

    public void Remove(BlobRef blob)
    {
        Change(
            "INSERT INTO gone (hash, gone_ms) VALUES ($hash, $now) ON CONFLICT (hash) DO NOTHING; DELETE FROM blobs WHERE hash = $hash",
            ("$hash", blob.ToString()),
            ("$now", time.GetUtcNow().ToUnixTimeMilliseconds())
        );
        Ring();
    }

    public IndexTotals Totals()
    {
        var byHealth = Read("SELECT health, count(*), sum(size), sum(announced_ms IS NULL) FROM blobs GROUP BY health", row =>
            (Health: Health(row.GetString(0)), Blobs: row.GetInt64(1), Bytes: row.GetInt64(2), Unannounced: row.GetInt64(3))
        );
        return new(
            byHealth.Sum(h => h.Blobs),
            byHealth.Sum(h => h.Bytes),
            byHealth.Sum(h => h.Unannounced),
            byHealth.ToDictionary(h => h.Health, h => h.Blobs)
        );
    }

    private const string Columns = "hash, size, mime, filename, created_ms, announced_ms, health, verified_ms";

    private static IndexedBlob Blob(SqliteDataReader row) =>
        new(
            BlobRef.Parse(row.GetString(0)),
            row.GetInt64(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
            row.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
            Health(row.GetString(6)),
            row.IsDBNull(7) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7))
        );

    private static string Word(BlobHealth health) => health.ToString().ToLowerInvariant();

    private static BlobHealth Health(string word) =>
        Enum.TryParse<BlobHealth>(word, ignoreCase: true, out var health) ? health : BlobHealth.Ok;

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object Value)[] values)
    {
        using var connection = Open();
        using var command = Command(connection, sql, values);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return found;
    }

    private int Change(string sql, params (string Name, object Value)[] values)
    {
        lock (writing)
        {
            using var connection = Open();
            using var command = Command(connection, sql, values);
            return command.ExecuteNonQuery();
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // all of them are written in this file
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private void Ring() => Interlocked.Exchange(ref changed, NewBell()).TrySetResult();

    private static TaskCompletionSource NewBell() => new(TaskCreationOptions.RunContinuationsAsynchronously);

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
