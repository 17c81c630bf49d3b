using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Database;

/// <summary>The machine's clock is set back by an hour in the middle of the day, and nobody notices.</summary>
public abstract class SteppedClockContract(App app, SettableTime time)
{
    private const string Script = "INT. KITCHEN - NIGHT\n\nMARA\nHello?\n\nEXT. HARBOUR - DAWN\n\nTOM\nShe is gone.\n";

    [Fact]
    public async Task Every_verb_goes_on()
    {
        var user = await app.AddUserAsync("ada");
        using var person = await app.SignInAsync("ada", followRedirects: false);
        using var api = await app.WithTokenAsync(user);
        var style = await app.StyleAsync();
        var project = (await api.PostedAsync("/api/v1/projects", new { name = "Two Lamps", styleId = style })).GetProperty("id").GetGuid();
        var at = $"/api/v1/projects/{project}";
        await ImportAsync(api, at, Script);
        await ExtractAsync(api, at);
        await api.PostedAsync($"{at}/candidates/accept", new { all = true });
        var old = await UploadAsync(api);
        var lamp = (await app.LibraryAssetAsync("Lamp")).Id;
        await using var stream = await person.GetStreamAsync("/live");
        using var news = new StreamReader(stream);

        time.Offset -= TimeSpan.FromHours(1);

        foreach (
            var page in new[]
            {
                "/Projects",
                "/Library",
                $"/Library/{lamp}",
                "/Gallery",
                "/Jobs",
                $"/Projects/{project}/Script",
                $"/Projects/{project}/Inbox",
            }
        )
        {
            Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(page)).StatusCode);
        }

        using var again = await app.SignInAsync("ada");
        await ImportAsync(api, at, Script + "\nINT. MILL - DAY\n\nOLD PETE\nMore corn.\n");
        await ExtractAsync(api, at);
        var open = (await api.GetFromJsonAsync<JsonElement>($"{at}/candidates?state=open")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(open, c => c.GetProperty("name").GetString() == "Old Pete"); // of the run that is newest
        var accepted = await api.PostedAsync($"{at}/candidates/accept", new { all = true });
        await api.PostedAsync($"/api/v1/decisions/{accepted.GetProperty("decisionId").GetGuid()}/undo", new { });
        Assert.Contains("Old Pete", await person.GetStringAsync($"/Projects/{project}/Inbox?handler=Inbox"), StringComparison.Ordinal);

        var now = await UploadAsync(api);
        var newest = (await api.GetFromJsonAsync<JsonElement>("/api/v1/media")).GetProperty("items");
        Assert.Equal([now, old], newest.EnumerateArray().Select(m => m.GetProperty("id").GetGuid()));
        using var edited = await api.PatchAsJsonAsync($"/api/v1/library/{lamp}", new { revision = 1, description = "It glows." });
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
        var made = await api.PostedAsync(
            "/api/v1/generations",
            new { subject = new { type = "libraryAsset", id = lamp }, styleId = style }
        );
        var job = made.GetProperty("jobs")[0].GetProperty("id").GetGuid();
        Assert.Equal("succeeded", (await api.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("state").GetString());
        using var trashed = await api.DeleteAsync($"/api/v1/library/{lamp}");
        Assert.True(trashed.IsSuccessStatusCode);
        string? told;
        do
        {
            told = await news.ReadLineAsync();
            Assert.NotNull(told);
        } while (!told.Contains(lamp.ToString(), StringComparison.Ordinal));
    }

    private static async Task ImportAsync(HttpClient api, string project, string script)
    {
        using var body = new StringContent(script);
        using var draft = await api.PostAsync($"{project}/drafts?fileName=a.fountain", body);
        Assert.Equal(HttpStatusCode.Created, draft.StatusCode);
    }

    private static async Task ExtractAsync(HttpClient api, string project)
    {
        var job = (await api.PostedAsync($"{project}/extractions", new { again = true })).GetProperty("jobId").GetGuid();
        Assert.Equal("succeeded", (await api.FinishedAsync($"/api/v1/jobs/{job}")).GetProperty("state").GetString());
    }

    private static async Task<Guid> UploadAsync(HttpClient api)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Given.HarbourPng()), "file", "harbour.png" } };
        using var answer = await api.PostAsync("/api/v1/media", form);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}

/// <summary>The system's time, off by as much as one says.</summary>
public sealed class SettableTime : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
}

public sealed class SettableApp : App
{
    public SettableTime Time { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(s => s.AddSingleton<TimeProvider>(Time));
    }
}

public sealed class SettablePostgresApp(PostgresServer server) : PostgresApp(server)
{
    public SettableTime Time { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(s => s.AddSingleton<TimeProvider>(Time));
    }
}

public sealed class SqliteSteppedClockTests(SettableApp app) : SteppedClockContract(app, app.Time), IClassFixture<SettableApp>;

public sealed class PostgresSteppedClockTests(SettablePostgresApp app)
    : SteppedClockContract(app, app.Time),
        IClassFixture<SettablePostgresApp>;
