using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Gallery;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Replication.Buckets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Replication;

/// <summary>The app with a bucket beside it.</summary>
public sealed class BucketApp(CephServer ceph) : App
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = ceph.NewBucketSettings();
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresBucketApp(PostgresServer server, CephServer ceph) : App
{
    protected override string? Postgres { get; } = server.NewLibrary();

    protected override IReadOnlyDictionary<string, string> Settings { get; } = ceph.NewBucketSettings();
}

public sealed class BucketCopiesTests(BucketApp app) : BucketCopiesContract(app), IClassFixture<BucketApp>;

public sealed class PostgresBucketCopiesTests(PostgresBucketApp app) : BucketCopiesContract(app), IClassFixture<PostgresBucketApp>;

/// <summary>Where bytes lie is known, and what is best lies in two places.</summary>
public abstract class BucketCopiesContract(App app)
{
    private BucketStore Bucket => app.Services.GetRequiredService<BucketStore>();

    private BlobStore Blobs => app.Services.GetRequiredService<BlobStore>();

    [Fact]
    public async Task An_upload_is_one_blob_one_index_row_one_meta_one_presence_and_one_item()
    {
        var client = await ClientAsync();
        var bytes = NewPicture();
        var first = await UploadAsync(client, bytes);
        await AnnouncedAsync();
        Assert.Equal((1, 1, 1, 1), await CountAsync(first.Sha256));
        var second = await UploadAsync(client, bytes);
        await AnnouncedAsync();
        Assert.Equal(first.Sha256, second.Sha256);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal((1, 1, 1, 1), await CountAsync(first.Sha256));
    }

    [Fact]
    public async Task What_becomes_best_gets_its_second_copy_and_comes_back_from_there()
    {
        var client = await ClientAsync();
        var (plain, best) = (await UploadAsync(client, NewPicture()), await UploadAsync(client, NewPicture()));
        await MakeBestAsync(client, best.Id);
        await ReplicateAsync(client);

        Assert.True(await Bucket.HasAsync(best.Sha256, TestContext.Current.CancellationToken));
        Assert.False(await Bucket.HasAsync(plain.Sha256, TestContext.Current.CancellationToken));
        Assert.Equal(2, await app.WithDbAsync(db => db.Copies().CountAsync(p => p.Sha256 == best.Sha256)));

        File.Delete(Blobs.PathOf(best.Sha256));
        app.Services.GetRequiredService<Thumbnails>().Delete(best.Sha256);
        using (var asked = await client.GetAsync($"/media/{best.Id}"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, asked.StatusCode);
        }

        using var back = await Patience.SeeAsync(() => client.GetAsync($"/media/{best.Id}"), r => r.StatusCode == HttpStatusCode.OK);
        Assert.Equal(best.Sha256, Given.Sha256(await back.Content.ReadAsByteArrayAsync()));
        Assert.True(Blobs.Has(best.Sha256));
    }

    [Fact]
    public async Task A_picture_says_where_it_lies_and_is_fetched_from_its_page()
    {
        var client = await ClientAsync();
        var item = await UploadAsync(client, NewPicture());
        await MakeBestAsync(client, item.Id);
        await ReplicateAsync(client);
        var browser = await app.SignInAsync((await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin)).UserName!);
        var page = await browser.GetStringAsync($"/Gallery/{item.Id}");
        Assert.Contains("In 2 places", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Not on this server", page, StringComparison.Ordinal);

        Blobs.Delete(item.Sha256);
        await AnnouncedAsync();
        page = await browser.GetStringAsync($"/Gallery/{item.Id}");
        Assert.Contains("In 1 place", page, StringComparison.Ordinal);
        Assert.Contains("Not on this server", page, StringComparison.Ordinal);
        await browser.PostedFormAsync($"/Gallery/{item.Id}?handler=Fetch");
        await Patience.UntilAsync(() => Blobs.Has(item.Sha256));
    }

    [Fact]
    public async Task A_large_file_goes_up_and_comes_back_in_parts()
    {
        var client = await ClientAsync();
        var clip = await UploadAsync(client, [.. Given.Clip(), .. FreeBox(30_000_000)], "long.mp4");
        await MakeBestAsync(client, clip.Id, "clip");
        await ReplicateAsync(client);
        File.Delete(Blobs.PathOf(clip.Sha256));
        using var asked = await client.PostAsync($"/api/v1/media/{clip.Id}/refresh", null);
        var job = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetString();
        Assert.Equal("bucket", (await client.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("result").GetProperty("step").GetString());
        Assert.True(Blobs.Has(clip.Sha256));
    }

    [Fact]
    public async Task What_is_erased_is_erased_in_the_bucket_too()
    {
        var client = await ClientAsync();
        var item = await UploadAsync(client, NewPicture());
        await MakeBestAsync(client, item.Id);
        await ReplicateAsync(client);
        Assert.True(await Bucket.HasAsync(item.Sha256, TestContext.Current.CancellationToken));

        await app.WithAsync<MediaRemoval, int>(removal => removal.EraseEverywhereAsync([item.Id]));
        await ReplicateAsync(client);
        await AnnouncedAsync();

        Assert.False(await Bucket.HasAsync(item.Sha256, TestContext.Current.CancellationToken));
        Assert.Equal((0, 0, 0, 0), await CountAsync(item.Sha256));
    }

    [Fact]
    public async Task Bytes_that_only_the_coordination_tables_know_are_orphans()
    {
        var put = await Blobs.PutAsync(new MemoryStream(NewPicture()), cancel: TestContext.Current.CancellationToken);
        await AnnouncedAsync();
        Assert.Equal((1, 1, 1, 1), await CountAsync(put.Blob));
        Assert.False(await app.WithDbAsync(db => NamedBlobs.AreNamedAsync(db, put.Blob)));
        Assert.NotNull(Blobs.Quarantine(put.Blob, app.Now.AddDays(1)));
        await AnnouncedAsync();
        Assert.Equal((0, 0, 1, 0), await CountAsync(put.Blob));
    }

    private async Task<(int Files, int Index, int Meta, int Presence)> CountAsync(BlobRef blob)
    {
        var server = app.Services.GetRequiredService<ThisServer>().Id;
        return (
            Blobs.List().Count(b => b.Blob == blob),
            app.Services.GetRequiredService<BlobIndex>().Find(blob) is null ? 0 : 1,
            await app.WithDbAsync(db => db.Set<BlobMeta>().CountAsync(b => b.Sha256 == blob)),
            await app.WithDbAsync(db => db.Set<DevicePresence>().CountAsync(p => p.Sha256 == blob && p.DeviceId == server))
        );
    }

    private Task<int> AnnouncedAsync() => app.Services.GetRequiredService<Announcer>().RunOnceAsync(TestContext.Current.CancellationToken);

    private async Task ReplicateAsync(HttpClient client)
    {
        await AnnouncedAsync();
        if (
            await app.Services.GetRequiredService<Replicator>().RunOnceAsync(TestContext.Current.CancellationToken, byHand: true) is { } job
        )
        {
            Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("state").GetString());
        }
    }

    private async Task MakeBestAsync(HttpClient client, Guid media, string key = "reference")
    {
        var asset = await app.LibraryAssetAsync($"Harbour {media}");
        await client.PostedAsync($"/api/v1/subjects/libraryAsset/{asset.Id}/versions/{key}", new { mediaIds = new[] { media } });
    }

    private async Task<MediaItem> UploadAsync(HttpClient client, byte[] bytes, string name = "one.png")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        using var sent = await client.PostAsync("/api/v1/media", form);
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        return await app.WithDbAsync(db => db.Set<MediaItem>().AsNoTracking().SingleAsync(m => m.Id == id));
    }

    private async Task<HttpClient> ClientAsync() => await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin));

    private static byte[] NewPicture() => [.. Given.HarbourPng(), .. Guid.NewGuid().ToByteArray()];

    /// <summary>A box of an MP4 file that players pass by.</summary>
    private static byte[] FreeBox(int size)
    {
        var box = new byte[size];
        System.Security.Cryptography.RandomNumberGenerator.Fill(box);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(box, size);
        "free"u8.CopyTo(box.AsSpan(4));
        return box;
    }
}
