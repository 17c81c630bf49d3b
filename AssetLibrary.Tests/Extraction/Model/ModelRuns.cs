using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.LanguageModels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Extraction.Model;

/// <summary>From a draft to candidates by way of a language model, over the API, against a server that speaks the real format.</summary>
public abstract class ModelRuns(App app, ModelServer server) : IAsyncLifetime
{
    // Every test its own words, so that none is answered from another's memory.
    protected string Mark { get; } = Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();
    protected Reader Reads { get; } =
        new Reader()
            .Knows("characters", "Mara")
            .Knows("characters", "Tom")
            .Knows("locations", "Kitchen")
            .Knows("locations", "Harbour")
            .Knows("props", "Oil lamp")
            .Knows("props", "Rope");

    protected LanguageModelOptions Options => app.Services.GetRequiredService<LanguageModelOptions>();

    protected string Script =>
        $"""
            Title: Two Lamps {Mark}

            INT. KITCHEN {Mark} - NIGHT

            MARA, 30s, lights an oil lamp.

            MARA
            Hello?

            EXT. HARBOUR {Mark} - DAWN

            TOM coils a rope.

            TOM
            She is gone.

            EXT. CLIFF {Mark} - DAY

            Mara looks down.

            """;

    protected App App => app;

    protected ModelServer Server => server;

    protected async Task<(HttpClient Client, Guid Project, JsonElement Job)> ReadAsync(
        string script,
        bool fallback = false,
        User? user = null
    )
    {
        var (client, project) = await ImportedAsync(script, user);
        return (client, project, await ExtractAsync(client, project, fallback));
    }

    protected async Task<(HttpClient Client, Guid Project)> ImportedAsync(string script, User? user = null)
    {
        user ??= await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var client = await app.WithTokenAsync(user);
        var project = (await app.ProjectAsync("A film", user.Id)).Id;
        await ImportAsync(client, project, script);
        return (client, project);
    }

    /// <summary>The address of the job.</summary>
    protected static async Task<string> RequestAsync(HttpClient client, Guid project, bool fallback = false)
    {
        using var answer = await client.PostAsJsonAsync(
            $"/api/v1/projects/{project}/extractions",
            new
            {
                extractor = "language-model",
                fallback,
                again = true,
            }
        );
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return $"/api/v1/jobs/{(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("jobId").GetString()}";
    }

    protected static async Task<JsonElement> ExtractAsync(HttpClient client, Guid project, bool fallback = false) =>
        await client.FinishedAsync(await RequestAsync(client, project, fallback));

    // Each test's own words, and nothing left of the one before.
    public ValueTask InitializeAsync()
    {
        Server.Requests.Clear();
        Server.Next.Clear();
        Server.Answer = Reads.Read;
        Options.BatchTokens = 3000;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static async Task ImportAsync(HttpClient client, Guid project, string script)
    {
        using var draft = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", new StringContent(script));
        Assert.Equal(HttpStatusCode.Created, draft.StatusCode);
    }

    protected Task<ExtractionRun> RunAsync(JsonElement job) =>
        app.WithDbAsync(db => db.Set<ExtractionRun>().SingleAsync(r => r.Id == job.GetProperty("id").GetGuid()));

    protected static async Task<List<JsonElement>> CandidatesAsync(HttpClient client, Guid project) =>
        [
            .. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/candidates?state=open"))
                .GetProperty("items")
                .EnumerateArray(),
        ];

    protected static List<string> Names(IEnumerable<JsonElement> candidates) =>
        [.. candidates.Select(c => c.GetProperty("name").GetString()!).Order(StringComparer.Ordinal)];
}
