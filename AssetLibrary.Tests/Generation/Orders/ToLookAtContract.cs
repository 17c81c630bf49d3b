using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Generation.Orders;

/// <summary>Paid and answered, but no picture was found: kept, read again, looked at; never bought again unasked.</summary>
public abstract class ToLookAtContract
{
    private readonly StrangeApp app;

    protected ToLookAtContract(StrangeApp app)
    {
        this.app = app;
        app.Provider.Reset();
    }

    // A picture of its own for each test: some bytes after the end of a PNG do not disturb.
    private readonly byte[] picture = [.. Given.HarbourPng(), .. Guid.NewGuid().ToByteArray()];

    [Fact]
    public async Task A_retry_reads_the_kept_answer_and_never_buys_again()
    {
        var (client, project, job) = await UnreadAsync("""{"images":[{"payload":"nothing of use"}]}""");
        Assert.Equal("failed", await RetryAsync(client, job));
        await AssertPaidOnceAsync(job);
        app.Provider.Finds = picture;
        var kept = (await OrderAsync(job)).AnswerSha256!.Value;
        Assert.True(app.Services.GetRequiredService<BlobStore>().Has(kept));
        Assert.Equal("succeeded", await RetryAsync(client, job));
        await AssertPaidOnceAsync(job);
        await Patience.UntilAsync(() => !app.Services.GetRequiredService<BlobStore>().Has(kept)); // it has served
        var order = await OrderAsync(job);
        Assert.Equal((OrderState.Stored, null), (order.State, order.AnswerSha256));
        Assert.Equal(BlobRef.Of(SHA256.HashData(picture)), order.ArrivedSha256);
        Assert.DoesNotContain(job.ToString(), await client.GetStringAsync("/api/v1/generations/to-look-at"), StringComparison.Ordinal);
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<AssetVersion>().CountAsync(v => v.ProjectId == project.Id)));
    }

    [Fact]
    public async Task A_person_takes_the_picture_from_the_answer_and_it_has_its_whole_story()
    {
        var value = Convert.ToBase64String(picture);
        var (client, _, job) = await UnreadAsync(
            JsonSerializer.Serialize(
                new
                {
                    images = new[] { new { payload = $"data:image/png;base64,{value}", note = "short" } },
                    links = new[] { "https://cdn.example.org/a/b.png?signature=secret" },
                }
            )
        );
        var text = await client.GetStringAsync($"/api/v1/jobs/{job}/answer");
        Assert.DoesNotContain(value[..40], text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        var answer = JsonElement.Parse(text);
        var pictures = answer.GetProperty("pictures").EnumerateArray().ToList();
        Assert.Equal(["images[0].payload", "links[0]"], pictures.Select(p => p.GetProperty("path").GetString()));
        Assert.Equal("https://cdn.example.org/a/b.png", pictures[1].GetProperty("url").GetString());
        Assert.Equal("images[].payload: text", answer.GetProperty("shape").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("costUsd").ValueKind);
        using var nothing = await client.PostAsJsonAsync($"/api/v1/jobs/{job}/answer/take", new { path = "images[0].note" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        using var taken = await client.PostAsJsonAsync($"/api/v1/jobs/{job}/answer/take", new { path = "images[0].payload" });
        Assert.True(taken.StatusCode == HttpStatusCode.Accepted, await taken.Content.ReadAsStringAsync());
        await AssertStoredAsync(client, job);
    }

    [Fact]
    public async Task A_person_brings_the_picture_as_a_file()
    {
        var (client, _, job) = await UnreadAsync("""{"text":"See our web site."}""");
        using var wrong = await BringAsync(client, job, Encoding.UTF8.GetBytes("no picture at all, whatever its name says"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var brought = await BringAsync(client, job, picture);
        Assert.True(brought.StatusCode == HttpStatusCode.Accepted, await brought.Content.ReadAsStringAsync());
        await AssertStoredAsync(client, job);
        using var late = await BringAsync(client, job, picture);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task The_answer_is_downloaded_as_it_came_by_editors_only()
    {
        var text = JsonSerializer.Serialize(new { images = new[] { new { payload = Convert.ToBase64String(picture) } } });
        var (client, project, job) = await UnreadAsync(text);
        var (reader, stranger) = (await app.AddUserAsync($"r{Guid.NewGuid():N}"), await app.AddUserAsync($"s{Guid.NewGuid():N}"));
        await app.AddAsync(
            new ProjectMember
            {
                ProjectId = project.Id,
                UserId = reader.Id,
                Role = Role.Viewer,
            }
        );
        using var file = await client.GetAsync($"/api/v1/jobs/{job}/answer/file");
        Assert.Equal(text, await file.Content.ReadAsStringAsync());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("application/octet-stream", file.Content.Headers.ContentType?.MediaType);
        Assert.Contains("sandbox", string.Join(' ', file.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        foreach (var (user, status) in new[] { (reader, HttpStatusCode.Forbidden), (stranger, HttpStatusCode.NotFound) })
        {
            using var other = await app.WithTokenAsync(user);
            foreach (var path in new[] { "answer", "answer/file" })
            {
                using var refused = await other.GetAsync($"/api/v1/jobs/{job}/{path}");
                Assert.Equal(status, refused.StatusCode);
            }

            using var taken = await other.PostAsJsonAsync($"/api/v1/jobs/{job}/answer/take", new { path = "images[0].payload" });
            Assert.Equal(status, taken.StatusCode);
            using var blob = await other.GetAsync($"/blobs/{(await OrderAsync(job)).AnswerSha256}");
            Assert.Equal(HttpStatusCode.NotFound, blob.StatusCode);
        }
    }

    [Fact]
    public async Task The_list_shows_shape_and_price_and_ordering_again_is_a_decision_that_costs_again()
    {
        var (client, _, job) = await UnreadAsync("""{"images":[]}""");
        var list = await client.GetFromJsonAsync<JsonElement>("/api/v1/generations/to-look-at");
        var listed = list.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("jobId").GetGuid() == job);
        Assert.Equal("strange", listed.GetProperty("provider").GetString());
        Assert.Equal("images[].payload: text", listed.GetProperty("shape").GetString());
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/Jobs?state=look"));
        Assert.Contains("images[].payload: text", page, StringComparison.Ordinal);
        Assert.Contains("Order again · $0.04", page, StringComparison.Ordinal);
        Assert.Contains("Upload the picture", await client.GetStringAsync($"/Jobs/{job}/Answer"), StringComparison.Ordinal);
        app.Provider.Answers = null;
        app.Provider.Picture = picture;
        using var again = await client.PostAsJsonAsync($"/api/v1/jobs/{job}/retry", new { provider = StrangeProvider.Name });
        var another = (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetGuid();
        Assert.NotEqual(job, another);
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{another}")).GetProperty("state").GetString());
        Assert.Equal(2, app.Provider.Orders);
        Assert.Equal((OrderState.Arrived, OrderState.Stored), ((await OrderAsync(job)).State, (await OrderAsync(another)).State));
        Assert.DoesNotContain(job.ToString(), await client.GetStringAsync("/api/v1/generations/to-look-at"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_decoded_stays_and_is_looked_at()
    {
        app.Provider.Picture = picture[..(picture.Length / 2)];
        var (client, _, job) = await AskAsync();
        Assert.Equal("broken", (await client.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("errorClass").GetString());
        Assert.Equal("failed", await RetryAsync(client, job));
        Assert.Equal(1, app.Provider.Orders);
        Assert.Equal(app.Provider.Picture, await client.GetByteArrayAsync($"/api/v1/jobs/{job}/answer/file"));
        using var brought = await BringAsync(client, job, picture);
        Assert.True(brought.StatusCode == HttpStatusCode.Accepted, await brought.Content.ReadAsStringAsync());
        await AssertStoredAsync(client, job);
        var entry = await app.WithDbAsync(db => db.Set<CostEntry>().SingleAsync(e => e.JobId == job));
        Assert.Equal(40_000, entry.MicroUsd);
    }

    [Fact]
    public async Task The_same_bytes_for_another_prompt_are_not_made_best()
    {
        app.Provider.Picture = picture;
        var (client, first, job) = await AskAsync();
        Assert.Equal("succeeded", (await client.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("state").GetString());
        var (other, second, twin) = await AskAsync("Another lamp");
        Assert.Equal("succeeded", (await other.FinishedAsync($"/api/v1/jobs/{twin}")).GetProperty("state").GetString());
        Assert.Equal((1, null), ((await HistoryAsync(first)).BestNumber, (await HistoryAsync(second)).BestNumber));
        var subject = (await HistoryAsync(second)).SubjectId;
        var page = WebUtility.HtmlDecode(await other.GetStringAsync($"/Versions/{subject}/reference"));
        Assert.Contains("Identical to a picture in another project – probably a placeholder.", page, StringComparison.Ordinal);
    }

    private Task<History> HistoryAsync(Project project) =>
        app.WithDbAsync(db => db.Set<History>().AsNoTracking().SingleAsync(h => h.ProjectId == project.Id));

    private async Task<(HttpClient Client, Project Project, Guid Job)> UnreadAsync(string answer)
    {
        app.Provider.Answers = answer;
        var asked = await AskAsync();
        var job = await asked.Client.FinishedAsync($"/api/v1/jobs/{asked.Job}");
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.Equal("Strange answered in a form that is not known here.", job.GetProperty("error").GetString());
        await AssertPaidOnceAsync(asked.Job);
        return asked;
    }

    private async Task<(HttpClient Client, Project Project, Guid Job)> AskAsync(string name = "Lamp")
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var client = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync($"Film {Guid.NewGuid():N}", user.Id);
        var asset = await app.ProjectAssetAsync(project, name);
        var wanted = new { subject = new { type = "projectAsset", id = asset.Id }, provider = StrangeProvider.Name };
        using var answer = await client.PostAsJsonAsync("/api/v1/generations", wanted);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        return (client, project, JsonElement.Parse(text).GetProperty("jobs")[0].GetProperty("id").GetGuid());
    }

    private static async Task<string> RetryAsync(HttpClient client, Guid job)
    {
        using var retry = await client.PostAsync($"/api/v1/jobs/{job}/retry", null);
        Assert.Equal(HttpStatusCode.Accepted, retry.StatusCode);
        return (await client.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("state").GetString()!;
    }

    private static async Task<HttpResponseMessage> BringAsync(HttpClient client, Guid job, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "picture.png" } };
        return await client.PostAsync($"/api/v1/jobs/{job}/answer/picture", form);
    }

    private async Task AssertStoredAsync(HttpClient client, Guid job)
    {
        var done = await client.FinishedAsync($"/api/v1/jobs/{job}");
        Assert.True(done.GetProperty("state").GetString() == "succeeded", done.ToString());
        var media = done.GetProperty("result").GetProperty("mediaId").GetString();
        var item = await client.GetFromJsonAsync<JsonElement>($"/api/v1/media/{media}");
        Assert.Equal((StrangeProvider.Name, "odd-1"), (item.GetProperty("provider").GetString(), item.GetProperty("model").GetString()));
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<Web.Media.MediaItem>().CountAsync(m => m.JobId == job)));
        Assert.Contains("Lamp", item.GetProperty("prompt").GetString(), StringComparison.Ordinal);
        Assert.Equal(picture, await client.GetByteArrayAsync($"/media/{media}/original"));
        await AssertPaidOnceAsync(job);
    }

    private async Task AssertPaidOnceAsync(Guid job)
    {
        Assert.Equal(1, app.Provider.Orders);
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<CostEntry>().CountAsync(e => e.JobId == job)));
        Assert.Equal(0, await app.WithDbAsync(db => db.Set<CostReservation>().CountAsync(r => r.JobId == job)));
    }

    private Task<Order> OrderAsync(Guid job) => app.WithDbAsync(db => db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == job));
}

public sealed class SqliteToLookAtTests(StrangeApp app) : ToLookAtContract(app), IClassFixture<StrangeApp>;

public sealed class PostgresToLookAtTests(PostgresStrangeApp app) : ToLookAtContract(app), IClassFixture<PostgresStrangeApp>;
