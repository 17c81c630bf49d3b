using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>What is held, paid and approved.</summary>
public abstract class CostContract
{
    private const decimal Price = 0.04m; // of Replicate's flux-1.1-pro

    private readonly ProviderApp app;

    protected CostContract(ProviderApp app)
    {
        this.app = app;
        app.Reset();
    }

    [Fact]
    public async Task What_was_paid_stands_in_the_books_once_with_whom_and_what_for()
    {
        var (client, user, project) = await StudioAsync();
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        var id = (await AskAsync(client, asset)).Single();
        await client.FinishedAsync($"/api/v1/jobs/{id}");
        var entry = await app.WithDbAsync(db => db.Set<CostEntry>().SingleAsync(e => e.JobId == id));
        Assert.Equal(
            (project.Id, user, asset.Id, "replicate", 40_000L, CostBasis.Price),
            (entry.ProjectId, entry.UserId, entry.SubjectId, entry.Provider, entry.MicroUsd, entry.Basis)
        );
        Assert.False(await app.WithDbAsync(db => db.Set<CostReservation>().AnyAsync(r => r.JobId == id)));

        // Another project's member finds nothing of it; an admin finds all.
        var report = await (await AdminAsync()).GetFromJsonAsync<JsonElement>("/api/v1/admin/costs");
        Assert.Contains(report.GetProperty("projects").EnumerateArray(), p =>
            p.GetProperty("name").GetString() == project.Name && p.GetProperty("costUsd").GetDecimal() == Price
        );
        Assert.Contains(report.GetProperty("assets").EnumerateArray(), a => a.GetProperty("name").GetString() == "Lamp");
    }

    [Fact]
    public async Task What_would_exceed_a_budget_waits_and_an_admin_lets_it_through()
    {
        var (client, _, project) = await StudioAsync();
        var admin = await AdminAsync();
        await AllowAsync(
            admin,
            new
            {
                scope = "project",
                scopeId = project.Id,
                period = "month",
                limitUsd = 2.5m * Price,
            }
        );
        var assets = new[]
        {
            await app.ProjectAssetAsync(project, "A"),
            await app.ProjectAssetAsync(project, "B"),
            await app.ProjectAssetAsync(project, "C"),
        };
        var jobs = await AskAsync(client, assets);
        Assert.Equal(["succeeded", "succeeded"], [await EndAsync(client, jobs[0]), await EndAsync(client, jobs[1])]);
        var parked = await client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{jobs[2]}");
        Assert.Equal("parked", parked.GetProperty("state").GetString());
        Assert.Contains("the project’s budget of $0.10 per month", parked.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, app.Replicate.Orders);

        using var forbidden = await client.PostAsync($"/api/v1/jobs/{jobs[2]}/approve", null);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var approved = await admin.PostAsync($"/api/v1/jobs/{jobs[2]}/approve", null);
        Assert.Equal(HttpStatusCode.Accepted, approved.StatusCode);
        Assert.Equal("succeeded", await EndAsync(client, jobs[2]));
        using var twice = await admin.PostAsync($"/api/v1/jobs/{jobs[2]}/approve", null);
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        Assert.Equal(
            (120_000L, 0L),
            await app.WithDbAsync(async db =>
                (
                    await db.Set<CostEntry>().Where(e => e.ProjectId == project.Id).SumAsync(e => e.MicroUsd) ?? 0,
                    await db.Set<CostReservation>().Where(r => r.ProjectId == project.Id).SumAsync(r => r.MicroUsd)
                )
            )
        );
    }

    [Fact]
    public async Task Two_who_spend_at_once_cannot_both_have_the_rest()
    {
        var (client, _, project) = await StudioAsync();
        await AllowAsync(
            await AdminAsync(),
            new
            {
                scope = "project",
                scopeId = project.Id,
                period = "total",
                limitUsd = 3 * Price,
            }
        );
        var assets = new List<ProjectAsset>();
        for (var i = 0; i < 8; i++)
        {
            assets.Add(await app.ProjectAssetAsync(project, $"Asset {i}"));
        }

        app.Replicate.Looks = 1000; // none ends, so all of them are held only
        var states = new List<string>();
        foreach (var answer in await Task.WhenAll(assets.Select(a => client.PostAsJsonAsync("/api/v1/generations", Wish(a)))))
        {
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            states.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs")[0].GetProperty("state").GetString()!);
        }

        Assert.Equal(5, states.Count(s => s == "parked"));
        Assert.Equal(
            120_000L,
            await app.WithDbAsync(db => db.Set<CostReservation>().Where(r => r.ProjectId == project.Id).SumAsync(r => r.MicroUsd))
        );
        await CancelAllAsync(client, project);
        Assert.Equal(
            0L,
            await app.WithDbAsync(db => db.Set<CostReservation>().Where(r => r.ProjectId == project.Id).SumAsync(r => r.MicroUsd))
        );
    }

    [Fact]
    public async Task What_fails_is_let_go_and_held_again_for_another_try()
    {
        var (client, _, project) = await StudioAsync();
        await AllowAsync(
            await AdminAsync(),
            new
            {
                scope = "project",
                scopeId = project.Id,
                period = "total",
                limitUsd = Price,
            }
        );
        app.Replicate.Answers(Call.Order, Reply.Json(422, """{"title":"Input validation failed","detail":"No.","status":422}"""));
        var first = (await AskAsync(client, await app.ProjectAssetAsync(project, "A")))[0];
        Assert.Equal("failed", await EndAsync(client, first));
        Assert.Equal(
            (0, 0),
            await app.WithDbAsync(async db =>
                (
                    await db.Set<CostEntry>().CountAsync(e => e.ProjectId == project.Id),
                    await db.Set<CostReservation>().CountAsync(r => r.ProjectId == project.Id)
                )
            )
        );

        // The budget is free again for one more, and then it is spent: the failed one has to be approved.
        app.Replicate.Reset();
        Assert.Equal("succeeded", await EndAsync(client, (await AskAsync(client, await app.ProjectAssetAsync(project, "B")))[0]));
        using var retry = await client.PostAsync($"/api/v1/jobs/{first}/retry", null);
        Assert.Equal(HttpStatusCode.Accepted, retry.StatusCode);
        Assert.Equal("parked", (await client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{first}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_was_paid_for_and_cannot_be_used_is_in_the_books_as_lost()
    {
        var (client, _, project) = await StudioAsync();
        app.Replicate.Picture = Given.HarbourPng()[..(Given.HarbourPng().Length / 2)];
        var id = (await AskAsync(client, await app.ProjectAssetAsync(project, "A")))[0];
        Assert.Equal("failed", await EndAsync(client, id));
        app.Replicate.Picture = Given.HarbourPng();
        Assert.Equal(40_000L, await app.WithDbAsync(db => db.Set<CostEntry>().Where(e => e.JobId == id).SumAsync(e => e.MicroUsd)));
        Assert.True(
            (await (await AdminAsync()).GetFromJsonAsync<JsonElement>("/api/v1/admin/costs")).GetProperty("lostUsd").GetDecimal() >= Price
        );
    }

    [Fact]
    public async Task A_price_that_nobody_knows_waits_where_there_is_a_budget()
    {
        var (client, user, _) = await StudioAsync();
        await AllowAsync(
            await AdminAsync(),
            new
            {
                scope = "person",
                scopeId = user,
                period = "day",
                limitUsd = 100,
            }
        );
        var asset = await app.LibraryAssetAsync("Lamp");
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new
            {
                subject = new { type = "libraryAsset", id = asset.Id },
                provider = "pollinations",
                model = ProviderApp.Unpriced,
            }
        );
        Assert.Equal(
            "parked",
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs")[0].GetProperty("state").GetString()
        );
    }

    [Fact]
    public async Task The_next_provider_is_asked_when_one_fails_and_the_chain_is_told()
    {
        var (client, _, project) = await StudioAsync();
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        app.Gemini.Answers(Call.Order, Reply.Json(200, """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}"""));
        app.OpenAI.Answers(Call.Order, Reply.Json(401, """{"error":{"message":"Incorrect API key.","code":"invalid_api_key"}}"""));
        using var asked = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new
            {
                subject = new { type = "projectAsset", id = asset.Id },
                provider = "gemini",
                fallbacks = new[] { "openai", "replicate" },
            }
        );
        var answer = await asked.Content.ReadFromJsonAsync<JsonElement>();
        var batch = answer.GetProperty("batchId").GetGuid();
        await Patience.UntilAsync(async () =>
            await app.WithDbAsync(db => db.Set<Job>().AnyAsync(j => j.BatchId == batch && j.State == JobState.Succeeded))
        );
        var chain = await app.WithDbAsync(db =>
            db.Set<Web.Generation.GenerationRequest>()
                .Where(r => db.Set<Job>().Any(j => j.Id == r.Id && j.BatchId == batch))
                .OrderBy(r => r.Id)
                .ToListAsync()
        );
        Assert.Equal(["gemini", "openai", "replicate"], chain.Select(r => r.Provider));
        Assert.Equal([null, chain[0].Id, chain[1].Id], chain.Select(r => r.FallbackOf));
        Assert.Equal((1, 1, 1), (app.Gemini.Orders, app.OpenAI.Orders, app.Replicate.Orders));
        Assert.Contains(
            "fallback for openai, which failed",
            WebUtility.HtmlDecode(await client.GetStringAsync($"/Generate/Sent/{chain[2].MediaId}")),
            StringComparison.Ordinal
        );
        using var wrong = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new
            {
                prompt = "a lamp",
                provider = "gemini",
                fallbacks = new[] { "nobody" },
            }
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    [Fact]
    public async Task What_can_still_be_collected_is_not_bought_elsewhere()
    {
        var (client, _, project) = await StudioAsync();
        app.Replicate.Answers(Call.Download, Reply.Text(503, "busy"));
        using var asked = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new
            {
                subject = new { type = "projectAsset", id = (await app.ProjectAssetAsync(project, "Lamp")).Id },
                provider = "replicate",
                fallbacks = new[] { "gemini" },
            }
        );
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs")[0].GetProperty("id").GetGuid();
        Assert.Equal("failed", await EndAsync(client, id));
        Assert.Equal(0, app.Gemini.Orders);
        Assert.Contains(
            "title=\"Already ordered and possibly charged",
            await client.GetStringAsync("/Jobs?state=collect"),
            StringComparison.Ordinal
        );
        app.Replicate.Instead.Clear();
        using var retry = await client.PostAsync($"/api/v1/jobs/{id}/retry", null);
        Assert.Equal("succeeded", await EndAsync(client, id));
        Assert.Equal((1, 0), (app.Replicate.Orders, app.Gemini.Orders));
        Assert.Equal(
            (1, 0),
            await app.WithDbAsync(async db =>
                (
                    await db.Set<CostEntry>().CountAsync(e => e.ProjectId == project.Id),
                    await db.Set<CostReservation>().CountAsync(r => r.ProjectId == project.Id)
                )
            )
        );
    }

    [Fact]
    public async Task An_answer_without_a_picture_stands_in_the_books_though_nobody_knows_its_price()
    {
        var (client, _, project) = await StudioAsync();
        app.Gemini.Answers(
            Call.Order,
            Reply.Json(
                200,
                """{"candidates":[{"content":{"role":"model","parts":[{"text":"I can describe it."}]},"finishReason":"STOP","index":0}]}"""
            )
        );
        using var asked = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new { subject = new { type = "projectAsset", id = (await app.ProjectAssetAsync(project, "Lamp")).Id }, provider = "gemini" }
        );
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs")[0].GetProperty("id").GetGuid();
        Assert.Equal("failed", await EndAsync(client, id));
        var entry = await app.WithDbAsync(db => db.Set<CostEntry>().SingleAsync(e => e.JobId == id));
        Assert.Equal((null, CostBasis.Unknown), (entry.MicroUsd, entry.Basis));
    }

    [Fact]
    public async Task What_another_provider_has_made_is_not_tried_again_with_the_batch_nor_asked_for_twice()
    {
        var (client, user, project) = await StudioAsync();
        app.Gemini.Answers(Call.Order, Reply.Json(200, """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}"""));
        var assets = new[] { await app.ProjectAssetAsync(project, "A"), await app.ProjectAssetAsync(project, "B") };
        using var asked = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new { subjects = assets.Select(a => new { type = "projectAsset", id = a.Id }), provider = "gemini" }
        );
        var answer = await asked.Content.ReadFromJsonAsync<JsonElement>();
        var (batch, jobs) = (
            answer.GetProperty("batchId").GetGuid(),
            answer.GetProperty("jobs").EnumerateArray().Select(j => j.GetProperty("id").GetGuid()).ToList()
        );
        Assert.Equal(["failed", "failed"], [await EndAsync(client, jobs[0]), await EndAsync(client, jobs[1])]);
        var tries = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => client.PostAsJsonAsync($"/api/v1/jobs/{jobs[0]}/retry", new { provider = "replicate" }))
        );
        Assert.Single(tries, t => t.StatusCode == HttpStatusCode.Accepted);
        Assert.All(tries.Where(t => t.StatusCode != HttpStatusCode.Accepted), t => Assert.Equal(HttpStatusCode.Conflict, t.StatusCode));
        await Patience.UntilAsync(async () => await CountAsync(batch, JobState.Succeeded) == 1);
        app.Gemini.Reset();
        var page = await app.SignInAsync(
            await app.WithDbAsync(db => db.Set<User>().Where(u => u.Id == user).Select(u => u.UserName!).SingleAsync())
        );
        using var again = await page.PostAsync($"/Jobs/Batches/{batch}/Retry", null);
        await Patience.UntilAsync(async () => await CountAsync(batch, JobState.Succeeded) == 2);
        Assert.Equal((1, 1), (app.Gemini.Orders, app.Replicate.Orders));
    }

    [Fact]
    public async Task A_token_that_may_not_generate_begins_nothing()
    {
        var (client, user, project) = await StudioAsync();
        app.Replicate.Answers(Call.Order, Reply.Json(422, """{"title":"Input validation failed","detail":"No.","status":422}"""));
        var id = (await AskAsync(client, await app.ProjectAssetAsync(project, "A")))[0];
        Assert.Equal("failed", await EndAsync(client, id));
        var asleep = await app.WithTokenAsync(await app.WithDbAsync(db => db.Set<User>().SingleAsync(u => u.Id == user)), "read", "edit");
        foreach (var body in new object[] { new { }, new { provider = "gemini" } })
        {
            using var refused = await asleep.PostAsJsonAsync($"/api/v1/jobs/{id}/retry", body);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_person_asks_another_provider_and_both_stories_are_kept()
    {
        var (client, _, project) = await StudioAsync();
        app.Gemini.Answers(Call.Order, Reply.Json(200, """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}"""));
        using var asked = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new { subject = new { type = "projectAsset", id = (await app.ProjectAssetAsync(project, "Lamp")).Id }, provider = "gemini" }
        );
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs")[0].GetProperty("id").GetGuid();
        Assert.Equal("failed", await EndAsync(client, id));
        using var retry = await client.PostAsJsonAsync($"/api/v1/jobs/{id}/retry", new { provider = "comfyui" });
        var another = (await retry.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetGuid();
        Assert.NotEqual(id, another);
        Assert.Equal("succeeded", await EndAsync(client, another));
        Assert.Equal(
            ("failed", id),
            (
                (await client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{id}")).GetProperty("state").GetString(),
                await app.WithDbAsync(db =>
                    db.Set<Web.Generation.GenerationRequest>().Where(r => r.Id == another).Select(r => r.RetryOf!.Value).SingleAsync()
                )
            )
        );
    }

    [Fact]
    public async Task A_batch_is_paused_goes_on_and_shows_what_a_cancel_would_take()
    {
        var (client, user, project) = await StudioAsync();
        app.Replicate.Looks = 1000;
        var assets = new List<ProjectAsset>();
        for (var i = 0; i < 9; i++)
        {
            assets.Add(await app.ProjectAssetAsync(project, $"Asset {i}"));
        }

        using var asked = await client.PostAsJsonAsync("/api/v1/generations", Wish([.. assets]));
        var batch = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("batchId").GetGuid();
        await Patience.UntilAsync(() => Task.FromResult(app.Replicate.Orders == 4)); // as many as run there at once
        var page = await app.SignInAsync(
            await app.WithDbAsync(db => db.Set<User>().Where(u => u.Id == user).Select(u => u.UserName!).SingleAsync())
        );
        using var paused = await page.PostAsync($"/Jobs/Batches/{batch}/Pause", null);
        Assert.True(paused.IsSuccessStatusCode);
        Assert.Equal(5, await CountAsync(batch, JobState.Paused));
        var preview = WebUtility.HtmlDecode(await page.GetStringAsync($"/Jobs/Batches/{batch}/Cancel"));
        Assert.Matches("<span class=\"num\">4</span> running", preview);
        Assert.Matches("<span class=\"num\">5</span> paused", preview);
        using var resumed = await page.PostAsync($"/Jobs/Batches/{batch}/Resume", null);
        Assert.Equal(0, await CountAsync(batch, JobState.Paused));
        app.Replicate.Looks = 1;
        await Patience.UntilAsync(async () => await CountAsync(batch, JobState.Succeeded) == 9);
        Assert.Equal(9, app.Replicate.Orders);
    }

    private Task<int> CountAsync(Guid batch, JobState state) =>
        app.WithDbAsync(db => db.Set<Job>().CountAsync(j => j.BatchId == batch && j.State == state));

    private static object Wish(params ProjectAsset[] assets) =>
        new
        {
            subjects = assets.Select(a => new { type = "projectAsset", id = a.Id }),
            provider = "replicate",
            model = "black-forest-labs/flux-1.1-pro",
        };

    private static async Task<List<Guid>> AskAsync(HttpClient client, params ProjectAsset[] assets)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/generations", Wish(assets));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        return
        [
            .. JsonSerializer
                .Deserialize<JsonElement>(text)
                .GetProperty("jobs")
                .EnumerateArray()
                .Select(j => j.GetProperty("id").GetGuid()),
        ];
    }

    private static async Task<string> EndAsync(HttpClient client, Guid job) =>
        (await client.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("state").GetString()!;

    private static async Task AllowAsync(HttpClient admin, object budget)
    {
        using var answer = await admin.PutAsJsonAsync("/api/v1/admin/budgets", budget);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task CancelAllAsync(HttpClient client, Project project)
    {
        foreach (var id in await app.WithDbAsync(db => db.Set<Job>().Where(j => j.ProjectId == project.Id).Select(j => j.Id).ToListAsync()))
        {
            using var cancelled = await client.PostAsync($"/api/v1/jobs/{id}/cancel", null);
        }

        await Patience.UntilAsync(async () =>
            await app.WithDbAsync(db => db.Set<Job>().AllAsync(j => j.ProjectId != project.Id || j.EndedAt != null))
        );
    }

    private async Task<HttpClient> AdminAsync() => await app.WithTokenAsync(await app.AddUserAsync($"a{Guid.NewGuid():N}", Role.Admin));

    private async Task<(HttpClient Client, Guid User, Project Project)> StudioAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.WithTokenAsync(user), user.Id, await app.ProjectAsync($"Film {Guid.NewGuid():N}", user.Id));
    }
}

public sealed class SqliteCostTests(ProviderApp app) : CostContract(app), IClassFixture<ProviderApp>;

public sealed class PostgresCostTests(PostgresProviderApp app) : CostContract(app), IClassFixture<PostgresProviderApp>;

public class PostgresProviderApp(PostgresServer server) : ProviderApp
{
    protected override string? Postgres { get; } = server.NewLibrary();
}
