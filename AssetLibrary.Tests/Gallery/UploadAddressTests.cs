using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Gallery;

/// <summary>An app that may fetch from one server of this machine, and that server.</summary>
public sealed class FetchingApp : App
{
    private static int asked,
        slow,
        changes;

    public static int Slow => slow;

    // Before the app starts, which is in the constructor of its class.
    private readonly WebApplication server = Start();

    public new Uri Server => new(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static byte[] Picture { get; } = [.. Given.HarbourPng(), 9, 9];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Generation:TrustedHosts:0", $"127.0.0.1:{Server.Port}");
        builder.UseSetting("Uploads:MaxBytes", "3000000");
    }

    public override async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await base.DisposeAsync();
    }

    private static WebApplication Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var started = builder.Build();
        started.MapGet("/picture.png", () => Results.Bytes(Picture, "text/plain"));
        started.MapGet("/page.png", () => Results.Bytes("<!doctype html><script>1</script>"u8.ToArray(), "image/png"));
        started.MapGet("/hops/{left:int}", (int left) => Results.Redirect(left == 1 ? "/picture.png" : $"/hops/{left - 1}"));
        started.MapGet("/private", () => Results.Redirect("http://127.0.0.1:1/picture.png"));
        started.MapGet("/slow.png", async () =>
        {
            Interlocked.Increment(ref slow);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            return Results.Bytes([.. Picture, 5], "image/png");
        });
        started.MapGet("/changing.png", () => Results.Bytes([.. Picture, (byte)Interlocked.Increment(ref changes)], "image/png"));
        started.MapGet("/samples/{*path}", (string path) =>
            Results.File(Path.Combine(AppContext.BaseDirectory, "Samples", path), "image/png")
        );
        started.MapGet("/gone", () => Results.StatusCode(410));
        started.MapGet("/later.png", () =>
            Interlocked.Increment(ref asked) < 3 ? Results.StatusCode(404) : Results.Bytes(Picture, "image/png")
        );
        started.StartAsync().GetAwaiter().GetResult();
        return started;
    }
}

/// <summary>Files that come by an address: signed ones, and addresses of others.</summary>
public sealed class UploadAddressTests(FetchingApp app) : IClassFixture<FetchingApp>
{
    [Fact]
    public async Task A_signed_address_takes_one_file_and_gives_it_back()
    {
        var client = await ClientAsync();
        var bytes = Given.HarbourPng();
        var signed = await client.PostedAsync(
            "/api/upload/sign",
            new
            {
                fileName = "C:\\pictures\\..\\harbour.png",
                contentType = "image/png",
                bytes = bytes.Length,
            }
        );
        var key = signed.GetProperty("key").GetString()!;
        Assert.EndsWith("/harbour.png", key, StringComparison.Ordinal);
        Assert.True(signed.GetProperty("expiresAt").GetDateTimeOffset() > app.Now);
        using var stranger = app.NewClient();
        using (var early = await stranger.GetAsync(PathOf(signed, "readUrl")))
        {
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        }

        using (var put = await PutAsync(stranger, PathOf(signed, "uploadUrl"), bytes))
        {
            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        }

        Assert.Equal(bytes, await stranger.GetByteArrayAsync(PathOf(signed, "readUrl")));
        using (var twice = await PutAsync(stranger, PathOf(signed, "uploadUrl"), bytes))
        {
            Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        }

        var read = await client.PostedAsync("/api/upload/sign-read", new { key });
        Assert.Equal(bytes, await stranger.GetByteArrayAsync(PathOf(read, "url")));
        var item = await app.WithDbAsync(db => db.Set<MediaItem>().SingleAsync(m => m.StorageKey == key));
        Assert.Equal((MediaSource.Upload, "image/png", "harbour.png"), (item.Source, item.ContentType, item.FileName));
        var byId = await client.PostedAsync("/api/upload/sign-read", new { mediaId = item.Id });
        Assert.Equal(bytes, await stranger.GetByteArrayAsync(PathOf(byId, "url")));
    }

    [Fact]
    public async Task A_signed_address_takes_nothing_else_than_was_announced()
    {
        var client = await ClientAsync();
        using var stranger = app.NewClient();
        var signed = await client.PostedAsync("/api/upload/sign", new { fileName = "a.png", bytes = 100 });
        using (var large = await PutAsync(stranger, PathOf(signed, "uploadUrl"), Given.HarbourPng()))
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        }

        using (var page = await PutAsync(stranger, PathOf(signed, "uploadUrl"), "<!doctype html><p>"u8.ToArray()))
        {
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, page.StatusCode);
        }

        using (var forged = await PutAsync(stranger, PathOf(signed, "uploadUrl")[..^4] + "AAAA", Given.HarbourPng()))
        {
            Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        }

        using var read = await stranger.GetAsync("/read/" + PathOf(signed, "uploadUrl").Split('/')[^1]);
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode); // one permission is not the other
    }

    [Theory]
    [InlineData(1, HttpStatusCode.NotFound)]
    [InlineData(-1, HttpStatusCode.Forbidden)]
    public async Task A_signed_address_ends(int minutesLeft, HttpStatusCode answered)
    {
        var permit = app
            .Services.GetRequiredService<IDataProtectionProvider>()
            .CreateProtector("signed read")
            .ToTimeLimitedDataProtector()
            .Protect($"{Guid.NewGuid()}", app.Now.AddMinutes(minutesLeft));
        using var answer = await app.NewClient().GetAsync($"/read/{permit}");
        Assert.Equal(answered, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"fileName":"a.png"}""", 422)]
    [InlineData("""{"fileName":"","bytes":10}""", 422)]
    [InlineData("""{"fileName":"a.png","bytes":-1}""", 422)]
    [InlineData("""{"fileName":"a.png","bytes":9000000}""", 413)]
    [InlineData("""{"fileName":"a.html","contentType":"text/html","bytes":10}""", 415)]
    [InlineData("""{"fileName":"a.png","bytes":10,"project":"00000000-0000-0000-0000-000000000001"}""", 404)]
    public async Task What_cannot_be_uploaded_gets_no_address(string body, int status)
    {
        var client = await ClientAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/upload/sign", content);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("picture.png")]
    [InlineData("hops/3")]
    [InlineData("later.png")]
    public async Task An_address_of_somebody_else_is_fetched_and_told_by_its_content(string path)
    {
        var client = await ClientAsync();
        var address = new Uri(app.Server, path + "?X-Amz-Date=20261201T000000Z&X-Amz-Expires=3600");
        var taken = await client.PostedAsync("/api/upload/ingest", new { url = address });
        Assert.Equal("image/png", taken.GetProperty("contentType").GetString());
        var id = taken.GetProperty("mediaId").GetGuid();
        Assert.Equal(FetchingApp.Picture, await client.GetByteArrayAsync($"/media/{id}"));
        var item = await app.WithDbAsync(db => db.Set<MediaItem>().SingleAsync(m => m.Id == id));
        Assert.Equal((MediaSource.Import, address.AbsoluteUri), (item.Source, item.RemoteUrl));
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 1, 0, 0, TimeSpan.Zero), item.RemoteExpiresAt);
    }

    [Fact]
    public async Task A_version_can_be_made_of_an_address_and_one_that_fails_leaves_the_others()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        var made = await client.PostedAsync(
            $"/api/v1/subjects/projectAsset/{asset.Id}/versions/reference",
            new { urls = new[] { new Uri(app.Server, "picture.png?v") } }
        );
        Assert.Equal(1, made.GetProperty("latest").GetInt32());
        object Item(string path) =>
            new
            {
                subject = new { type = "projectAsset", id = asset.Id },
                key = "reference",
                urls = new[] { new Uri(app.Server, path) },
            };
        var results = (await client.PostedAsync("/api/v1/versions/batch", new[] { Item("gone"), Item("picture.png?w") })).GetProperty(
            "results"
        );
        Assert.Equal([false, true], results.EnumerateArray().Select(r => r.GetProperty("ok").GetBoolean()));
        using var both = await client.PostAsJsonAsync(
            $"/api/v1/subjects/projectAsset/{asset.Id}/versions/reference",
            new { urls = new[] { "http://127.0.0.1:1/x" }, mediaIds = new[] { Guid.NewGuid() } }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, both.StatusCode);
    }

    [Theory]
    [InlineData("hops/3", 200)]
    [InlineData("hops/4", 422)]
    [InlineData("private", 422)]
    [InlineData("gone", 422)]
    [InlineData("page.png", 415)]
    public async Task What_leads_too_far_or_to_nothing_is_refused(string path, int status)
    {
        var client = await ClientAsync();
        using var answer = await client.PostAsJsonAsync("/api/upload/ingest", new { url = new Uri(app.Server, path) });
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain("127.0.0.1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1/x.png")]
    [InlineData("http://localhost:5432/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::1]/x.png")]
    [InlineData("http://[::ffff:7f00:1]/x.png")]
    [InlineData("http://2130706433/x.png")]
    [InlineData("http://0x7f000001/x.png")]
    [InlineData("http://0177.0.0.1/x.png")]
    [InlineData("http://127.1/x.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/x.png")]
    [InlineData("gopher://127.0.0.1:11211/_stats")]
    [InlineData("http://10.0.0.1/a.jpg")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://example.invalid@127.0.0.1/x.png")]
    [InlineData("picture.png")]
    [InlineData("")]
    public async Task No_address_leads_into_a_private_network(string url)
    {
        var client = await ClientAsync();
        using var answer = await client.PostAsJsonAsync("/api/upload/ingest", new { url });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private async Task<HttpClient> ClientAsync() => await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));

    private static string PathOf(JsonElement answer, string name) => new Uri(answer.GetProperty(name).GetString()!).AbsolutePath;

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string path, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        return await client.PutAsync(path, content);
    }
}

public sealed class RemoteExpiryTests
{
    [Theory]
    [InlineData("https://a.example/x.png?X-Amz-Date=20260101T120000Z&X-Amz-Expires=3600", "2026-01-01T13:00:00Z")]
    [InlineData("https://a.example/x.png?X-Goog-Date=20260101T120000Z&X-Goog-Expires=60&X-Goog-Signature=a", "2026-01-01T12:01:00Z")]
    [InlineData("https://a.example/x.png?sv=1&se=2026-01-01T13%3A00%3A00Z&sig=abc", "2026-01-01T13:00:00Z")]
    [InlineData("https://a.example/x.png?Expires=1767272400&Signature=a", "2026-01-01T13:00:00Z")]
    [InlineData("https://a.example/x.png?exp=1767272400", "2026-01-01T13:00:00Z")]
    [InlineData("https://a.example/x.png?e=5", null)]
    [InlineData("https://a.example/x.png?X-Amz-Date=yesterday&X-Amz-Expires=3600", null)]
    [InlineData("https://a.example/x.png?X-Amz-Date=20260101T120000Z&X-Amz-Expires=99999999999", null)]
    [InlineData("https://a.example/x.png?X-Amz-Date=99991231T235959Z&X-Amz-Expires=999999999", null)]
    [InlineData("https://a.example/x.png?Expires=1767272400&expires=1", "2026-01-01T13:00:00Z")]
    [InlineData("https://a.example/x.png", null)]
    public void The_end_of_a_permission_is_read_from_its_address(string address, string? end) =>
        Assert.Equal(
            end is null ? null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture),
            RemoteExpiry.Of(new Uri(address))
        );
}
