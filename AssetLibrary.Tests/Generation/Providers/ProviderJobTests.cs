using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>From the request to the stored version, with providers that charge and fail.</summary>
public sealed class ProviderJobTests : IClassFixture<ProviderApp>
{
    private readonly ProviderApp app;

    public ProviderJobTests(ProviderApp app)
    {
        this.app = app;
        app.Reset();
    }

    [Theory, InlineData("gemini", 0.0336, 0.033996), InlineData("replicate", 0.003, 0.003), InlineData("comfyui", 0, 0)]
    public async Task A_picture_becomes_a_version_of_the_wanted_size_with_its_price_and_what_was_sent(
        string provider,
        double price,
        double paid
    )
    {
        using var client = await ClientAsync();
        var asset = (await app.LibraryAssetAsync($"Lamp {Guid.NewGuid():N}")).Id;
        var answer = await client.PostedAsync("/api/v1/generations", new { subject = new { type = "libraryAsset", id = asset }, provider });
        Assert.Equal((decimal)price, answer.GetProperty("jobs")[0].GetProperty("estimatedUsd").GetDecimal());
        var job = await client.FinishedAsync($"/api/v1/jobs/{IdOf(answer)}");
        Assert.Equal(("succeeded", (decimal)paid), (job.GetProperty("state").GetString(), job.GetProperty("costUsd").GetDecimal()));
        var item = await client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/media/{job.GetProperty("result").GetProperty("mediaId").GetString()}"
        );
        Assert.Equal(
            (provider, 512, 512),
            (item.GetProperty("provider").GetString(), item.GetProperty("width").GetInt32(), item.GetProperty("height").GetInt32())
        );
        Assert.Equal(
            app.ServerOf(provider).Picture,
            await client.GetByteArrayAsync($"/media/{item.GetProperty("id").GetString()}/original")
        ); // as it came, byte by byte
        var told = WebUtility.HtmlDecode(await client.GetStringAsync($"/Generate/Sent/{item.GetProperty("id").GetString()}"));
        Assert.Contains("received 320 × 200", told, StringComparison.Ordinal);
        Assert.Contains(
            paid == 0 ? "free"
                : provider == "gemini" ? "reported by the provider"
                : "from the price table",
            told,
            StringComparison.Ordinal
        );
        Assert.Equal(1, app.ServerOf(provider).Orders);
    }

    [Fact]
    public async Task A_projects_own_size_is_asked_for_and_met()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync("Wide film", user.Id);
        foreach (var wrong in new[] { "512", "512x", "0x512", "9000x9000", "axb", "-5x5" })
        {
            using var refused = await client.PutAsJsonAsync($"/api/v1/projects/{project.Id}/sizes", new { prop = wrong });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        using var set = await client.PutAsJsonAsync($"/api/v1/projects/{project.Id}/sizes", new { prop = "640 × 360" });
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        var job = await client.FinishedAsync(
            $"/api/v1/jobs/{IdOf(await client.PostedAsync("/api/v1/generations", new { subject = new { type = "projectAsset", id = asset.Id }, provider = "gemini" }))}"
        );
        var item = await client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/media/{job.GetProperty("result").GetProperty("mediaId").GetString()}"
        );
        Assert.Equal((640, 360), (item.GetProperty("width").GetInt32(), item.GetProperty("height").GetInt32()));
        Assert.Equal("16:9", app.Gemini.LastOrder.Json["generationConfig"]!["imageConfig"]!["aspectRatio"]!.GetValue<string>());
        Assert.Contains("640x360", await client.GetStringAsync($"/Projects/{project.Id}/Settings"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_call_is_a_span_without_prompt_and_key()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == GenerationTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var client = await ClientAsync();
        var id = IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a secret lantern", provider = "replicate" }));
        await client.FinishedAsync($"/api/v1/jobs/{id}");
        app.Gemini.Answers(Call.Order, Reply.Json(401, """{"error":{"code":401,"status":"UNAUTHENTICATED","message":"No."}}"""));
        var failed = IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a secret lantern", provider = "gemini" }));
        await client.FinishedAsync($"/api/v1/jobs/{failed}");
        var mine = ended.Where(a => a.GetTagItem("assetlibrary.job.id") is string of && of == id).ToList();
        Assert.Equal("submit", mine[0].GetTagItem("assetlibrary.step"));
        Assert.Equal(
            ("collect", "replicate", "generate_content"),
            (
                mine[^1].GetTagItem("assetlibrary.step"),
                mine[^1].GetTagItem("gen_ai.provider.name"),
                mine[^1].GetTagItem("gen_ai.operation.name")
            )
        );
        Assert.NotNull(mine[^1].GetTagItem("gen_ai.response.id"));
        var bad = ended.Single(a => a.GetTagItem("assetlibrary.job.id") is string of && of == failed);
        Assert.Equal(("auth", ActivityStatusCode.Error), (bad.GetTagItem("error.type"), bad.Status));
        Assert.DoesNotContain(ended.SelectMany(a => a.TagObjects.Select(t => t.Value?.ToString()).Append(a.StatusDescription)), t =>
            t?.Contains("secret lantern", StringComparison.Ordinal) == true
            || t?.Contains(ProviderServer.Key, StringComparison.Ordinal) == true
        );
    }

    [Fact]
    public async Task References_and_concepts_go_out_in_order_and_inspirations_stay_here()
    {
        using var client = await ClientAsync();
        var (first, second, third) = (await GreyAsync(client, 50), await GreyAsync(client, 150), await GreyAsync(client, 250));
        var answer = await client.PostedAsync(
            "/api/v1/generations",
            new
            {
                prompt = "a lamp",
                provider = "gemini",
                references = new object[]
                {
                    new { mediaId = first.Id, role = "concept" },
                    new { mediaId = second.Id, role = "inspiration" },
                    new { mediaId = third.Id },
                },
            }
        );
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{IdOf(answer)}")).GetProperty("state").GetString());
        var parts = app.Gemini.LastOrder.Json["contents"]![0]!["parts"]!.AsArray();
        var went = parts.Skip(1).Select(p => Convert.FromBase64String(p!["inlineData"]!["data"]!.GetValue<string>())).ToList();
        Assert.Equal([50, 250], went.Select(Brightness));
        var id = Guid.Parse(IdOf(answer));
        var sent = JsonSerializer.Deserialize<RequestSnapshot>(
            await app.WithDbAsync(db => db.Set<GenerationRequest>().Where(r => r.Id == id).Select(r => r.Sent).SingleAsync()),
            JsonSerializerOptions.Web
        )!;
        Assert.Equal(
            [(first.Id, ReferenceRole.Concept, 1), (second.Id, ReferenceRole.Inspiration, 2), (third.Id, ReferenceRole.Reference, 3)],
            sent.References!.Select(r => (r.MediaId, r.Role, r.Order))
        );
        Assert.Equal(
            [.. went.Zip([1, 3], (bytes, order) => new SentCopy(order, Given.Sha256(bytes), "image/jpeg", bytes.Length))],
            sent.Copies!
        );
        Assert.Equal("1:1 at 1K", sent.Asked);
    }

    [Fact]
    public async Task What_a_provider_cannot_take_is_said_before_anything_is_spent()
    {
        using var client = await ClientAsync();
        var picture = await UploadAsync(client, 4);
        var two = new[] { new { mediaId = picture.Id }, new { mediaId = picture.Id } };
        Assert.Contains(
            "support reference pictures",
            await RefusedAsync(client, new { prompt = "a lamp", references = two }, 422),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "support reference pictures",
            await RefusedAsync(
                client,
                new
                {
                    prompt = "a lamp",
                    provider = "pollinations",
                    references = two,
                },
                422
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "at most 1 reference",
            await RefusedAsync(
                client,
                new
                {
                    prompt = "a lamp",
                    provider = "stable-diffusion",
                    references = two,
                },
                422
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "has no model",
            await RefusedAsync(
                client,
                new
                {
                    prompt = "a lamp",
                    provider = "gemini",
                    model = "imagen",
                },
                422
            ),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "private network",
            await RefusedAsync(
                client,
                new
                {
                    prompt = "a lamp",
                    provider = "gemini",
                    references = new[] { new { url = "http://127.0.0.1/x.png" } },
                },
                422
            ),
            StringComparison.Ordinal
        );
        await RefusedAsync(
            client,
            new
            {
                prompt = "a lamp",
                provider = "gemini",
                references = new[] { new { mediaId = Guid.NewGuid() } },
            },
            404
        );
        Assert.All(app.Servers, s => Assert.Empty(s.Requests));

        // Inspirations cost nothing of the limit, since they go nowhere.
        var answer = await client.PostedAsync(
            "/api/v1/generations",
            new
            {
                prompt = "a lamp",
                provider = "stable-diffusion",
                references = new object[]
                {
                    new { mediaId = picture.Id, role = "inspiration" },
                    new { mediaId = picture.Id, role = "inspiration" },
                    new { mediaId = picture.Id },
                },
            }
        );
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{IdOf(answer)}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_reference_that_is_not_mine_is_not_there()
    {
        var maker = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("Secret", maker.Id);
        var hidden = Given.Picture(project.Id);
        await app.AddAsync(hidden);
        using var client = await ClientAsync();
        await RefusedAsync(
            client,
            new
            {
                prompt = "a lamp",
                provider = "gemini",
                references = new[] { new { mediaId = hidden.Id } },
            },
            404
        );
    }

    [Fact]
    public async Task What_may_have_been_charged_waits_for_a_person_and_is_never_sent_again_by_itself()
    {
        using var client = await ClientAsync();
        app.Gemini.Answers(Call.Order, Reply.Dropped);
        var id = IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a lamp", provider = "gemini" }));
        var job = await StateAsync(client, id, "unsure");
        Assert.Equal(("maybeCharged", "submit"), (job.GetProperty("errorClass").GetString(), job.GetProperty("failureStage").GetString()));
        // What came later has had its turn.
        var later = IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a lamp", provider = "openai" }));
        await client.FinishedAsync($"/api/v1/jobs/{later}");
        Assert.Equal(1, app.Gemini.Orders);
        app.Gemini.Instead.Clear();
        using var retry = await client.PostAsync($"/api/v1/jobs/{id}/retry", null);
        Assert.Equal(HttpStatusCode.Accepted, retry.StatusCode);
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());
        Assert.Equal(2, app.Gemini.Orders);
    }

    [Fact]
    public async Task An_order_that_was_out_when_the_app_died_is_not_sent_again()
    {
        using var client = await ClientAsync();
        var id = await StoppedAsync(client, "openai");
        await app.WithDbAsync(db =>
            db.Set<Order>()
                .Where(o => o.Id == id)
                .ExecuteUpdateAsync(s => s.SetProperty(o => o.SubmittedAt, app.Now).SetProperty(o => o.State, OrderState.Submitting))
        );
        using var retry = await client.PostAsync($"/api/v1/jobs/{id}/retry", null);
        await StateAsync(client, id.ToString(), "unsure");
        Assert.Equal(0, app.OpenAI.Orders);
        using var again = await client.PostAsync($"/api/v1/jobs/{id}/retry", null);
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());
        Assert.Equal(1, app.OpenAI.Orders);
    }

    [Fact]
    public async Task A_picture_that_had_arrived_is_taken_from_here()
    {
        using var client = await ClientAsync();
        var picture = await UploadAsync(client, 5);
        var id = await StoppedAsync(client, "openai");
        var address = BlobRef.Of(System.Security.Cryptography.SHA256.HashData(picture.Bytes));
        await app.WithDbAsync(db =>
            db.Set<Order>()
                .Where(o => o.Id == id)
                .ExecuteUpdateAsync(s =>
                    s.SetProperty(o => o.SubmittedAt, app.Now)
                        .SetProperty(o => o.ArrivedSha256, address)
                        .SetProperty(o => o.State, OrderState.Arrived)
                )
        );
        using var retry = await client.PostAsync($"/api/v1/jobs/{id}/retry", null);
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());
        Assert.Equal(0, app.OpenAI.Orders);
    }

    [Fact]
    public async Task A_finished_picture_whose_download_failed_is_fetched_again_and_not_bought_again()
    {
        using var client = await ClientAsync();
        app.Replicate.Answers(Call.Download, Reply.Text(503, "busy"), Reply.Dropped, Reply.Picture(Given.HarbourPng()));
        var job = await client.FinishedAsync(
            $"/api/v1/jobs/{IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a lamp", provider = "replicate" }))}"
        );
        Assert.Equal(("succeeded", 2), (job.GetProperty("state").GetString(), job.GetProperty("retryCount").GetInt32()));
        Assert.Equal(1, app.Replicate.Orders);
    }

    [Fact]
    public async Task A_temporary_error_is_asked_about_three_times_and_then_told()
    {
        using var client = await ClientAsync();
        app.OpenAI.Answers(Call.Order, Reply.Json(500, """{"error":{"message":"The server had an error.","type":"server_error"}}"""));
        var job = await client.FinishedAsync(
            $"/api/v1/jobs/{IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a lamp", provider = "openai" }))}"
        );
        Assert.Equal(
            ("failed", "temporary", 2),
            (job.GetProperty("state").GetString(), job.GetProperty("errorClass").GetString(), job.GetProperty("retryCount").GetInt32())
        );
        Assert.Equal(3, app.OpenAI.Orders);
    }

    [Fact]
    public async Task A_picture_that_is_cut_off_is_never_done_nor_bought_again_and_a_person_may_order_another()
    {
        using var client = await ClientAsync();
        app.Gemini.Picture = Given.HarbourPng()[..(Given.HarbourPng().Length / 2)];
        var id = IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a lamp", provider = "gemini" }));
        var job = await client.FinishedAsync($"/api/v1/jobs/{id}");
        Assert.Equal(
            ("failed", "download", "emptyResult"),
            (job.GetProperty("state").GetString(), job.GetProperty("failureStage").GetString(), job.GetProperty("errorClass").GetString())
        );
        app.Gemini.Picture = Given.HarbourPng();
        using var retry = await client.PostAsync($"/api/v1/jobs/{id}/retry", null);
        Assert.Equal("failed", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());
        Assert.Equal(1, app.Gemini.Orders);
        using var again = await client.PostAsJsonAsync($"/api/v1/jobs/{id}/retry", new { provider = "gemini" });
        var another = (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetString();
        Assert.NotEqual(id, another);
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{another}")).GetProperty("state").GetString());
        Assert.Equal(2, app.Gemini.Orders);
    }

    [Fact]
    public async Task No_more_jobs_of_a_provider_run_at_once_than_it_allows()
    {
        using var client = await ClientAsync();
        var (now, most) = (0, 0);
        app.OpenAI.AtWork = async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Patience.UntilAsync(() => most >= 2);
            // Time enough for a third to come in, were it let.
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            Interlocked.Decrement(ref now);
        };
        var answer = await client.PostedAsync(
            "/api/v1/generations",
            new
            {
                prompt = "a lamp",
                provider = "openai",
                count = 6,
            }
        );
        foreach (var job in answer.GetProperty("jobs").EnumerateArray())
        {
            var done = await client.FinishedAsync($"/api/v1/jobs/{job.GetProperty("id").GetString()}");
            Assert.Equal(
                ("succeeded", 1, 0),
                (
                    done.GetProperty("state").GetString(),
                    done.GetProperty("attemptCount").GetInt32(),
                    done.GetProperty("retryCount").GetInt32()
                )
            );
        }

        Assert.Equal(2, most);
        Assert.Equal(6, app.OpenAI.Orders);
    }

    [Fact]
    public async Task When_one_job_is_asked_to_slow_down_all_jobs_of_that_provider_wait()
    {
        using var client = await ClientAsync();
        app.Pollinations.Answers(
            Call.Order,
            Reply
                .Json(429, """{"status":429,"success":false,"error":{"code":"RATE_LIMITED","message":"Slow."}}""")
                .With("Retry-After", "3600"),
            Reply.Picture(Given.HarbourPng())
        );
        var first = IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a lamp", provider = "pollinations" }));
        await StateAsync(client, first, "waiting");
        var others = await client.PostedAsync(
            "/api/v1/generations",
            new
            {
                prompt = "a chair",
                provider = "pollinations",
                count = 3,
            }
        );
        // What came later and goes to another provider has had its turn.
        var later = IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a lamp", provider = "openai" }));
        await client.FinishedAsync($"/api/v1/jobs/{later}");
        Assert.Equal(1, app.Pollinations.Orders);
        await app.WithDbAsync(async db =>
            await db.Set<ClosedGroup>().ExecuteUpdateAsync(s => s.SetProperty(c => c.Until, db.Now.AddSeconds(-1)))
            + await db.Set<Job>()
                .Where(j => j.State == JobState.Waiting)
                .ExecuteUpdateAsync(s => s.SetProperty(j => j.NotBefore, db.Now.AddSeconds(-1)))
        );
        foreach (var id in others.GetProperty("jobs").EnumerateArray().Select(j => j.GetProperty("id").GetString()).Append(first))
        {
            Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());
        }

        Assert.Equal(5, app.Pollinations.Orders);
    }

    [Theory, InlineData("replicate", "/cancel"), InlineData("comfyui", "/queue")]
    public async Task A_cancelled_job_is_stopped_at_its_provider_and_a_retry_orders_anew(string provider, string stop)
    {
        using var client = await ClientAsync();
        (app.Replicate.Looks, app.ComfyUI.Looks) = (1000, 1000);
        var id = IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a lamp", provider }));
        var server = app.ServerOf(provider);
        await Patience.UntilAsync(() => server.Requests.Any(r => r.Call == Call.Look));
        using var cancel = await client.PostAsync($"/api/v1/jobs/{id}/cancel", null);
        Assert.Equal("cancelled", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());
        Assert.Single(server.Requests, r => r.Method == "POST" && r.Path.EndsWith(stop, StringComparison.Ordinal));
        (app.Replicate.Looks, app.ComfyUI.Looks) = (1, 1);
        using var retry = await client.PostAsync($"/api/v1/jobs/{id}/retry", null);
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{id}")).GetProperty("state").GetString());
        Assert.Equal(2, server.Orders);
    }

    private async Task<HttpClient> ClientAsync() => await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));

    private static string IdOf(JsonElement answer) => answer.GetProperty("jobs")[0].GetProperty("id").GetString()!;

    /// <summary>A job of this provider that has been cancelled before it did anything.</summary>
    private async Task<Guid> StoppedAsync(HttpClient client, string provider)
    {
        app.ServerOf(provider).Answers(Call.Order, Reply.Json(400, """{"error":{"message":"No.","type":"invalid_request_error"}}"""));
        var id = IdOf(await client.PostedAsync("/api/v1/generations", new { prompt = "a lamp", provider }));
        await client.FinishedAsync($"/api/v1/jobs/{id}");
        app.ServerOf(provider).Reset();
        return Guid.Parse(id);
    }

    /// <summary>A picture of its own: some bytes after the end of a PNG do not disturb.</summary>
    private static Task<(Guid Id, byte[] Bytes)> GreyAsync(HttpClient client, int brightness) => UploadAsync(client, Grey(brightness));

    private static byte[] Grey(int brightness)
    {
        using var grey = (Image.Black(80, 80, bands: 3) + brightness).Cast(Enums.BandFormat.Uchar);
        using var picture = grey.Copy(interpretation: Enums.Interpretation.Srgb);
        return picture.WriteToBuffer(".png");
    }

    private static int Brightness(byte[] picture)
    {
        using var seen = Image.NewFromBuffer(picture);
        return (int)Math.Round(seen.Avg() / 10) * 10;
    }

    private static Task<(Guid Id, byte[] Bytes)> UploadAsync(HttpClient client, byte mark) =>
        UploadAsync(client, [.. Given.HarbourPng(), mark, 0, 0, 0]);

    private static async Task<(Guid Id, byte[] Bytes)> UploadAsync(HttpClient client, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "harbour.png" } };
        using var answer = await client.PostAsync("/api/v1/media", form);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var item = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (item.GetProperty("id").GetGuid(), bytes);
    }

    private static Task<JsonElement> StateAsync(HttpClient client, string id, string state) =>
        Patience.SeeAsync(
            () => client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{id}"),
            job => job.GetProperty("state").GetString() == state
        );

    private static async Task<string> RefusedAsync(HttpClient client, object body, int status)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/generations", body);
        Assert.Equal(status, (int)answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
