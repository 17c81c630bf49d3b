using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Replication;

public sealed class StorageTests(App app) : StorageContract(app), IClassFixture<App>;

public sealed class PostgresStorageTests(PostgresApp app) : StorageContract(app), IClassFixture<PostgresApp>;

/// <summary>Both layers of storage: what they say, and what is done to bytes that nothing names.</summary>
public abstract class StorageContract(App app)
{
    private BlobStore Blobs => app.Services.GetRequiredService<BlobStore>();

    [Fact]
    public async Task What_is_used_by_nothing_is_listed_removed_and_restored_and_what_is_used_stays()
    {
        var client = await ClientAsync();
        var used = await UploadAsync(client, NewPicture());
        var orphan = await OrphanAsync(NewPicture(), daysAgo: 3);
        await AnnouncedAsync();
        var orphans = (await GetAsync(client, "/api/v1/admin/orphans")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(orphans, o => o.GetProperty("sha256").GetString() == orphan.ToString());
        Assert.DoesNotContain(orphans, o => o.GetProperty("sha256").GetString() == used.ToString());

        Assert.Equal(HttpStatusCode.Conflict, await DeleteAsync(client, used));
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(client, orphan));
        Assert.Contains(Blobs.Quarantined(), q => q.Blob == orphan);
        Assert.False(File.Exists(Blobs.PathOf(orphan)));

        var browser = await app.SignInAsync((await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin)).UserName!);
        await browser.PostedFormAsync("/Admin/Storage?handler=Keep", ("sha256", orphan.ToString()));
        Assert.True(File.Exists(Blobs.PathOf(orphan)));
        Assert.True(await app.WithDbAsync(db => NamedBlobs.AreNamedAsync(db, orphan)));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(client, Given.Sha256([1, 2, 3])));
    }

    [Fact]
    public async Task A_report_that_is_older_than_an_upload_deletes_nothing_of_it()
    {
        var client = await ClientAsync();
        var bytes = NewPicture();
        var orphan = await OrphanAsync(bytes, daysAgo: 3);
        await AnnouncedAsync();
        var report = (await GetAsync(client, "/api/v1/admin/orphans"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(o => o.GetProperty("sha256").GetString()!)
            .ToList();
        Assert.Contains(orphan.ToString(), report);

        // The same bytes are uploaded by several while somebody works through the list that says that nobody needs them.
        var uploads = Enumerable.Range(0, 6).Select(_ => UploadAsync(client, bytes));
        var deletions = Enumerable.Range(0, 6).Select(_ => DeleteAsync(client, orphan));
        var uploaded = Task.WhenAll(uploads);
        await Task.WhenAll(deletions);
        Assert.All(await uploaded, sha => Assert.Equal(orphan, sha));
        await DeleteAsync(client, orphan);

        Assert.True(Blobs.Has(orphan));
        Assert.Equal(orphan, Given.Sha256(await File.ReadAllBytesAsync(Blobs.PathOf(orphan), TestContext.Current.CancellationToken)));
        var named = await app.WithDbAsync(db => db.Set<MediaItem>().CountAsync(m => m.Sha256 == orphan));
        Assert.Equal(6, named);
    }

    [Fact]
    public async Task Bytes_that_were_put_a_moment_ago_are_not_removed()
    {
        var client = await ClientAsync();
        var young = await OrphanAsync(NewPicture(), daysAgo: 0);
        Assert.Equal(HttpStatusCode.Conflict, await DeleteAsync(client, young));
        Assert.True(Blobs.Has(young));
    }

    [Fact]
    public async Task What_was_removed_long_ago_is_gone_for_good()
    {
        var old = await OrphanAsync(NewPicture(), daysAgo: 3);
        Assert.NotNull(Blobs.Quarantine(old, app.Now));
        Blobs.EmptyQuarantine();
        Assert.Contains(Blobs.Quarantined(), q => q.Blob == old);
        File.SetLastWriteTimeUtc(Path.Combine(app.Folder, "blobs", ".quarantine", old.ToString()), app.Now.UtcDateTime.AddDays(-31));
        Assert.True(Blobs.EmptyQuarantine() >= 1);
        Assert.False(Blobs.Has(old));
    }

    [Fact]
    public async Task A_name_is_changed_in_both_layers()
    {
        var client = await ClientAsync();
        var blob = await UploadAsync(client, NewPicture());
        await AnnouncedAsync();
        using (var renamed = await client.PatchAsJsonAsync($"/api/v1/admin/blobs/{blob}", new { fileName = "a/b\\harbour ü.png" }))
        {
            Assert.Equal(HttpStatusCode.NoContent, renamed.StatusCode);
        }

        await AnnouncedAsync();
        Assert.Equal("harbour ü.png", app.Services.GetRequiredService<BlobIndex>().Find(blob)!.FileName);
        Assert.Equal(
            "harbour ü.png",
            await app.WithDbAsync(db => db.Set<BlobMeta>().Where(b => b.Sha256 == blob).Select(b => b.FileName).SingleAsync())
        );
        var line = await FindAsync(client, blob);
        Assert.Equal(
            ("harbour ü.png", true, "ok"),
            (line.GetProperty("fileName").GetString(), line.GetProperty("here").GetBoolean(), line.GetProperty("health").GetString())
        );
        using var unknown = await client.PatchAsJsonAsync($"/api/v1/admin/blobs/{new string('0', 64)}", new { fileName = "a" });
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Announcing_again_makes_up_for_what_the_library_was_not_told()
    {
        var client = await ClientAsync();
        var blob = await UploadAsync(client, NewPicture());
        await AnnouncedAsync();
        await app.WithDbAsync(db => db.Set<DevicePresence>().Where(p => p.Sha256 == blob).ExecuteDeleteAsync());
        await app.WithDbAsync(db => db.Set<BlobMeta>().Where(p => p.Sha256 == blob).ExecuteDeleteAsync());
        Assert.True((await client.PostedAsync("/api/v1/admin/backfill", new { })).GetProperty("blobs").GetInt32() >= 1);
        await AnnouncedAsync();
        await AnnouncedAsync();
        var presence = await GetAsync(client, $"/api/v1/blobs/{blob}/presence");
        Assert.True(presence.GetProperty("here").GetBoolean());
        Assert.Equal("ok", Assert.Single(presence.GetProperty("items").EnumerateArray()).GetProperty("health").GetString());
    }

    [Fact]
    public async Task The_page_and_its_figures_tell_of_both_layers()
    {
        var client = await ClientAsync();
        await UploadAsync(client, NewPicture());
        await AnnouncedAsync();
        var figures = await GetAsync(client, "/api/v1/admin/storage");
        Assert.True(figures.GetProperty("announced").GetInt64() >= 1);
        Assert.True(figures.GetProperty("here").GetProperty("blobs").GetInt64() >= 1);
        Assert.True(figures.GetProperty("places")[1].GetInt64() >= 1);
        var browser = await app.SignInAsync((await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin)).UserName!);
        var page = await browser.GetStringAsync("/Admin/Storage");
        Assert.Contains("in 1 place", page, StringComparison.Ordinal);
        Assert.Contains("This server", page, StringComparison.Ordinal);
        foreach (var handler in new[] { "Backfill", "Copy", "Code" })
        {
            await browser.PostedFormAsync($"/Admin/Storage?handler={handler}");
        }
    }

    [Fact]
    public async Task A_browser_that_keeps_files_offline_is_a_device_of_its_person_alone_and_no_copy()
    {
        var (ada, ben) = (await ClientAsync(), await ClientAsync());
        var id = Guid.NewGuid();
        async Task<HttpStatusCode> KeepAsync(HttpClient client, object kept)
        {
            using var answer = await client.PutAsJsonAsync($"/api/v1/devices/{id}/kept", kept);
            return answer.StatusCode;
        }

        Assert.Equal(
            HttpStatusCode.NoContent,
            await KeepAsync(
                ada,
                new
                {
                    name = "Linux",
                    files = 37,
                    bytes = 1_000_000,
                }
            )
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await KeepAsync(
                ben,
                new
                {
                    name = "Linux",
                    files = 1,
                    bytes = 1,
                }
            )
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await KeepAsync(
                ada,
                new
                {
                    name = "Linux",
                    files = -1,
                    bytes = 1,
                }
            )
        );
        var devices = (await GetAsync(ada, "/api/v1/devices")).GetProperty("items").EnumerateArray().ToList();
        var browser = devices.Single(d => d.GetProperty("id").GetGuid() == id);
        Assert.Equal(
            ("browser", 37, 1_000_000),
            (browser.GetProperty("kind").GetString(), browser.GetProperty("blobs").GetInt32(), browser.GetProperty("bytes").GetInt32())
        );
        Assert.Equal(HttpStatusCode.NoContent, await KeepAsync(ada, new { files = 0, bytes = 0 }));
        Assert.DoesNotContain((await GetAsync(ada, "/api/v1/devices")).GetProperty("items").EnumerateArray(), d =>
            d.GetProperty("id").GetGuid() == id
        );
    }

    [Fact]
    public async Task Files_are_counted_by_health_once_a_day()
    {
        var client = await ClientAsync();
        await UploadAsync(client, NewPicture());
        await AnnouncedAsync();
        await app.WithDbAsync(db => db.Set<AssetLibrary.Web.Delivery.DeliveryCount>().ExecuteDeleteAsync());
        var upkeep = app.Services.GetRequiredService<AssetLibrary.Web.Delivery.DeliveryUpkeep>();
        await upkeep.RunOnceAsync(TestContext.Current.CancellationToken);
        await upkeep.RunOnceAsync(TestContext.Current.CancellationToken);
        var rows = await app.WithDbAsync(db =>
            db.Set<AssetLibrary.Web.Delivery.DeliveryCount>().Where(c => c.Step == "health").ToListAsync()
        );
        Assert.Equal(["elsewhere", "missing", "ok"], rows.Select(r => r.Outcome).Order(StringComparer.Ordinal));
        Assert.True(rows.Single(r => r.Outcome == "ok").Count >= 1);
        var browser = await app.SignInAsync((await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin)).UserName!);
        Assert.Contains("Files by health", await browser.GetStringAsync("/Admin/Delivery"), StringComparison.Ordinal);
    }

    private async Task<BlobRef> OrphanAsync(byte[] bytes, int daysAgo)
    {
        var put = await Blobs.PutAsync(new MemoryStream(bytes), "left.png", cancel: TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Blobs.PathOf(put.Blob), app.Now.UtcDateTime.AddDays(-daysAgo));
        return put.Blob;
    }

    private Task<int> AnnouncedAsync() => app.Services.GetRequiredService<Announcer>().RunOnceAsync(TestContext.Current.CancellationToken);

    private static async Task<JsonElement> FindAsync(HttpClient client, BlobRef blob)
    {
        for (string? after = null; ; )
        {
            var page = await GetAsync(client, $"/api/v1/admin/blobs?limit=100&after={after}");
            var found = page.GetProperty("items")
                .EnumerateArray()
                .FirstOrDefault(b => b.GetProperty("sha256").GetString() == blob.ToString());
            if (found.ValueKind == JsonValueKind.Object)
            {
                return found;
            }

            after = page.GetProperty("next").GetString();
            Assert.NotNull(after);
        }
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string address) =>
        await client.GetFromJsonAsync<JsonElement>(address, TestContext.Current.CancellationToken);

    private static async Task<HttpStatusCode> DeleteAsync(HttpClient client, BlobRef blob)
    {
        using var answer = await client.DeleteAsync($"/api/v1/admin/blobs/{blob}");
        return answer.StatusCode;
    }

    private static async Task<BlobRef> UploadAsync(HttpClient client, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "one.png" } };
        using var sent = await client.PostAsync("/api/v1/media", form);
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        return BlobRef.Parse((await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("sha256").GetString()!);
    }

    private async Task<HttpClient> ClientAsync() => await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin));

    private static byte[] NewPicture() => [.. Given.HarbourPng(), .. Guid.NewGuid().ToByteArray()];
}
