using System.Buffers;
using System.Security.Cryptography;

namespace AssetLibrary.Web.Blobs;

/// <summary>What a put did: the address, the size, what the first bytes look like, and whether the bytes were here before.</summary>
public sealed record Put(BlobRef Blob, long Bytes, string? ContentType, bool WasHere);

/// <summary>The stream held more than the limit; nothing was kept.</summary>
public sealed class BlobTooLargeException(long limit) : Exception($"This is larger than the limit of {limit} bytes.")
{
    public long Limit => limit;
}

/// <summary>
/// Bytes by address on this server's disk. A put streams to a temporary file while it hashes, makes it durable, and renames
/// it to its address: what stands at an address is whole, whenever the process was killed. The same bytes are kept once.
/// The index is told afterwards; it can lag behind the files, never the other way round.
/// </summary>
public sealed class BlobStore(BlobOptions options, BlobIndex index)
{
    private const int BufferBytes = 128 * 1024;

    private static readonly TimeSpan Leftover = TimeSpan.FromDays(1);

    private long cleared = Environment.TickCount64 - (long)Leftover.TotalMilliseconds;

    /// <summary>What this process may still write where the blobs lie, in bytes.</summary>
    public long FreeBytes => new DriveInfo(Directory.CreateDirectory(options.Folder).FullName).AvailableFreeSpace;

    /// <param name="bytes">Read to its end.</param>
    /// <param name="fileName">Remembered in the index.</param>
    /// <param name="maxBytes">Less than the store's own limit.</param>
    /// <param name="sniffed">Hears the content type as soon as the first bytes tell it; what it throws ends the put before anything is kept.</param>
    /// <param name="cancel">Ends the put; nothing is kept.</param>
    public async Task<Put> PutAsync(Stream bytes, string? fileName = null, long? maxBytes = null, Action<string?>? sniffed = null, CancellationToken cancel = default)
    {
        var incoming = NewFile();
        return await KeepAsync(incoming, () => WriteAsync(bytes, incoming, maxBytes ?? options.MaxBytes, sniffed, cancel), fileName);
    }

    /// <summary>A new file's address beside the store, for who writes bytes that are to be put; what a crash leaves there is cleared away after a day.</summary>
    /// <param name="ending">Of its name, such as ".jpg".</param>
    public string NewFile(string ending = "")
    {
        Directory.CreateDirectory(options.Incoming);
        var (now, last) = (Environment.TickCount64, Interlocked.Read(ref cleared));
        if (now - last >= (long)Leftover.TotalMilliseconds && Interlocked.CompareExchange(ref cleared, now, last) == last)
        {
            ClearIncoming();
        }

        return Path.Combine(options.Incoming, Guid.NewGuid().ToString("N") + ending);
    }

    private void ClearIncoming()
    {
        try
        {
            foreach (var old in new DirectoryInfo(options.Incoming).EnumerateFiles().Where(f => DateTime.UtcNow - f.LastWriteTimeUtc > Leftover))
            {
                old.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another day will do.
        }
    }

    /// <summary>
    /// As <see cref="PutAsync"/>, of a file that <see cref="NewFile"/> has named: it is taken over, and is gone afterwards, also when it
    /// is refused. Where the disk fails, it stays: it may be the only copy of something that was paid for.
    /// </summary>
    public Task<Put> PutFileAsync(string file, string? fileName = null, Action<string?>? sniffed = null, CancellationToken cancel = default) =>
        KeepAsync(file, () => ReadAsync(file, sniffed, cancel), fileName, isOnlyCopy: true);

    /// <summary>Renames the file to its address, where it is not there already; it is gone afterwards.</summary>
    private async Task<Put> KeepAsync(string file, Func<Task<(BlobRef, long, string?)>> told, string? fileName, bool isOnlyCopy = false)
    {
        var isDone = false;
        try
        {
            var (blob, size, type) = await told();
            var path = PathOf(blob);
            var wasHere = File.Exists(path);
            if (!wasHere)
            {
                Place(file, path, blob);
                isDone = true;
            }

            Index(blob, size, type, fileName, path);
            return new(blob, size, type, wasHere);
        }
        catch (Exception e) when (isOnlyCopy && e is (IOException or UnauthorizedAccessException))
        {
            isDone = true;
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

    public bool Has(BlobRef blob) => File.Exists(PathOf(blob));

    /// <summary>Null when it is not here.</summary>
    public FileStream? Open(BlobRef blob)
    {
        try
        {
            return new(PathOf(blob), new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Takes bytes away that nothing names; to be sure of that is the caller's duty.</summary>
    public void Delete(BlobRef blob)
    {
        File.Delete(PathOf(blob));
        index.Remove(blob);
    }

    /// <summary>For tools that take files, such as the image worker. Nobody writes to it.</summary>
    public string PathOf(BlobRef blob)
    {
        var name = blob.ToString();
        return Path.Combine(options.Folder, name[..2], name[2..4], name);
    }

    public IEnumerable<BlobRef> List() => Directory.Exists(options.Folder)
        ? Directory.EnumerateFiles(options.Folder, "*", SearchOption.AllDirectories).Select(f => BlobRef.TryParse(Path.GetFileName(f), out var blob) ? blob : (BlobRef?)null).OfType<BlobRef>()
        : [];

    private static void Place(string file, string path, BlobRef blob)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(file, path, overwrite: true);
        DurableDirectory.Sync(Path.GetDirectoryName(path)!);
        BlobEvents.Tell("renamed", blob);
    }

    private async Task<(BlobRef, long, string?)> ReadAsync(string path, Action<string?>? sniffed, CancellationToken cancel)
    {
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous, BufferSize = 0 });
        BlobEvents.Tell("opened", default);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long size = 0;
            string? type = null;
            for (int read; (read = await file.ReadAtLeastAsync(buffer.AsMemory(0, BufferBytes), BufferBytes, throwOnEndOfStream: false, cancel)) > 0; size += read)
            {
                if (size == 0)
                {
                    type = ContentSniffer.Sniff(buffer.AsSpan(0, read));
                    sniffed?.Invoke(type);
                    if (file.Length > options.MaxBytes)
                    {
                        throw new BlobTooLargeException(options.MaxBytes);
                    }
                }

                hash.AppendData(buffer, 0, read);
            }

            BlobEvents.Tell("written", default);
            file.Flush(flushToDisk: true);
            BlobEvents.Tell("synced", default);
            return (BlobRef.Of(hash.GetHashAndReset()), size, type);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<(BlobRef, long, string?)> WriteAsync(Stream bytes, string path, long limit, Action<string?>? sniffed, CancellationToken cancel)
    {
        await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 });
        BlobEvents.Tell("opened", default);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long size = 0;
            string? type = null;
            for (int read; (read = await bytes.ReadAtLeastAsync(buffer.AsMemory(0, BufferBytes), BufferBytes, throwOnEndOfStream: false, cancel)) > 0;)
            {
                if (size == 0)
                {
                    type = ContentSniffer.Sniff(buffer.AsSpan(0, read));
                    sniffed?.Invoke(type);
                }

                if ((size += read) > limit)
                {
                    throw new BlobTooLargeException(limit);
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
                BlobEvents.Tell("written", default);
            }

            file.Flush(flushToDisk: true);
            BlobEvents.Tell("synced", default);
            return (BlobRef.Of(hash.GetHashAndReset()), size, type);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
