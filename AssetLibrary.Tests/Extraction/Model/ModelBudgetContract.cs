using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Extraction.Model;

/// <summary>What a language model costs is reserved before it is asked, and replaced by what it cost.</summary>
public abstract class ModelBudgetContract(App app, ModelServer server) : ModelRuns(app, server)
{
    [Fact]
    public async Task A_run_over_budget_waits_for_approval_and_leaves_nothing_reserved()
    {
        var (client, project) = await ImportedAsync(Script);
        var admin = await AdminAsync(project, 0.000_01m);
        var url = await RequestAsync(client, project);
        var parked = await client.GetFromJsonAsync<JsonElement>(url);
        Assert.Equal("parked", parked.GetProperty("state").GetString());
        Assert.Contains("the project’s budget", parked.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
        Assert.Equal(0, await ReservedAsync(project));
        Assert.Contains("Extraction needs approval", await client.GetStringAsync($"/Projects/{project}/Inbox"), StringComparison.Ordinal);
        using var approved = await admin.PostAsync($"{url}/approve", null);
        Assert.Equal(HttpStatusCode.Accepted, approved.StatusCode);
        var job = await client.FinishedAsync(url);
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal((0L, (await RunAsync(job)).CostMicroUsd), (await ReservedAsync(project), await PaidAsync(project)));
    }

    [Fact]
    public async Task What_is_reserved_for_a_run_is_released_when_it_is_cancelled()
    {
        var (client, project) = await ImportedAsync(Script);
        Server.Next.Enqueue(_ => ModelReply.Never);
        var url = await RequestAsync(client, project);
        Assert.True(await ReservedAsync(project) > 0);
        await Patience.UntilAsync(() => !Server.Requests.IsEmpty);

        using var cancelled = await client.PostAsync($"{url}/cancel", null);
        Assert.Equal("cancelled", (await client.FinishedAsync(url)).GetProperty("state").GetString());
        Assert.Equal(0, await ReservedAsync(project));
    }

    [Fact]
    public async Task A_merge_over_budget_is_refused_and_nothing_is_asked()
    {
        var user = await App.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await App.WithTokenAsync(user);
        var project = await App.ProjectAsync("A film", user.Id);
        var (library, mine) = await PairAsync(project);
        var body = new { libraryAssetId = library, matchWithAssetId = mine };
        await AdminAsync(project.Id, 0.000_01m);
        using var refused = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assets/clone/preview", body);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.Conflict, "/problems/over-budget"), (refused.StatusCode, problem.GetProperty("type").GetString()));
        Assert.Contains("The language model wasn’t asked", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
        Assert.Equal((0L, 0L), (await ReservedAsync(project.Id), await PaidAsync(project.Id)));

        await AdminAsync(project.Id, 1);
        Server.Answer = _ => ModelReply.Says("""{"description":"A tall keeper of the lamp, with a limp and a brass key."}""");
        using var merged = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assets/clone/preview", body);
        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        Assert.Single(Server.Requests);
        Assert.Equal(0, await ReservedAsync(project.Id));
        Assert.True(await PaidAsync(project.Id) > 0);
    }

    [Theory]
    [InlineData(Policies.Read)]
    [InlineData(Policies.Edit)]
    public async Task A_token_that_may_not_generate_gets_the_built_in_merge_and_nothing_is_asked(string scope)
    {
        var user = await App.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await App.WithTokenAsync(user, scope);
        var project = await App.ProjectAsync("A film", user.Id);
        var (library, mine) = await PairAsync(project);
        var body = new
        {
            libraryAssetId = library,
            matchWithAssetId = mine,
            descriptionStrategy = "merged",
        };
        using var merged = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assets/clone/preview", body);
        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        Assert.Contains("brass key", await merged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var cloned = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assets/clone", body);
        Assert.Equal(scope == Policies.Edit ? HttpStatusCode.Created : HttpStatusCode.Forbidden, cloned.StatusCode);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task A_failed_merge_releases_its_reservation_and_an_expired_one_counts_for_nothing()
    {
        var user = await App.AddUserAsync($"u{Guid.NewGuid():N}");
        using var client = await App.WithTokenAsync(user);
        var project = await App.ProjectAsync("A film", user.Id);
        var (library, mine) = await PairAsync(project);
        await AdminAsync(project.Id, 1);
        var now = App.Now;
        await App.AddAsync(Reservation(project.Id, 2_000_000, now.AddMinutes(-1)), Reservation(project.Id, 7, now.AddHours(1)));
        Server.Answer = _ => ModelReply.Fails(401, "No.");
        var body = new { libraryAssetId = library, matchWithAssetId = mine };
        using var merged = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assets/clone/preview", body);
        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        Assert.Single(Server.Requests);
        Assert.Equal(7, await ReservedAsync(project.Id));
    }

    private async Task<(Guid Library, Guid Mine)> PairAsync(Project project)
    {
        var library = await App.LibraryAssetAsync($"Keeper {Mark}", description: "A tall keeper of the lamp.");
        var mine = await App.ProjectAssetAsync(project, $"Keeper {Mark}");
        await App.WithDbAsync(db =>
            db.Set<ProjectAsset>()
                .Where(a => a.Id == mine.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.Description, "With a limp and a brass key."))
        );
        return (library.Id, mine.Id);
    }

    private async Task<HttpClient> AdminAsync(Guid project, decimal limit)
    {
        var admin = await App.WithTokenAsync(await App.AddUserAsync($"a{Guid.NewGuid():N}", Role.Admin));
        var budget = new
        {
            scope = "project",
            scopeId = project,
            period = "total",
            limitUsd = limit,
        };
        using var allowed = await admin.PutAsJsonAsync("/api/v1/admin/budgets", budget);
        Assert.True(allowed.IsSuccessStatusCode, await allowed.Content.ReadAsStringAsync());
        return admin;
    }

    private static CostReservation Reservation(Guid project, long amount, DateTimeOffset expires) =>
        new()
        {
            JobId = Guid.NewGuid(),
            ProjectId = project,
            MicroUsd = amount,
            At = expires.AddHours(-1),
            ExpiresAt = expires,
        };

    private Task<long> ReservedAsync(Guid project) =>
        App.WithDbAsync(db => db.Set<CostReservation>().Where(r => r.ProjectId == project).SumAsync(r => r.MicroUsd));

    private Task<long> PaidAsync(Guid project) =>
        App.WithDbAsync(async db => await db.Set<CostEntry>().Where(e => e.ProjectId == project).SumAsync(e => e.MicroUsd) ?? 0);
}

public sealed class SqliteModelBudgetTests(ModelApp app) : ModelBudgetContract(app, app.Model), IClassFixture<ModelApp>;

public sealed class PostgresModelBudgetTests(PostgresModelApp app) : ModelBudgetContract(app, app.Model), IClassFixture<PostgresModelApp>;
