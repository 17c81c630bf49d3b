using System.Collections.Concurrent;
using System.Text.Json;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Gallery.Uploads;

/// <summary>An upload that goes on where it stopped.</summary>
/// <param name="Id">Its address ends with it.</param>
/// <param name="User">Nobody else goes on with it.</param>
/// <param name="FileName">As it was announced.</param>
/// <param name="Bytes">How many it will have.</param>
/// <param name="Project">Whose it becomes.</param>
/// <param name="TellTwins">A file that is here already is told instead of taken once more.</param>
internal sealed record ResumableUpload(Guid Id, Guid User, string FileName, long Bytes, Guid? Project, bool TellTwins)
{
    /// <summary>The name of the row that it becomes: at most one has it.</summary>
    public string StorageKey => $"resumable/{Id:N}";
}

/// <summary>
/// What has come of uploads that are not whole yet: a file each beside the blobs, which outlives the process. How long the file is says
/// how far it has come, so there is nothing that could contradict it.
/// </summary>
internal sealed class ResumableUploads(BlobOptions options, BlobStore blobs, TimeProvider time)
{
    /// <summary>Nobody went on with it for this long: it is cleared away.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Unfinished ones of one person.</summary>
    public const int MostOfOne = 1000;

    private readonly ConcurrentDictionary<Guid, byte> busy = new();

    private string Folder => Path.Combine(options.Folder, ".uploads");

    /// <exception cref="RefusedException">422: too many are open.</exception>
    public void Begin(ResumableUpload upload)
    {
        Directory.CreateDirectory(Folder);
        if (Unfinished().Count(u => u.User == upload.User) >= MostOfOne)
        {
            throw RefusedException.Invalid($"You have {MostOfOne:N0} unfinished uploads, the limit. Finish or cancel some.");
        }

        using (File.Create(BytesOf(upload.Id))) { }
        var draft = WordsOf(upload.Id) + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(upload));
        File.Move(draft, WordsOf(upload.Id));
    }

    public ResumableUpload? Find(Guid id)
    {
        try
        {
            return JsonSerializer.Deserialize<ResumableUpload>(File.ReadAllText(WordsOf(id)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Bytes that have come; null once they were taken over.</summary>
    public long? Offset(Guid id) => new FileInfo(BytesOf(id)) is { Exists: true } file ? file.Length : null;

    public DateTimeOffset EndsAt(Guid id) => new DateTimeOffset(File.GetLastWriteTimeUtc(BytesOf(id)), TimeSpan.Zero) + Lifetime;

    /// <summary>Nobody else writes to it or ends it until this is disposed of; null while somebody does.</summary>
    public IDisposable? Hold(Guid id) => busy.TryAdd(id, 0) ? new Held(() => busy.TryRemove(id, out _)) : null;

    /// <summary>Appends what comes, never more than was announced, and keeps what has come when the line breaks.</summary>
    /// <returns>How far it has come.</returns>
    public async Task<long> AppendAsync(ResumableUpload upload, Stream body, CancellationToken cancel)
    {
        await using var file = new FileStream(
            BytesOf(upload.Id),
            new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            }
        );
        var buffer = new byte[128 * 1024];
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0; )
            {
                if (file.Position + read > upload.Bytes)
                {
                    throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too-large", "The file is larger than announced.");
                }

                await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }
        }
        finally
        {
            file.Flush(flushToDisk: true);
        }

        return file.Position;
    }

    /// <summary>The whole file, as <see cref="BlobStore.NewFile"/> names one: it is no longer here.</summary>
    public string TakeOver(Guid id)
    {
        var file = blobs.NewFile();
        File.Move(BytesOf(id), file);
        return file;
    }

    public void Remove(Guid id)
    {
        if (Directory.Exists(Folder))
        {
            File.Delete(WordsOf(id));
            File.Delete(BytesOf(id));
        }
    }

    /// <summary>Clears away what nobody goes on with; returns how many went.</summary>
    public int RemoveOld()
    {
        var old = Directory.Exists(Folder) ? [.. new DirectoryInfo(Folder).EnumerateFiles().Where(IsOld)] : new List<FileInfo>();
        old.ForEach(f => f.Delete());
        return old.Count;
    }

    // What was said of it is old when its bytes are: they are written to last.
    private bool IsOld(FileInfo file)
    {
        var bytes = new FileInfo(Path.ChangeExtension(file.FullName, ".part"));
        return (bytes.Exists ? bytes : file).LastWriteTimeUtc < (time.GetUtcNow() - Lifetime).UtcDateTime;
    }

    // What was said of a finished one stays for a day, for who asks again.
    private IEnumerable<ResumableUpload> Unfinished() =>
        Directory
            .EnumerateFiles(Folder, "*.part")
            .Select(f => Guid.TryParse(Path.GetFileNameWithoutExtension(f), out var id) ? Find(id) : null)
            .OfType<ResumableUpload>();

    private string BytesOf(Guid id) => Path.Combine(Folder, $"{id:N}.part");

    private string WordsOf(Guid id) => Path.Combine(Folder, $"{id:N}.json");

    private sealed class Held(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
