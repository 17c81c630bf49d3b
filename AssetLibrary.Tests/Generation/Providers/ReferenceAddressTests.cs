using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>References that are named by an address: of this library, of elsewhere, and what must not be fetched.</summary>
public sealed class ReferenceAddressTests : IClassFixture<PublicApp>
{
    // In base64.
    private const string JpegStart = "/9j/";

    private readonly PublicApp app;

    public ReferenceAddressTests(PublicApp app)
    {
        this.app = app;
        app.Reset();
    }

    [Fact]
    public async Task A_picture_from_elsewhere_comes_in_and_goes_along()
    {
        using var client = await app.ClientAsync();
        await using var elsewhere = new OpenAIServer { Picture = [.. Given.HarbourPng(), 21, 0, 0, 0] };
        var key = Guid.NewGuid().ToString();
        var wish = new
        {
            prompt = "a lamp",
            provider = "gemini",
            references = new[] { new { url = $"{elsewhere.Endpoint}/files/out.png" } },
            idempotencyKey = key,
        };
        var first = await client.AskAsync(wish);
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{PublicApp.IdOf(first)}")).GetProperty("state").GetString());
        Assert.StartsWith(
            JpegStart,
            app.Gemini.LastOrder.Json["contents"]![0]!["parts"]![1]!["inlineData"]!["data"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
        var id = Guid.Parse(PublicApp.IdOf(first));
        var sent = JsonSerializer.Deserialize<RequestSnapshot>(
            await app.WithDbAsync(db => db.Set<GenerationRequest>().Where(r => r.Id == id).Select(r => r.Sent).SingleAsync()),
            JsonSerializerOptions.Web
        )!;
        var item = await app.WithDbAsync(db => db.Set<MediaItem>().SingleAsync(m => m.Id == sent.References![0].MediaId));
        Assert.Equal(("out.png", MediaSource.Import), (item.FileName, item.Source));
        Assert.Equal(PublicApp.IdOf(first), PublicApp.IdOf(await client.AskAsync(wish)));
        Assert.Single(elsewhere.Requests); // the same request is not fetched again
    }

    [Fact]
    public async Task An_address_of_our_own_is_the_item_behind_it_though_its_permission_has_run_out()
    {
        using var client = await app.ClientAsync();
        var picture = await PublicApp.UploadAsync(client, 22);
        var signedUrls = app.Services.GetRequiredService<SignedUrls>();
        var item = await app.WithDbAsync(db => db.Set<MediaItem>().SingleAsync(m => m.Id == picture));
        var old = $"lent/{picture}/{signedUrls.Permit(item.Sha256, item.ContentType, app.Now.AddSeconds(-1))}/picture.png";
        using var stranger = app.NewClient();
        foreach (var refused in new[] { old, $"lent/{picture}/forged/picture.png", $"media/{picture}" })
        {
            using var answer = await stranger.GetAsync(refused);
            Assert.NotEqual("image/png", answer.Content.Headers.ContentType?.MediaType);
        }

        foreach (var url in new[] { $"https://library.example.org/{old}", $"https://library.example.org/media/{picture}" })
        {
            var job = await client.FinishedAsync(
                $"/api/v1/jobs/{PublicApp.IdOf(await client.AskAsync(new { prompt = "a lamp", provider = "gemini", references = new[] { new { url } } }))}"
            );
            Assert.Equal("succeeded", job.GetProperty("state").GetString());
            Assert.Contains(JpegStart, app.Gemini.LastOrder.Text, StringComparison.Ordinal);
        }

        // What I may not see, I may not name.
        var maker = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var hidden = Given.Picture((await app.ProjectAsync("Secret", maker.Id)).Id);
        await app.AddAsync(hidden);
        Assert.Contains(
            "not-found",
            await RefusedAsync(client, $"https://library.example.org/media/{hidden.Id}", HttpStatusCode.NotFound),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_cannot_or_must_not_be_fetched_is_said_and_leaves_nothing()
    {
        using var client = await app.ClientAsync();
        await using var elsewhere = new OpenAIServer();
        var before = await app.WithDbAsync(db => db.Set<MediaItem>().CountAsync());
        foreach (
            var (url, words) in new[]
            {
                ("http://169.254.169.254/latest/meta-data", "private network"),
                ("http://localhost:9/x.png", "private network"),
                ("http://[::1]/x.png", "private network"),
                ("http://user:word@127.0.0.1/x.png", "allowed or doesn"),
                ("http://127.0.0.1:9/x.png", "be reached"),
                ("ftp://example.org/x.png", "http or https"),
                ("x.png", "http or https"),
            }
        )
        {
            Assert.Contains(words, await RefusedAsync(client, url, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        }

        var at = $"{elsewhere.Endpoint}/files/out.png";
        foreach (
            var (reply, words, status) in new (Reply, string, HttpStatusCode)[]
            {
                (Reply.Text(302, "").With("Location", "http://10.0.0.1/x.png"), "private network", HttpStatusCode.UnprocessableEntity),
                (Reply.Text(403, "<Error>ExpiredToken</Error>"), "returned HTTP 403", HttpStatusCode.UnprocessableEntity),
                (Reply.Html(), "unsupported-media", HttpStatusCode.UnsupportedMediaType),
                (Reply.Picture([]), "empty", HttpStatusCode.UnprocessableEntity),
                (Reply.Picture(Given.HarbourPng()[..600]), "broken-media", HttpStatusCode.UnprocessableEntity),
                (Reply.Dropped, "or it disconnected", HttpStatusCode.UnprocessableEntity),
                (Reply.Picture(Given.Clip(), "video/mp4"), "This is a clip, not a picture", HttpStatusCode.UnprocessableEntity),
            }
        )
        {
            elsewhere.Answers(Call.Download, reply);
            Assert.Contains(words, await RefusedAsync(client, at, status), StringComparison.Ordinal);
        }

        // What would be refused anyhow is refused before anything is fetched.
        elsewhere.Requests.Clear();
        var many = Enumerable.Repeat(new { url = at, role = "inspiration" }, 21);
        foreach (
            var (body, status) in new (object, HttpStatusCode)[]
            {
                (
                    new
                    {
                        prompt = "a lamp",
                        provider = "gemini",
                        references = many,
                    },
                    HttpStatusCode.UnprocessableEntity
                ),
                (
                    new
                    {
                        prompt = "a lamp",
                        provider = "pollinations",
                        references = new[] { new { url = at } },
                    },
                    HttpStatusCode.UnprocessableEntity
                ),
                (
                    new
                    {
                        subject = new { type = "libraryAsset", id = Guid.NewGuid() },
                        provider = "gemini",
                        references = new[] { new { url = at } },
                    },
                    HttpStatusCode.NotFound
                ),
            }
        )
        {
            using var answer = await client.PostAsJsonAsync("/api/v1/generations", body);
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.Empty(elsewhere.Requests);
        Assert.Equal(before, await app.WithDbAsync(db => db.Set<MediaItem>().CountAsync()));
        Assert.Empty(app.Gemini.Requests);
    }

    [Fact]
    public async Task The_example_of_a_style_goes_along_last_once_a_person_has_brought_it()
    {
        using var client = await app.ClientAsync();
        var made = await (
            await client.PostAsJsonAsync("/api/v1/styles", new { name = $"Ink {Guid.NewGuid():N}", prompt = "ink and wash" })
        ).Content.ReadFromJsonAsync<JsonElement>();
        var style = made.GetProperty("id").GetGuid();
        await client.FinishedAsync(
            $"/api/v1/jobs/{PublicApp.IdOf(await client.AskAsync(new { subject = new { type = "styleCapsule", id = style } }))}"
        );
        Assert.Equal(0, await ReferencesAsync()); // a sample that nobody has chosen
        var example = await PublicApp.UploadAsync(client, 23);
        using var answer = await client.PostAsJsonAsync(
            $"/api/v1/subjects/styleCapsule/{style}/versions/{AssetKeys.Reference}",
            new { mediaIds = new[] { example }, setBest = true }
        );
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(1, await ReferencesAsync());
        Assert.Contains("The last picture shows the style", app.Gemini.LastOrder.Text, StringComparison.Ordinal);
        Assert.Equal(0, await ReferencesAsync("pollinations")); // takes none: the words alone tell it
        Assert.Equal(0, await ReferencesAsync(subject: style)); // not with a sample of itself

        async Task<int> ReferencesAsync(string provider = "gemini", Guid? subject = null)
        {
            var asked = await client.AskAsync(
                subject is null
                    ? new
                    {
                        prompt = $"a lamp {Guid.NewGuid()}",
                        styleId = style,
                        provider,
                    }
                    : new { subject = new { type = "styleCapsule", id = style }, provider }
            );
            var id = Guid.Parse(PublicApp.IdOf(asked));
            Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());
            var sent = JsonSerializer.Deserialize<RequestSnapshot>(
                await app.WithDbAsync(db => db.Set<GenerationRequest>().Where(r => r.Id == id).Select(r => r.Sent).SingleAsync()),
                JsonSerializerOptions.Web
            )!;
            return sent.References?.Count(r => r.Role == ReferenceRole.Style) ?? 0;
        }
    }

    private static async Task<string> RefusedAsync(HttpClient client, string url, HttpStatusCode status)
    {
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new
            {
                prompt = "a lamp",
                provider = "gemini",
                references = new[] { new { url } },
            }
        );
        Assert.Equal(status, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
