using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Delivery;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Gallery;

/// <summary>Bytes that are missing or damaged here come back from where they came.</summary>
public sealed class DeliveryTests(FetchingApp app) : IClassFixture<FetchingApp>
{
    [Fact]
    public async Task Missing_bytes_are_fetched_in_the_background_and_are_there_again()
    {
        var (client, item) = await IngestedAsync("picture.png?a");
        Remove(item);
        using (var first = await client.GetAsync($"/media/{item.Id}"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
            Assert.Equal("pending", first.Headers.GetValues("X-Served-From").Single());
            Assert.NotNull(first.Headers.RetryAfter);
        }

        using var back = await Patience.SeeAsync(() => client.GetAsync($"/media/{item.Id}"), r => r.StatusCode == HttpStatusCode.OK);
        Assert.Equal(FetchingApp.Picture, await back.Content.ReadAsByteArrayAsync());
        Assert.Equal("local", back.Headers.GetValues("X-Served-From").Single());
        Assert.False(await app.WithDbAsync(db => db.Set<Fetch>().AnyAsync(f => f.MediaId == item.Id)));
    }

    [Fact]
    public async Task Many_who_ask_at_once_have_it_fetched_once()
    {
        var (client, item) = await IngestedAsync("slow.png");
        Remove(item);
        var before = FetchingApp.Slow;
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.GetAsync($"/media/{item.Id}")));
        using var back = await Patience.SeeAsync(() => client.GetAsync($"/media/{item.Id}"), r => r.StatusCode == HttpStatusCode.OK);
        Assert.Equal(1, FetchingApp.Slow - before);
    }

    [Fact]
    public async Task What_is_another_file_now_is_not_taken_for_it()
    {
        var (client, item) = await IngestedAsync("changing.png");
        Remove(item);
        using var asked = await client.PostAsync($"/api/v1/media/{item.Id}/refresh", null);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var job = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetString();
        var ended = await client.FinishedAsync($"/api/v1/jobs/{job}");
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        Assert.Contains("another file", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
        var fetch = await app.WithDbAsync(db => db.Set<Fetch>().SingleAsync(f => f.MediaId == item.Id));
        Assert.Equal(1, fetch.Failures);
        Assert.True(fetch.NotBefore > app.Now);
        Assert.False(app.Services.GetRequiredService<BlobStore>().Has(item.Sha256));
    }

    [Fact]
    public async Task What_no_other_place_has_is_said_to_be_missing()
    {
        var client = await ClientAsync(Role.Editor);
        var bytes = (byte[])[.. Given.HarbourPng(), 7, 7, 7];
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "a.png" } };
        using var sent = await client.PostAsync("/api/v1/media", form);
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        Remove(await ItemAsync(id));
        foreach (var address in new[] { $"/media/{id}", $"/media/{id}/thumb/320" })
        {
            using var gone = await client.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
            Assert.Contains("not-here", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var refused = await client.PostAsync($"/api/v1/media/{id}/refresh", null);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Damaged_and_missing_files_are_found_and_repaired_and_counted()
    {
        var (_, damaged) = await IngestedAsync("picture.png?b");
        var (_, missing) = await IngestedAsync("slow.png");
        var path = app.Services.GetRequiredService<BlobStore>().PathOf(damaged.Sha256);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[^1] ^= 0xFF;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        Remove(missing);
        var admin = await ClientAsync(Role.Admin);
        var job = (await admin.PostedAsync("/api/v1/media/verify-repair", new { })).GetProperty("jobId").GetString();
        var report = (await admin.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("result");
        Assert.True(report.GetProperty("corrupt").GetInt32() >= 1, report.ToString());
        Assert.True(report.GetProperty("repaired").GetInt32() >= 2, report.ToString());
        Assert.Equal(FetchingApp.Picture, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        await app.Services.GetRequiredService<DeliveryUpkeep>().RunOnceAsync(TestContext.Current.CancellationToken);
        Assert.True(await app.WithDbAsync(db => db.Set<DeliveryCount>().AnyAsync(c => c.Step == "remote" && c.Count > 0)));
        using var page = await (await app.SignInAsync((await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin)).UserName!)).GetAsync(
            "/Admin/Delivery"
        );
        Assert.Contains("Repaired", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_fetched_takes_its_turn_beyond_so_many_bytes_a_second()
    {
        using var limit = new TrafficLimit(megabytesPerSecond: 1, refills: false);
        var cancel = TestContext.Current.CancellationToken;
        for (var i = 0; i < 16; i++)
        {
            await limit.TakeAsync(64 * 1024, cancel);
        }

        var next = limit.TakeAsync(1, cancel);
        Assert.False(next.IsCompleted);
        using var none = new TrafficLimit(megabytesPerSecond: 0);
        await none.TakeAsync(int.MaxValue, cancel);
        Assert.Equal(25 << 20, app.Services.GetRequiredService<TrafficLimit>().BytesPerSecond);
    }

    private void Remove(MediaItem item)
    {
        File.Delete(app.Services.GetRequiredService<BlobStore>().PathOf(item.Sha256));
        app.Services.GetRequiredService<Thumbnails>().Delete(item.Sha256);
    }

    private async Task<(HttpClient Client, MediaItem Item)> IngestedAsync(string path)
    {
        var client = await ClientAsync(Role.Editor);
        var taken = await client.PostedAsync("/api/upload/ingest", new { url = new Uri(app.Server, path) });
        return (client, await ItemAsync(taken.GetProperty("mediaId").GetGuid()));
    }

    private Task<MediaItem> ItemAsync(Guid id) => app.WithDbAsync(db => db.Set<MediaItem>().AsNoTracking().SingleAsync(m => m.Id == id));

    private async Task<HttpClient> ClientAsync(Role role) => await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}", role));
}
