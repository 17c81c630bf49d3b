namespace AssetLibrary.Web.Blobs;

/// <summary>
/// Files on their way into the store. Each process has a folder of its own with a file that it keeps locked for as long as it lives: so
/// the next one knows, also in another container, which folders nobody writes to any more, and clears them away.
/// </summary>
public sealed class IncomingFiles(BlobOptions options, TimeProvider time) : IDisposable
{
    private const string LockName = ".lock";

    // Between making its folder and locking it.
    private static readonly TimeSpan JustBorn = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private FileStream? own;

    /// <summary>A new file's address.</summary>
    /// <param name="ending">Of its name, such as ".jpg".</param>
    public string New(string ending) => Path.Combine(Own(), Guid.NewGuid().ToString("N") + ending);

    /// <summary>
    /// Takes a file out of what is cleared away, because the disk failed and it may be the only copy of something that was paid for.
    /// </summary>
    public void Keep(string file)
    {
        try
        {
            File.Move(file, Path.Combine(Directory.CreateDirectory(options.Unplaced).FullName, Path.GetFileName(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk takes nothing at all: it stays where it is until the next start.
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (own is not null)
            {
                own.Dispose();
                Try(() => Directory.Delete(Path.GetDirectoryName(own.Name)!, recursive: true));
                own = null;
            }
        }
    }

    /// <summary>What processes that are gone have left.</summary>
    public void ClearDead()
    {
        var incoming = Directory.CreateDirectory(options.Incoming);
        foreach (var file in incoming.EnumerateFiles())
        {
            Try(file.Delete); // as older versions named them
        }

        foreach (var folder in incoming.EnumerateDirectories())
        {
            Try(() =>
            {
                var held = Path.Combine(folder.FullName, LockName);
                if (File.Exists(held))
                {
                    // A living process holds the lock, so this fails. Deleting it also makes the folder look new to a second cleaner.
                    using var dead = new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                    File.Delete(held);
                }
                else if (folder.LastWriteTimeUtc > time.GetUtcNow().UtcDateTime - JustBorn)
                {
                    return;
                }

                folder.Delete(recursive: true);
            });
        }
    }

    private string Own()
    {
        lock (gate)
        {
            if (own is null)
            {
                var folder = Directory.CreateDirectory(Path.Combine(options.Incoming, Guid.NewGuid().ToString("N")));
                own = new(
                    Path.Combine(folder.FullName, LockName),
                    FileMode.CreateNew,
                    FileAccess.Write,
                    FileShare.None,
                    bufferSize: 1,
                    FileOptions.None
                );
            }

            return Path.GetDirectoryName(own.Name)!;
        }
    }

    private static void Try(Action clear)
    {
        try
        {
            clear();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody lives there, or looks into it: the next start will do.
        }
    }
}
