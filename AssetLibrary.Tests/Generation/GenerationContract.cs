using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Generation;

public abstract class GenerationContract(App app)
{
    [Fact]
    public async Task The_same_key_from_two_requests_at_once_makes_one_job()
    {
        var (client, asset) = await AssetAsync();
        var wish = new { subject = new { type = "libraryAsset", id = asset }, idempotencyKey = "k1" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.PostedAsync("/api/v1/generations", wish)));
        Assert.Single(answers.Select(a => a.GetProperty("jobs")[0].GetProperty("id").GetString()).Distinct());
        await client.FinishedAsync($"/api/v1/jobs/{answers[0].GetProperty("jobs")[0].GetProperty("id").GetString()}");
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<GenerationRequest>().CountAsync(r => r.SubjectId == asset)));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var (client, asset) = await AssetAsync();
        await client.PostedAsync("/api/v1/generations", new { subject = new { type = "libraryAsset", id = asset }, idempotencyKey = "k2" });
        using var other = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new
            {
                subject = new { type = "libraryAsset", id = asset },
                count = 2,
                idempotencyKey = "k2",
            }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("idempotency-mismatch", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_it_is_always_a_new_take_that_looks_different()
    {
        var (client, asset) = await AssetAsync();
        for (var take = 1; take <= 2; take++)
        {
            var job = (await client.PostedAsync("/api/v1/generations", new { subject = new { type = "libraryAsset", id = asset } }))
                .GetProperty("jobs")[0]
                .GetProperty("id")
                .GetString();
            var done = await client.FinishedAsync($"/api/v1/jobs/{job}");
            Assert.Equal("succeeded", done.GetProperty("state").GetString());
            Assert.Equal(take, done.GetProperty("result").GetProperty("number").GetInt32());
        }

        var hashes = await app.WithDbAsync(db =>
            db.Set<AssetVersion>()
                .Where(v => db.Set<History>().Any(h => h.Id == v.HistoryId && h.SubjectId == asset))
                .Join(db.Set<Web.Media.MediaItem>(), v => v.MediaId, m => m.Id, (_, m) => m.Sha256)
                .Distinct()
                .CountAsync()
        );
        Assert.Equal(2, hashes);
    }

    [Fact]
    public async Task Many_who_ask_for_the_same_at_once_each_get_a_take_of_their_own()
    {
        var (client, asset) = await AssetAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => client.PostedAsync("/api/v1/generations", new { subject = new { type = "libraryAsset", id = asset } }))
        );
        Assert.Equal(4, answers.Select(a => a.GetProperty("jobs")[0].GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(
            [1, 2, 3, 4],
            (
                await app.WithDbAsync(db => db.Set<GenerationRequest>().Where(r => r.SubjectId == asset).Select(r => r.Take).ToListAsync())
            ).Order()
        );
    }

    [Fact]
    public async Task A_picture_knows_what_was_sent_and_has_its_types_size()
    {
        var (client, asset) = await AssetAsync();
        var job = (await client.PostedAsync("/api/v1/generations", new { subject = new { type = "libraryAsset", id = asset } }))
            .GetProperty("jobs")[0]
            .GetProperty("id")
            .GetString();
        var media = (await client.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("result").GetProperty("mediaId").GetString();
        var item = await client.GetFromJsonAsync<JsonElement>($"/api/v1/media/{media}");
        Assert.Equal(
            (512, 512, "built-in"),
            (item.GetProperty("width").GetInt32(), item.GetProperty("height").GetInt32(), item.GetProperty("provider").GetString())
        );
        Assert.Contains("Lamp", item.GetProperty("prompt").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"prompt":""}""", 422)]
    [InlineData("""{"prompt":"a lamp","provider":"gemini"}""", 422)]
    [InlineData("""{"prompt":"a lamp","count":100000}""", 422)]
    [InlineData("""{"prompt":"a lamp","width":1}""", 422)]
    [InlineData("""{"subjects":[null]}""", 422)]
    [InlineData("""{"prompt":"a lamp","count":2147483647}""", 422)]
    [InlineData("""{"prompt":"a lamp","idempotencyKey":"\u0000"}""", 422)]
    [InlineData("""{"subject":{"type":"prop","id":"x"}}""", 400)]
    [InlineData("""{"subject":{"type":"libraryAsset","id":"01a00000-0000-7000-8000-000000000000"}}""", 404)]
    public async Task A_wish_that_cannot_be_met_is_refused_and_no_job_is_made(string body, int status)
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        var before = await app.WithDbAsync(db => db.Set<GenerationRequest>().CountAsync());
        using var answer = await client.PostAsync(
            "/api/v1/generations",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(before, await app.WithDbAsync(db => db.Set<GenerationRequest>().CountAsync()));
    }

    private async Task<(HttpClient Client, Guid Asset)> AssetAsync() =>
        (
            await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}")),
            (await app.LibraryAssetAsync($"Lamp {Guid.NewGuid():N}")).Id
        );
}

public sealed class SqliteGenerationTests(App app) : GenerationContract(app), IClassFixture<App>;

public sealed class PostgresGenerationTests(PostgresApp app) : GenerationContract(app), IClassFixture<PostgresApp>;
