using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AssetLibrary.Tests.Database;

/// <summary>PostgreSQL is killed in the middle of the day, stays away for a while, and is there again.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly PostgresServer server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task While_the_database_is_gone_everything_says_so_and_afterwards_all_goes_on_without_hands()
    {
        await using var app = new LoggingApp(server);
        var user = await app.AddUserAsync("ada");
        var asset = await app.LibraryAssetAsync("Lamp");
        using var person = await app.SignInAsync("ada", followRedirects: false);
        using var api = await app.WithTokenAsync(user);
        await using var stream = await person.GetStreamAsync("/live");
        (HttpClient, HttpMethod, string, object?)[] calls =
        [
            (person, HttpMethod.Get, "/Library", null),
            (person, HttpMethod.Get, $"/Library/{asset.Id}", null),
            (person, HttpMethod.Get, "/Gallery", null),
            (person, HttpMethod.Get, "/Projects", null),
            (person, HttpMethod.Get, "/live", null),
            (api, HttpMethod.Get, "/api/v1/library", null),
            (api, HttpMethod.Get, "/api/v1/jobs", null),
            (api, HttpMethod.Post, "/api/v1/library", new { type = "prop", name = "Rope" }),
            (api, HttpMethod.Post, "/api/v1/tags", new { name = "old" }),
            (api, HttpMethod.Patch, $"/api/v1/library/{asset.Id}", new { revision = 1, description = "It glows." }),
            (api, HttpMethod.Delete, $"/api/v1/library/{asset.Id}", null),
        ];

        await server.KillAsync();
        var entries = app.Log.Count;
        for (var round = 0; round < 5; round++)
        {
            foreach (var (client, method, path, body) in calls)
            {
                using var request = new HttpRequestMessage(method, path);
                request.Content = body is null ? null : JsonContent.Create(body);
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                Assert.True(
                    answer.StatusCode == HttpStatusCode.ServiceUnavailable,
                    $"{method} {path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
                );
            }
        }

        using (var ready = await person.GetAsync("/readyz"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        Assert.True(app.Log.Count - entries < 20, string.Join('\n', app.Log.Skip(entries).Take(40)));

        await server.RestartAsync();
        await Patience.SeeAsync(() => person.GetAsync("/readyz"), answer => answer.StatusCode == HttpStatusCode.OK);
        foreach (var (client, method, path, body) in calls.Where(c => c.Item3 != "/live"))
        {
            using var request = new HttpRequestMessage(method, path);
            request.Content = body is null ? null : JsonContent.Create(body);
            using var answer = await client.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }

        // The worker is still at work.
        using var made = await api.PostAsJsonAsync(
            "/api/v1/generations",
            new
            {
                subject = new { type = "libraryAsset", id = (await app.LibraryAssetAsync("Chest")).Id },
                styleId = await app.StyleAsync(),
            }
        );
        var job = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobs")[0].GetProperty("id").GetGuid();
        Assert.Equal("succeeded", (await api.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("state").GetString());
    }

    private sealed class LoggingApp(PostgresServer server) : PostgresApp(server)
    {
        public ConcurrentQueue<string> Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(s => s.AddSingleton<ILoggerProvider>(new LogCollector(Log, LogLevel.Warning)));
        }
    }
}
