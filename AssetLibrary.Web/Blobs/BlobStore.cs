using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace AssetLibrary.Web.Blobs;

/// <summary>What a put did: the address, the size, what the first bytes look like, and whether the bytes were here before.</summary>
public sealed record Put(BlobRef Blob, long Bytes, string? ContentType, bool WasHere);

/// <summary>The stream held more than the limit; nothing was kept.</summary>
public sealed class BlobTooLargeException(long limit) : Exception($"The file is larger than the limit of {limit} bytes.")
{
    public long Limit => limit;
}

/// <summary>The bytes are not those that were announced; nothing was kept.</summary>
public sealed class OtherBytesException(BlobRef wanted) : Exception($"These are other bytes than {wanted}.");

/// <summary>
/// Bytes by address on this server's disk. A put streams to a temporary file while it hashes, makes it durable, and renames
/// it to its address: what stands at an address is whole, whenever the process was killed. The same bytes are kept once.
/// The index is told afterwards; it can lag behind the files, never the other way round.
/// </summary>
public sealed class BlobStore(BlobOptions options, BlobIndex index, IncomingFiles incoming, TimeProvider time)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>What this process may still write where the blobs lie, in bytes.</summary>
    public long FreeBytes => new DriveInfo(Directory.CreateDirectory(options.Folder).FullName).AvailableFreeSpace;

    /// <param name="bytes">Read to its end.</param>
    /// <param name="fileName">Remembered in the index.</param>
    /// <param name="maxBytes">Less than the store's own limit.</param>
    /// <param name="sniffed">Hears the content type as soon as the first bytes tell it; what it throws ends the put before anything is
    /// kept.</param>
    /// <param name="cancel">Ends the put; nothing is kept.</param>
    public Task<Put> PutAsync(
        Stream bytes,
        string? fileName = null,
        long? maxBytes = null,
        Action<string?>? sniffed = null,
        CancellationToken cancel = default
    ) => KeepAsync(NewFile(), bytes, fileName, maxBytes ?? options.MaxBytes, sniffed, wanted: null, cancel);

    /// <summary>As <see cref="PutFileAsync"/>, of bytes whose address is known: any others are refused before they are kept.</summary>
    /// <exception cref="OtherBytesException">They are others.</exception>
    public Task<Put> PutWantedAsync(BlobRef wanted, string file, string? fileName = null, CancellationToken cancel = default) =>
        KeepAsync(file, null, fileName, long.MaxValue, sniffed: null, wanted, cancel);

    /// <summary>As <see cref="PutWantedAsync(BlobRef, string, string, CancellationToken)"/>, of a stream.</summary>
    public Task<Put> PutWantedAsync(BlobRef wanted, Stream bytes, string? fileName = null, CancellationToken cancel = default) =>
        KeepAsync(NewFile(), bytes, fileName, long.MaxValue, sniffed: null, wanted, cancel);

    /// <summary>
    /// A new file's address beside the store, for who writes bytes that are to be put; what a crash leaves there, the next start clears
    /// away.
    /// </summary>
    /// <param name="ending">Of its name, such as ".jpg".</param>
    public string NewFile(string ending = "") => incoming.New(ending);

    /// <summary>
    /// As <see cref="PutAsync"/>, of a file that <see cref="NewFile"/> has named: it is taken over, and is gone afterwards, also when it
    /// is refused. Where the disk fails, it is kept aside: it may be the only copy of something that was paid for.
    /// </summary>
    public Task<Put> PutFileAsync(
        string file,
        string? fileName = null,
        Action<string?>? sniffed = null,
        CancellationToken cancel = default
    ) => KeepAsync(file, null, fileName, options.MaxBytes, sniffed, wanted: null, cancel);

    /// <summary>Renames the file to its address, where it is not there already; it is gone afterwards.</summary>
    private async Task<Put> KeepAsync(
        string file,
        Stream? bytes,
        string? fileName,
        long limit,
        Action<string?>? sniffed,
        BlobRef? wanted,
        CancellationToken cancel
    )
    {
        var isDone = false;
        try
        {
            var (blob, size, type) = await HashAsync(file, bytes, limit, sniffed, cancel);
            if (wanted is { } announced && announced != blob)
            {
                throw new OtherBytesException(announced);
            }

            var path = PathOf(blob);
            var wasHere = IsWantedAgain(path);
            if (!wasHere)
            {
                Place(file, path, blob);
                isDone = true;
            }

            Index(blob, size, type, fileName, path);
            return new(blob, size, type, wasHere);
        }
        catch (Exception e) when (bytes is null && e is (IOException or UnauthorizedAccessException))
        {
            isDone = true;
            incoming.Keep(file);
            throw;
        }
        finally
        {
            if (!isDone)
            {
                File.Delete(file);
            }
        }
    }

    // Its time without a name begins again. An upload of the same bytes that was refused may be removing them at this moment.
    private bool IsWantedAgain(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    // The bytes stand at their address, and the index can be made again from them: what it cannot take now must not lose them.
    private void Index(BlobRef blob, long size, string? type, string? fileName, string path)
    {
        try
        {
            index.Add(blob, size, type, fileName, File.GetLastWriteTimeUtc(path));
            BlobEvents.Tell("indexed", blob);
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            BlobEvents.Tell("not-indexed", blob);
        }
    }

    /// <summary>What a put of these bytes would say; null when they are not here.</summary>
    public async Task<Put?> FindAsync(BlobRef blob, CancellationToken cancel = default)
    {
        if (Open(blob) is not { } bytes)
        {
            return null;
        }

        await using (bytes)
        {
            var head = new byte[(int)Math.Min(4096, bytes.Length)];
            await bytes.ReadExactlyAsync(head, cancel);
            return new(blob, bytes.Length, ContentSniffer.Sniff(head), WasHere: true);
        }
    }

    public bool Has(BlobRef blob) => File.Exists(PathOf(blob)) || Recall(blob);

    /// <summary>Null when it is not here.</summary>
    public FileStream? Open(BlobRef blob) => OpenFile(blob) ?? (Recall(blob) ? OpenFile(blob) : null);

    private FileStream? OpenFile(BlobRef blob)
    {
        try
        {
            return new(
                PathOf(blob),
                new FileStreamOptions
                {
                    Access = FileAccess.Read,
                    Share = FileShare.Read | FileShare.Delete,
                    Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                    BufferSize = 0,
                }
            );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Moves bytes that nothing names to the quarantine, unless they were put again since <paramref name="before"/>. Reading them
    /// later moves them back.
    /// </summary>
    /// <returns>How many bytes; null when they stay.</returns>
    public long? Quarantine(BlobRef blob, DateTimeOffset before)
    {
        var file = new FileInfo(PathOf(blob));
        if (!file.Exists || file.LastWriteTimeUtc >= before.UtcDateTime)
        {
            return null;
        }

        var bytes = file.Length;
        Directory.CreateDirectory(options.Quarantine);
        file.MoveTo(QuarantineOf(blob), overwrite: true);
        File.SetLastWriteTimeUtc(QuarantineOf(blob), time.GetUtcNow().UtcDateTime);
        index.Remove(blob);
        return bytes;
    }

    /// <summary>What was put aside because nothing named it, and since when.</summary>
    public IEnumerable<(BlobRef Blob, long Bytes, DateTimeOffset Since)> Quarantined() =>
        FilesIn(options.Quarantine)
            .Where(f => BlobRef.TryParse(f.Name, out _))
            .Select(f => (BlobRef.Parse(f.Name), f.Length, new DateTimeOffset(f.LastWriteTimeUtc)));

    /// <summary>Removes for good what has been in the quarantine for <see cref="BlobOptions.QuarantineTime"/>.</summary>
    /// <returns>How many files.</returns>
    public int EmptyQuarantine()
    {
        if (!Directory.Exists(options.Quarantine))
        {
            return 0;
        }

        var dated = Path.Combine(options.Quarantine, ".dated");
        if (!File.Exists(dated))
        {
            // Older versions did not note when something was put aside: its time begins now.
            foreach (var file in FilesIn(options.Quarantine))
            {
                file.LastWriteTimeUtc = time.GetUtcNow().UtcDateTime;
            }

            File.WriteAllBytes(dated, []);
        }

        var before = (time.GetUtcNow() - options.QuarantineTime).UtcDateTime;
        var old = FilesIn(options.Quarantine).Where(f => BlobRef.TryParse(f.Name, out _) && f.LastWriteTimeUtc < before).ToList();
        old.ForEach(f => f.Delete());
        return old.Count;
    }

    /// <summary>Bytes that are not what their address says: kept for a person, but never read as these again.</summary>
    public void SetAside(BlobRef blob)
    {
        Directory.CreateDirectory(options.Quarantine);
        var aside = Path.Combine(
            options.Quarantine,
            string.Create(CultureInfo.InvariantCulture, $"{blob}.{time.GetUtcNow():yyyyMMddHHmmss}.corrupt")
        );
        File.Move(PathOf(blob), aside, overwrite: true);
        index.Remove(blob);
    }

    private string QuarantineOf(BlobRef blob) => Path.Combine(options.Quarantine, blob.ToString());

    private bool Recall(BlobRef blob)
    {
        var (aside, path) = (QuarantineOf(blob), PathOf(blob));
        if (!File.Exists(aside))
        {
            return false;
        }

        try
        {
            File.SetLastWriteTimeUtc(aside, time.GetUtcNow().UtcDateTime);
            Place(aside, path, blob);
        }
        catch (FileNotFoundException)
        {
            return File.Exists(path); // somebody else was quicker
        }

        Index(blob, new FileInfo(path).Length, type: null, fileName: null, path);
        return true;
    }

    /// <summary>They were put, or put again, after this moment, so an upload may still be using them.</summary>
    public bool WasPutSince(BlobRef blob, DateTimeOffset moment) => File.GetLastWriteTimeUtc(PathOf(blob)) > moment.UtcDateTime;

    /// <summary>Takes bytes away that nothing names, if they are here; to be sure of that is the caller's duty.</summary>
    public void Delete(BlobRef blob)
    {
        if (File.Exists(PathOf(blob)))
        {
            File.Delete(PathOf(blob));
        }

        index.Remove(blob);
    }

    /// <summary>
    /// As <see cref="Delete"/>, even if a row names them, and also from the places where they were put aside: no copy stays.
    /// </summary>
    /// <param name="blob">The bytes.</param>
    /// <param name="bytes">How many they are.</param>
    /// <param name="cancel">Ends the search for copies.</param>
    public async Task PurgeAsync(BlobRef blob, long bytes, CancellationToken cancel = default)
    {
        Delete(blob);
        foreach (var aside in FilesIn(options.Quarantine).Where(f => f.Name.StartsWith(blob.ToString(), StringComparison.Ordinal)))
        {
            aside.Delete();
        }

        foreach (var unplaced in FilesIn(options.Unplaced).Where(f => f.Length == bytes).ToList())
        {
            byte[] hash;
            await using (var file = unplaced.OpenRead())
            {
                hash = await SHA256.HashDataAsync(file, cancel);
            }

            if (BlobRef.Of(hash) == blob)
            {
                unplaced.Delete();
            }
        }
    }

    private static IEnumerable<FileInfo> FilesIn(string folder) =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles() : [];

    /// <summary>For tools that take files, such as the image worker. Nobody writes to it.</summary>
    public string PathOf(BlobRef blob)
    {
        var name = blob.ToString();
        return Path.Combine(options.Folder, name[..2], name[2..4], name);
    }

    /// <summary>All that is at its address, with the time at which it was last put.</summary>
    public IEnumerable<(BlobRef Blob, DateTimeOffset PutAt)> List() =>
        Directory.Exists(options.Folder)
            ? new DirectoryInfo(options.Folder)
                .EnumerateDirectories("??")
                .SelectMany(d => d.EnumerateFiles("*", SearchOption.AllDirectories))
                .Select(f => (IsBlob: BlobRef.TryParse(f.Name, out var blob), Blob: blob, At: new DateTimeOffset(f.LastWriteTimeUtc)))
                .Where(f => f.IsBlob)
                .Select(f => (f.Blob, f.At))
            : [];

    private static void Place(string file, string path, BlobRef blob)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(file, path, overwrite: true);
        DurableDirectory.Sync(Path.GetDirectoryName(path)!);
        BlobEvents.Tell("renamed", blob);
    }

    /// <summary>Writes the bytes into a new file; without them, reads the file that is there. It is durable afterwards.</summary>
    private static async Task<(BlobRef, long, string?)> HashAsync(
        string path,
        Stream? bytes,
        long limit,
        Action<string?>? sniffed,
        CancellationToken cancel
    )
    {
        var (mode, access) = bytes is null ? (FileMode.Open, FileAccess.ReadWrite) : (FileMode.CreateNew, FileAccess.Write);
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        await using var file = new FileStream(path, options);
        bytes ??= file;
        BlobEvents.Tell("opened", default);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rented = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var buffer = rented.AsMemory(0, BufferBytes);
            long size = 0;
            string? type = null;
            for (int read; (read = await bytes.ReadAtLeastAsync(buffer, BufferBytes, throwOnEndOfStream: false, cancel)) > 0; )
            {
                if (size == 0)
                {
                    type = ContentSniffer.Sniff(buffer.Span[..read]);
                    sniffed?.Invoke(type);
                }

                if ((size += read) > limit)
                {
                    throw new BlobTooLargeException(limit);
                }

                hash.AppendData(buffer.Span[..read]);
                if (bytes != file)
                {
                    await file.WriteAsync(buffer[..read], cancel);
                }

                BlobEvents.Tell("written", default);
            }

            file.Flush(flushToDisk: true);
            BlobEvents.Tell("synced", default);
            return (BlobRef.Of(hash.GetHashAndReset()), size, type);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
