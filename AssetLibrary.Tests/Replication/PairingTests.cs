using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Replication;

/// <summary>Two servers with libraries of their own, of which each can be asked by the other once they are paired.</summary>
public sealed class PairingTests : IAsyncLifetime
{
    private readonly App first = new();
    private readonly App second = new();
    private HttpClient one = null!;
    private HttpClient two = null!;

    public async ValueTask InitializeAsync()
    {
        one = await first.WithTokenAsync(await first.AddUserAsync("ada", Role.Admin));
        two = await second.WithTokenAsync(await second.AddUserAsync("ben", Role.Admin));
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task What_is_missing_on_one_comes_from_the_other()
    {
        await PairAsync();
        byte[] bytes = [.. Given.HarbourPng(), 1, 2, 3, 4];
        var (id, blob) = await UploadAsync(one, bytes);
        await UploadAsync(two, bytes);
        File.Delete(first.Services.GetRequiredService<BlobStore>().PathOf(blob));
        using var asked = await one.PostAsync($"/api/v1/media/{id}/refresh", null);
        // The first one was never told where the second is, so it has nobody to ask.
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);

        File.Delete(second.Services.GetRequiredService<BlobStore>().PathOf(blob));
        var (again, _) = await UploadAsync(one, bytes);
        var missing = await second.WithDbAsync(db => db.Set<MediaItem>().SingleAsync(m => m.Sha256 == blob));
        using var refreshed = await two.PostAsync($"/api/v1/media/{missing.Id}/refresh", null);
        var job = (await refreshed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetString();
        Assert.Equal("peer", (await two.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("result").GetProperty("step").GetString());
        Assert.True(second.Services.GetRequiredService<BlobStore>().Has(blob));
        Assert.NotEqual(id, again);
    }

    [Fact]
    public async Task What_lies_on_one_is_announced_to_the_other()
    {
        await PairAsync();
        byte[] bytes = [.. Given.HarbourPng(), 5];
        var (_, blob) = await UploadAsync(two, bytes);
        await UploadAsync(one, bytes);
        foreach (var app in new[] { first, second })
        {
            app.Services.GetRequiredService<BlobIndex>().AnnounceAgain();
            await app.Services.GetRequiredService<Announcer>().RunOnceAsync(TestContext.Current.CancellationToken);
        }

        var presence = await one.GetFromJsonAsync<JsonElement>($"/api/v1/blobs/{blob}/presence", TestContext.Current.CancellationToken);
        Assert.Equal(2, presence.GetProperty("items").GetArrayLength());
        second.Services.GetRequiredService<BlobStore>().Delete(blob);
        await second.Services.GetRequiredService<Announcer>().RunOnceAsync(TestContext.Current.CancellationToken);
        presence = await one.GetFromJsonAsync<JsonElement>($"/api/v1/blobs/{blob}/presence", TestContext.Current.CancellationToken);
        Assert.Equal(1, presence.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_code_is_good_once_and_not_after_ten_wrong_ones()
    {
        var code = await CodeAsync();
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await two.PostAsJsonAsync("/api/v1/devices", new { url = first.Address, code = "AAAAAAAAAA" });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using (var late = await two.PostAsJsonAsync("/api/v1/devices", new { url = first.Address, code }))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        }

        code = await CodeAsync();
        await two.PostedAsync("/api/v1/devices", new { url = first.Address, code });
        using var twice = await two.PostAsJsonAsync("/api/v1/devices", new { url = first.Address, code });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
        Assert.Contains("wrong or has expired", await twice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ftp://example.org")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("")]
    public async Task An_address_that_leads_nowhere_is_said_to(string url)
    {
        using var answer = await two.PostAsJsonAsync("/api/v1/devices", new { url, code = "AAAAAAAAAA" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task Copies_of_one_data_folder_are_told_apart()
    {
        var code = await CodeAsync();
        using var client = first.NewClient();
        var id = first.Services.GetRequiredService<ThisServer>().Id;
        using var answer = await client.PostAsJsonAsync(
            "/peers/pair",
            new
            {
                code,
                id,
                name = "Copy",
                token = "x",
            }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("same device id", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_and_those_who_were_unpaired_get_nothing()
    {
        var (_, blob) = await UploadAsync(one, [.. Given.HarbourPng(), 9]);
        using var stranger = first.NewClient();
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Peer", "alp_1234");
        foreach (var address in new[] { $"/peers/blobs/{blob}", $"/peers/blobs/{blob}/parts" })
        {
            using var refused = await stranger.GetAsync(address);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        await PairAsync();
        var devices = await one.GetFromJsonAsync<JsonElement>("/api/v1/devices", TestContext.Current.CancellationToken);
        var other = devices.GetProperty("items").EnumerateArray().Single(d => d.GetProperty("isPaired").GetBoolean()).GetProperty("id");
        using (var forgotten = await one.DeleteAsync($"/api/v1/devices/{other}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, forgotten.StatusCode);
        }

        var (id, kept) = await UploadAsync(two, [.. Given.HarbourPng(), 9]);
        File.Delete(second.Services.GetRequiredService<BlobStore>().PathOf(kept));
        using var asked = await two.PostAsync($"/api/v1/media/{id}/refresh", null);
        var job = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetString();
        var ended = await two.FinishedAsync($"/api/v1/jobs/{job}");
        Assert.Contains("Pair the two servers again", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_announced_badly_is_refused_as_a_whole()
    {
        await PairAsync();
        var body = new[] { new { sha256 = new string('0', 64), bytes = 5 }, new { sha256 = "zz", bytes = 5 } };
        var device = await second.WithDbAsync(db => db.Set<Device>().SingleAsync(d => d.Secret != null));
        var secret = second.Services.GetRequiredService<AssetLibrary.Web.Replication.Peers.Pairing>().SecretFor(device);
        using var client = first.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Peer", secret);
        var most = Enumerable
            .Range(0, 1000)
            .Select(i => new { sha256 = i.ToString("x64", CultureInfo.InvariantCulture), bytes = 1 })
            .ToList();
        foreach (
            var (lines, status) in new (object, HttpStatusCode)[]
            {
                (body, HttpStatusCode.UnprocessableEntity),
                (most.Append(most[0]), HttpStatusCode.UnprocessableEntity),
                ("x", HttpStatusCode.UnprocessableEntity),
            }
        )
        {
            using var answer = await client.PostAsJsonAsync("/api/v1/blobs/announce", lines);
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.False(
            await first.WithDbAsync(db =>
                db.Set<DevicePresence>().AnyAsync(p => p.DeviceId != db.Set<Device>().First(d => d.KnownBy == null).Id)
            )
        );
    }

    private async Task PairAsync() => await two.PostedAsync("/api/v1/devices", new { url = first.Address, code = await CodeAsync() });

    private async Task<string> CodeAsync() => (await one.PostedAsync("/api/v1/devices/code", new { })).GetProperty("code").GetString()!;

    private static async Task<(Guid Id, BlobRef Blob)> UploadAsync(HttpClient client, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "one.png" } };
        using var sent = await client.PostAsync("/api/v1/media", form);
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        var item = await sent.Content.ReadFromJsonAsync<JsonElement>();
        return (item.GetProperty("id").GetGuid(), BlobRef.Parse(item.GetProperty("sha256").GetString()!));
    }
}
