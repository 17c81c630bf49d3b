using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace AssetLibrary.Web.Blobs;

/// <summary>This server's disk, by the contract of every store.</summary>
public sealed class DiskStore(BlobStore blobs, BlobIndex index) : IBlobStore
{
    public Task<bool> HasAsync(BlobRef blob, CancellationToken cancel = default) => Task.FromResult(blobs.Has(blob));

    public Task<BlobStat?> StatAsync(BlobRef blob, CancellationToken cancel = default) =>
        Task.FromResult(blobs.Has(blob) ? Stat(blob) : null);

    public async Task PutAsync(BlobRef blob, string file, BlobFacts facts, CancellationToken cancel = default)
    {
        try
        {
            await using var bytes = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous);
            await blobs.PutWantedAsync(blob, bytes, facts.FileName, cancel);
        }
        catch (OtherBytesException e)
        {
            throw new StoreTroubleException("The file holds other bytes than its address says.", isTemporary: false, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreTroubleException($"This server’s disk: {e.Message}", isTemporary: true, e);
        }
    }

    public Task<Stream?> OpenAsync(BlobRef blob, long from = 0, long? count = null, CancellationToken cancel = default)
    {
        if (blobs.Open(blob) is not { } file)
        {
            return Task.FromResult<Stream?>(null);
        }

        file.Position = Math.Min(from, file.Length);
        return Task.FromResult<Stream?>(count is { } most ? new PartStream(file, most) : file);
    }

    public Task<bool> DeleteAsync(BlobRef blob, CancellationToken cancel = default)
    {
        var was = blobs.Has(blob);
        blobs.Delete(blob);
        return Task.FromResult(was);
    }

    public async IAsyncEnumerable<BlobStat> ListAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await Task.CompletedTask;
        foreach (var (blob, _) in blobs.List())
        {
            cancel.ThrowIfCancellationRequested();
            if (Stat(blob) is { } stat)
            {
                yield return stat;
            }
        }
    }

    /// <summary>A disk has no address of its own.</summary>
    public Task<Uri?> UrlAsync(BlobRef blob, TimeSpan lifetime, CancellationToken cancel = default) => Task.FromResult<Uri?>(null);

    public async Task<BlobHealth> ScanAsync(BlobRef blob, CancellationToken cancel = default)
    {
        try
        {
            await using var bytes = blobs.Open(blob);
            return bytes is null ? BlobHealth.Missing
                : BlobRef.Of(await SHA256.HashDataAsync(bytes, cancel)) == blob ? BlobHealth.Ok
                : BlobHealth.Corrupt;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return BlobHealth.Unreadable;
        }
    }

    public Task<bool> RenameAsync(BlobRef blob, string fileName, CancellationToken cancel = default) =>
        Task.FromResult(blobs.Has(blob) && index.Rename(blob, fileName));

    private BlobStat? Stat(BlobRef blob)
    {
        var file = new FileInfo(blobs.PathOf(blob));
        if (!file.Exists)
        {
            return null;
        }

        var known = index.Find(blob);
        return new(blob, file.Length, known?.FileName, known?.ContentType, new(file.LastWriteTimeUtc));
    }
}

/// <summary>The first so many bytes of what is left of a stream, which it closes.</summary>
public sealed class PartStream(Stream inner, long count) : Stream
{
    private long left = count;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        left -= read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, left)], cancellationToken);
        left -= read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
