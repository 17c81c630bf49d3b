using System.Security.Cryptography;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace AssetLibrary.Tests.Blobs;

public sealed class BlobStoreTests : IDisposable
{
    private readonly DataFolder folder = DataFolder.Open(Directory.CreateTempSubdirectory("assetlibrary-blobs-").FullName);
    private readonly FakeTimeProvider time = new(new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly IncomingFiles incoming;

    public BlobStoreTests() => incoming = Incoming();

    [Fact]
    public async Task Bytes_come_back_as_they_went_in_by_their_address()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        var put = await Store().PutAsync(new MemoryStream(bytes));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), put.Blob.ToString());
        Assert.False(put.WasHere);
        await using var file = Store().Open(put.Blob)!;
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task The_same_bytes_are_kept_once()
    {
        var store = Store();
        var first = await store.PutAsync(new MemoryStream([1, 2, 3]), "one.bin");
        var second = await store.PutAsync(new MemoryStream([1, 2, 3]), "two.bin");
        Assert.True(second.WasHere);
        Assert.Equal(first.Blob, second.Blob);
        Assert.Single(store.List());
        Assert.Equal("one.bin", Index().Find(first.Blob)!.FileName);
    }

    [Fact]
    public async Task The_same_bytes_put_by_many_at_once_are_kept_once()
    {
        var store = Store();
        var bytes = RandomNumberGenerator.GetBytes(500_000);
        var puts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.PutAsync(new MemoryStream(bytes))));
        Assert.Single(puts.Select(p => p.Blob).Distinct());
        Assert.Single(store.List());
    }

    [Fact]
    public async Task A_stream_over_the_limit_is_refused_and_leaves_nothing()
    {
        var store = Store();
        await Assert.ThrowsAsync<BlobTooLargeException>(() => store.PutAsync(new MemoryStream(new byte[2000]), maxBytes: 1000));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_stream_that_breaks_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => Store().PutAsync(new BreakingStream()));
        Assert.Empty(Files());
    }

    [Fact]
    public void What_a_dead_process_left_is_cleared_away_and_what_a_living_one_writes_stays()
    {
        var (dead, living) = (Incoming(), Incoming());
        var (left, writing) = (dead.New(".png"), living.New(""));
        File.WriteAllBytes(left, [1]);
        File.WriteAllBytes(writing, [2]);
        var folderOfDead = Path.GetDirectoryName(left)!;
        // As a killed process leaves it: the folder and its file, without anyone who holds it.
        var copy = Directory.CreateDirectory(folderOfDead + "0").FullName;
        File.WriteAllBytes(Path.Combine(copy, ".lock"), []);
        File.WriteAllBytes(Path.Combine(copy, "half.png"), [3]);

        Incoming().ClearDead();

        Assert.False(Directory.Exists(copy));
        Assert.True(File.Exists(left) && File.Exists(writing));
        dead.Dispose();
        Assert.False(Directory.Exists(folderOfDead));
        living.Dispose();
        Assert.Empty(Files());
    }

    [Fact]
    public async Task What_is_put_aside_comes_back_to_whoever_asks()
    {
        var put = await Store().PutAsync(new MemoryStream([1, 2, 3]));
        File.SetLastWriteTimeUtc(Store().PathOf(put.Blob), time.GetUtcNow().UtcDateTime);
        Assert.Null(Store().Quarantine(put.Blob, time.GetUtcNow()));

        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(3, Store().Quarantine(put.Blob, time.GetUtcNow()));
        Assert.Empty(Store().List());
        Assert.Null(Index().Find(put.Blob));

        Assert.True(Store().Has(put.Blob));
        Assert.Equal((put.Blob, time.GetUtcNow()), Assert.Single(Store().List()));
        Assert.Equal(3, Index().Find(put.Blob)!.Bytes);
    }

    [Fact]
    public async Task What_is_put_again_is_young_again()
    {
        var put = await Store().PutAsync(new MemoryStream([1, 2, 3]));
        time.Advance(TimeSpan.FromDays(2));
        await Store().PutAsync(new MemoryStream([1, 2, 3]));
        Assert.Null(Store().Quarantine(put.Blob, time.GetUtcNow()));
    }

    [Fact]
    public async Task The_index_remembers_when_a_blob_came()
    {
        var put = await Store().PutAsync(new MemoryStream([1, 2, 3]));
        Assert.Equal(time.GetUtcNow(), Index().Find(put.Blob)!.CreatedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ABCDEF")]
    [InlineData("../../etc/passwd")]
    [InlineData("ZZ00000000000000000000000000000000000000000000000000000000000000")]
    public void Nothing_but_a_hash_is_an_address(string text) => Assert.False(BlobRef.TryParse(text, out _));

    [Theory]
    [InlineData("89504E470D0A1A0A", "image/png")]
    [InlineData("FFD8FFE000104A46", "image/jpeg")]
    [InlineData("3C73766720786D6C6E733D22", "image/svg+xml")]
    [InlineData("0000001C667479706D703432", "video/mp4")]
    [InlineData("0000001C6674797061766966", "image/avif")]
    [InlineData("00", null)]
    public void A_format_is_told_by_its_first_bytes(string hex, string? type) =>
        Assert.Equal(type, ContentSniffer.Sniff(Convert.FromHexString(hex)));

    public void Dispose()
    {
        incoming.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder.Root, recursive: true);
    }

    private BlobStore Store() => new(Options, Index(), incoming, time);

    private IncomingFiles Incoming() => new(Options, time);

    private BlobOptions Options => new() { Folder = folder.Blobs };

    private BlobIndex Index() => new(folder, time);

    private string[] Files() =>
        Directory.Exists(folder.Blobs)
            ? [.. Directory.GetFiles(folder.Blobs, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != ".lock")]
            : [];

    private sealed class BreakingStream : MemoryStream
    {
        private int reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            reads++ < 3 ? ValueTask.FromResult(Math.Min(1000, buffer.Length)) : throw new IOException("The line broke.");
    }
}
