using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using AssetLibrary.Web.Blobs;

namespace AssetLibrary.Web.Replication;

/// <summary>
/// Fetches large files in parts, from as many places at once as have them. What has arrived is written down beside the file: after a
/// break, or in another process, only the rest is fetched. A place that fails leaves its part to the others.
/// </summary>
public sealed class RangedDownload(BlobStore blobs, BlobOptions options, TrafficLimit traffic, TimeProvider time)
{
    /// <summary>Bytes of a part.</summary>
    public const int PartBytes = 8 << 20;

    private const int LoopsOfASource = 3;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <param name="blob">Whose bytes.</param>
    /// <param name="size">How many.</param>
    /// <param name="sources">All places that may have them.</param>
    /// <param name="parts">The SHA-256 of each part, where that is known: a broken one is fetched again at once, not at the end.</param>
    /// <param name="cancel">Ends it; what has arrived stays for the next time.</param>
    /// <returns>A file of the store's, which is the caller's; it is proven as a whole when it is put.</returns>
    /// <exception cref="StoreTroubleException">No place gave them.</exception>
    public async Task<string> FetchAsync(
        BlobRef blob,
        long size,
        IReadOnlyList<IBlobSource> sources,
        IReadOnlyList<string>? parts = null,
        CancellationToken cancel = default
    )
    {
        Directory.CreateDirectory(options.Partial);
        var path = Path.Combine(options.Partial, $"{blob}.part");
        var (count, trouble) = ((int)((size + PartBytes - 1) / PartBytes), new ConcurrentQueue<StoreTroubleException>());
        using (var file = Hold(path, size))
        await using (var done = new DoneParts(path + ".done"))
        {
            var left = new ConcurrentQueue<int>(Enumerable.Range(0, count).Where(p => !done.Has(p)));
            await Task.WhenAll(
                sources.SelectMany(source =>
                    Enumerable
                        .Range(0, Math.Min(LoopsOfASource, Math.Max(1, left.Count)))
                        .Select(_ => FromAsync(source, blob, size, file, done, left, parts, trouble, cancel))
                )
            );
            if (!left.IsEmpty)
            {
                throw trouble.FirstOrDefault() ?? new StoreTroubleException("No other place has this file.", isTemporary: false);
            }
        }

        var whole = blobs.NewFile();
        File.Move(path, whole);
        File.Delete(path + ".done");
        return whole;
    }

    /// <summary>What nobody went on with.</summary>
    public void ClearOld()
    {
        if (Directory.Exists(options.Partial))
        {
            foreach (var old in new DirectoryInfo(options.Partial).EnumerateFiles())
            {
                if (old.LastWriteTimeUtc < time.GetUtcNow().UtcDateTime - Kept)
                {
                    old.Delete();
                }
            }
        }
    }

    private static FileStream Hold(string path, long size)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.Asynchronous);
            file.SetLength(size);
            return file;
        }
        catch (IOException e)
        {
            throw new StoreTroubleException($"It is being fetched already, or the disk is full: {e.Message}", isTemporary: true, e);
        }
    }

    private async Task FromAsync(
        IBlobSource source,
        BlobRef blob,
        long size,
        FileStream file,
        DoneParts done,
        ConcurrentQueue<int> left,
        IReadOnlyList<string>? parts,
        ConcurrentQueue<StoreTroubleException> trouble,
        CancellationToken cancel
    )
    {
        while (left.TryDequeue(out var part))
        {
            try
            {
                await PartAsync(source, blob, size, file, part, parts, cancel);
                done.Add(part);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                left.Enqueue(part);
                trouble.Enqueue(e as StoreTroubleException ?? new("The connection broke.", isTemporary: true, e));
                return;
            }
        }
    }

    private async Task PartAsync(
        IBlobSource source,
        BlobRef blob,
        long size,
        FileStream file,
        int part,
        IReadOnlyList<string>? parts,
        CancellationToken cancel
    )
    {
        var from = (long)part * PartBytes;
        var count = Math.Min(PartBytes, size - from);
        await using var bytes = await source.OpenAsync(blob, from, count, cancel)
            ?? throw new StoreTroubleException("It is not there any more.", isTemporary: false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, at) = (new byte[128 * 1024], 0L);
        for (int read; at < count && (read = await bytes.ReadAsync(buffer, cancel)) > 0; at += read)
        {
            read = (int)Math.Min(read, count - at);
            hash.AppendData(buffer, 0, read);
            await RandomAccess.WriteAsync(file.SafeFileHandle, buffer.AsMemory(0, read), from + at, cancel);
            await traffic.TakeAsync(read, cancel);
        }

        if (at < count)
        {
            throw new StoreTroubleException("The connection ended in the middle of the file.", isTemporary: true);
        }

        if (parts is not null && Convert.ToHexStringLower(hash.GetHashAndReset()) != parts[part])
        {
            throw new StoreTroubleException("What came is broken.", isTemporary: true);
        }
    }

    /// <summary>Which parts are on the disk, one number a line.</summary>
    private sealed class DoneParts : IAsyncDisposable
    {
        private readonly Lock gate = new();
        private readonly HashSet<int> done;
        private readonly StreamWriter lines;

        public DoneParts(string path)
        {
            done = File.Exists(path)
                ? [.. File.ReadLines(path).Select(l => int.TryParse(l, CultureInfo.InvariantCulture, out var n) ? n : -1)]
                : [];
            lines = new(path, append: true) { AutoFlush = true };
        }

        public bool Has(int part) => done.Contains(part);

        public void Add(int part)
        {
            lock (gate)
            {
                lines.WriteLine(part.ToString(CultureInfo.InvariantCulture));
            }
        }

        public ValueTask DisposeAsync() => lines.DisposeAsync();
    }
}
