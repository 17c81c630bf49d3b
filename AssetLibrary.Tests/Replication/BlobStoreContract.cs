using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Replication.Buckets;
using AssetLibrary.Web.Sqlite;

namespace AssetLibrary.Tests.Replication;

/// <summary>What every store of bytes keeps to.</summary>
public abstract class BlobStoreContract : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("assetlibrary-contract-").FullName;

    protected IBlobStore Store { get; private set; } = null!;

    protected string Folder => folder;

    public async ValueTask InitializeAsync() => Store = await NewAsync();

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(17_000_000)]
    public async Task Bytes_come_back_as_they_went_in(int size)
    {
        var (blob, bytes) = await PutAsync(size);

        Assert.True(await Store.HasAsync(blob));
        Assert.Equal(size, (await Store.StatAsync(blob))!.Bytes);
        Assert.Equal(bytes, await ReadAsync(blob));
        Assert.Equal(BlobHealth.Ok, await Store.ScanAsync(blob));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(99_990, 10)]
    [InlineData(99_990, 100)]
    [InlineData(50, 1)]
    [InlineData(50, 0)]
    [InlineData(100_000, 5)]
    public async Task A_part_is_the_part(int from, int count)
    {
        var (blob, bytes) = await PutAsync(100_000);
        Assert.Equal(bytes.Skip(from).Take(count), await ReadAsync(blob, from, count));
    }

    [Fact]
    public async Task The_rest_from_somewhere_is_the_rest()
    {
        var (blob, bytes) = await PutAsync(100_000);
        Assert.Equal(bytes[40_000..], await ReadAsync(blob, 40_000));
    }

    [Fact]
    public async Task What_is_not_there_is_not_there()
    {
        var blob = BlobRef.Of(RandomNumberGenerator.GetBytes(32));
        Assert.False(await Store.HasAsync(blob));
        Assert.Null(await Store.StatAsync(blob));
        Assert.Null(await Store.OpenAsync(blob));
        Assert.Null(await Store.OpenAsync(blob, 5, 5));
        Assert.False(await Store.DeleteAsync(blob));
        Assert.False(await Store.RenameAsync(blob, "a.png"));
        Assert.Equal(BlobHealth.Missing, await Store.ScanAsync(blob));
    }

    [Fact]
    public async Task Other_bytes_than_announced_are_refused_and_nothing_is_kept()
    {
        var blob = BlobRef.Of(RandomNumberGenerator.GetBytes(32));
        foreach (var size in new[] { 1000, 17_000_000 })
        {
            var file = await FileAsync(RandomNumberGenerator.GetBytes(size));
            await Assert.ThrowsAsync<StoreTroubleException>(() => Store.PutAsync(blob, file, new()));
        }

        Assert.False(await Store.HasAsync(blob));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Putting_twice_and_by_many_is_putting_once()
    {
        var bytes = RandomNumberGenerator.GetBytes(200_000);
        var (blob, file) = (BlobRef.Of(SHA256.HashData(bytes)), await FileAsync(bytes));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.PutAsync(blob, file, new("one.png"))));
        Assert.Equal(blob, Assert.Single(await ListAsync()).Blob);
        Assert.Equal(bytes, await ReadAsync(blob));
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_can_be_put_again()
    {
        var (blob, bytes) = await PutAsync(5000);
        Assert.True(await Store.DeleteAsync(blob));
        Assert.False(await Store.HasAsync(blob));
        Assert.Empty(await ListAsync());
        await Store.PutAsync(blob, await FileAsync(bytes), new());
        Assert.Equal(bytes, await ReadAsync(blob));
    }

    [Fact]
    public async Task All_of_them_are_listed_and_nothing_else()
    {
        var put = new List<BlobRef>();
        for (var i = 0; i < 20; i++)
        {
            put.Add((await PutAsync(100 + i)).Blob);
        }

        var listed = await ListAsync();
        Assert.Equal(put.Select(b => b.ToString()).Order(), listed.Select(b => b.Blob.ToString()).Order());
        Assert.Equal(Enumerable.Range(100, 20).Sum(), listed.Sum(b => b.Bytes));
    }

    [Theory]
    [InlineData("one.png")]
    [InlineData("a b+c&d=e ü 漢 😀 %25 “x”.png")]
    public async Task A_file_name_goes_along_and_can_be_changed(string name)
    {
        var bytes = RandomNumberGenerator.GetBytes(3000);
        var blob = BlobRef.Of(SHA256.HashData(bytes));
        await Store.PutAsync(blob, await FileAsync(bytes), new(name));
        Assert.Equal(name, (await Store.StatAsync(blob))!.FileName);
        Assert.True(await Store.RenameAsync(blob, "other " + name));
        Assert.Equal("other " + name, (await Store.StatAsync(blob))!.FileName);
        Assert.Equal(bytes, await ReadAsync(blob));
    }

    [Fact]
    public async Task An_address_where_there_is_one_gives_the_bytes()
    {
        var (blob, bytes) = await PutAsync(4000);
        if (await Store.UrlAsync(blob, TimeSpan.FromMinutes(5)) is { } address)
        {
            using var http = new HttpClient();
            Assert.Equal(bytes, await http.GetByteArrayAsync(address));
        }
    }

    protected abstract Task<IBlobStore> NewAsync();

    protected async Task<(BlobRef Blob, byte[] Bytes)> PutAsync(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var blob = BlobRef.Of(SHA256.HashData(bytes));
        await Store.PutAsync(blob, await FileAsync(bytes), new("some.bin", "application/octet-stream"));
        return (blob, bytes);
    }

    protected async Task<byte[]> ReadAsync(BlobRef blob, long from = 0, long? count = null)
    {
        await using var bytes = await Store.OpenAsync(blob, from, count);
        using var copy = new MemoryStream();
        await bytes!.CopyToAsync(copy);
        return copy.ToArray();
    }

    protected async Task<string> FileAsync(byte[] bytes)
    {
        var file = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(file, bytes);
        return file;
    }

    protected async Task<List<BlobStat>> ListAsync()
    {
        var all = new List<BlobStat>();
        await foreach (var blob in Store.ListAsync())
        {
            all.Add(blob);
        }

        return all;
    }
}

public sealed class DiskStoreTests : BlobStoreContract
{
    protected override Task<IBlobStore> NewAsync()
    {
        var data = DataFolder.Open(Path.Combine(Folder, "data"));
        var options = new BlobOptions { Folder = data.Blobs };
        var index = new BlobIndex(data, TimeProvider.System);
        var blobs = new BlobStore(options, index, new IncomingFiles(options, TimeProvider.System), TimeProvider.System);
        return Task.FromResult<IBlobStore>(new DiskStore(blobs, index));
    }
}

public sealed class MemoryStoreTests : BlobStoreContract
{
    protected override Task<IBlobStore> NewAsync() => Task.FromResult<IBlobStore>(new MemoryStore());
}

public class BucketStoreTests(CephServer ceph) : BlobStoreContract
{
    private BucketStore? bucket;

    protected virtual string Prefix => "";

    public override ValueTask DisposeAsync()
    {
        bucket?.Dispose();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    protected override async Task<IBlobStore> NewAsync() =>
        bucket = new BucketStore(await ceph.NewBucketAsync(Prefix), TimeProvider.System);
}

/// <summary>In a bucket that is shared with other things, below a name with all that names can hold.</summary>
public sealed class PrefixedBucketStoreTests(CephServer ceph) : BucketStoreTests(ceph)
{
    protected override string Prefix => "our films/ü + 😀/";
}

/// <summary>A store that lasts as long as a test.</summary>
internal sealed class MemoryStore : IBlobStore
{
    private readonly ConcurrentDictionary<BlobRef, (byte[] Bytes, BlobFacts Facts)> kept = new();

    /// <summary>What it answers to everything until this is null again.</summary>
    public StoreTroubleException? Trouble { get; set; }

    public Task<bool> HasAsync(BlobRef blob, CancellationToken cancel = default) => Do(() => kept.ContainsKey(blob));

    public Task<BlobStat?> StatAsync(BlobRef blob, CancellationToken cancel = default) =>
        Do(() => kept.TryGetValue(blob, out var found) ? Stat(blob, found) : null);

    public async Task PutAsync(BlobRef blob, string file, BlobFacts facts, CancellationToken cancel = default)
    {
        var bytes = await File.ReadAllBytesAsync(file, cancel);
        await Do(() =>
            BlobRef.Of(SHA256.HashData(bytes)) == blob
                ? kept.TryAdd(blob, (bytes, facts))
                : throw new StoreTroubleException("The file holds other bytes than its address says.", isTemporary: false)
        );
    }

    public Task<Stream?> OpenAsync(BlobRef blob, long from = 0, long? count = null, CancellationToken cancel = default) =>
        Do<Stream?>(() =>
        {
            if (!kept.TryGetValue(blob, out var found))
            {
                return null;
            }

            var begin = (int)Math.Min(from, found.Bytes.Length);
            return new MemoryStream(found.Bytes, begin, (int)Math.Min(count ?? long.MaxValue, found.Bytes.Length - begin), writable: false);
        });

    public Task<bool> DeleteAsync(BlobRef blob, CancellationToken cancel = default) => Do(() => kept.TryRemove(blob, out _));

    public async IAsyncEnumerable<BlobStat> ListAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var (blob, found) in await Do(() => kept.ToArray()))
        {
            yield return Stat(blob, found);
        }
    }

    public Task<Uri?> UrlAsync(BlobRef blob, TimeSpan lifetime, CancellationToken cancel = default) => Do<Uri?>(() => null);

    public Task<BlobHealth> ScanAsync(BlobRef blob, CancellationToken cancel = default) =>
        Do(() =>
            !kept.TryGetValue(blob, out var found) ? BlobHealth.Missing
            : BlobRef.Of(SHA256.HashData(found.Bytes)) == blob ? BlobHealth.Ok
            : BlobHealth.Corrupt
        );

    public Task<bool> RenameAsync(BlobRef blob, string fileName, CancellationToken cancel = default) =>
        Do(() =>
        {
            if (!kept.TryGetValue(blob, out var found))
            {
                return false;
            }

            kept[blob] = (found.Bytes, found.Facts with { FileName = fileName });
            return true;
        });

    /// <summary>As a disk does that loses its memory.</summary>
    public void Corrupt(BlobRef blob) => kept[blob] = ([.. kept[blob].Bytes, 0], kept[blob].Facts);

    private static BlobStat Stat(BlobRef blob, (byte[] Bytes, BlobFacts Facts) found) =>
        new(blob, found.Bytes.Length, found.Facts.FileName, found.Facts.ContentType, DateTimeOffset.UnixEpoch);

    private Task<T> Do<T>(Func<T> work) => Trouble is { } trouble ? Task.FromException<T>(trouble) : Task.FromResult(work());
}
