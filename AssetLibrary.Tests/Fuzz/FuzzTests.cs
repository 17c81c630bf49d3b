using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Fuzz;

/// <summary>
/// Every address, with everything that can be wrong about a request, for 60 s (FUZZ_SECONDS). The seed is the date (FUZZ_SEED), so
/// that every day tries something else and a failure can be had again.
/// </summary>
public abstract partial class FuzzContract(App app, ITestOutputHelper output)
{
    private const int Lanes = 3;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("FUZZ_SECONDS") ?? "60", CultureInfo.InvariantCulture)
    );

    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable("FUZZ_SEED")
            ?? TimeProvider.System.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        CultureInfo.InvariantCulture
    );

    private static readonly string[] Counted =
    [
        "Budgets",
        "Candidates",
        "Decisions",
        "Drafts",
        "Jobs",
        "LibraryAssets",
        "LibraryLooks",
        "Looks",
        "MediaItems",
        "ProjectAssets",
        "ProjectMembers",
        "Projects",
        "ProviderKeys",
        "Scenes",
        "Studio",
        "StyleCapsules",
        "Tags",
        "Users",
    ];

    private readonly ConcurrentDictionary<string, string> wrong = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> statuses = new();

    private const int SlowestMs = 1000,
        IdleMs = 100;

    // Of bodies under 100 kB, and of a request that does nothing, asked beside them: on a busy machine both take longer.
    private readonly ConcurrentBag<double> milliseconds = [],
        idle = [];

    private string Statuses => string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Key}: {s.Value}"));

    [Fact]
    public async Task No_request_breaks_the_server_and_nobody_changes_what_they_may_not()
    {
        var (viewer, editor) = (await app.AddUserAsync("viewer", Role.Viewer), await app.AddUserAsync("editor"));
        await app.AddUserAsync("admin", Role.Admin);
        var nobody = app.NewClient(followRedirects: false);
        nobody.DefaultRequestHeaders.Add("X-CSRF-TOKEN", App.CsrfToken(await nobody.GetStringAsync("/SignIn")));
        HttpClient[] readers =
        [
            nobody,
            await app.SignInAsync("viewer", followRedirects: false),
            await app.WithTokenAsync(editor, Policies.Read),
        ];
        HttpClient[] writers =
        [
            await app.SignInAsync("editor", followRedirects: false),
            await app.SignInAsync("admin", followRedirects: false),
            await app.WithTokenAsync(editor, Policies.Edit, Policies.Generate),
        ];

        var project = await app.ProjectAsync("Fuzzed", editor.Id, (viewer.Id, Role.Editor));
        var targets = await TargetsAsync(project, writers[0]);
        var before = await CountsAsync();
        await FuzzAsync(readers, targets.Targets, targets.OpenApi, Time / 3);
        var after = await CountsAsync();
        await FuzzAsync(writers, targets.Targets, targets.OpenApi, Time * 2 / 3);

        var (slow, still) = (Percentile99(milliseconds), Percentile99(idle));
        var seen = string.Create(
            CultureInfo.InvariantCulture,
            $"seed {Seed}, {statuses.Values.Sum()} requests ({Statuses}), 99 of 100 within {slow:F0} ms, of such that do nothing {still:F0} ms"
        );
        output.WriteLine(seen);
        Assert.True(wrong.IsEmpty, $"FUZZ_SEED={Seed} ({Statuses})\n{string.Join("\n\n", wrong.Values)}");
        Assert.Equal(before, after);
        Assert.True(slow < SlowestMs * Math.Max(1, still / IdleMs), seen);
        Assert.True(statuses.Keys.Any(s => s < 300) && statuses.ContainsKey(422), "Nothing got through: the fuzzer asks the wrong things.");
    }

    private async Task<(List<FuzzTarget> Targets, JsonElement OpenApi)> TargetsAsync(Project project, HttpClient editor)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Given.HarbourPng()), "file", "harbour.png" } };
        using var uploaded = await editor.PostAsync($"/api/v1/media?project={project.Id}", form);
        Assert.True(uploaded.IsSuccessStatusCode);
        var picture = await app.WithDbAsync(db => db.Set<MediaItem>().FirstAsync());
        var openApi = JsonElement.Parse(await editor.GetStringAsync("/openapi/v1.json"));
        var targets = new List<FuzzTarget>();
        foreach (var (address, page) in await app.AddressesAsync())
        {
            var (method, route) = (address.Split(' ')[0], address.Split(' ')[1]);
            if (route is "/SignOut" or "/live")
            {
                continue; // one ends the session that goes on asking, the other never ends
            }

            targets.Add(FuzzTarget.Of(method, await app.FilledAsync(route, project, picture), route, page, openApi));
        }

        return (targets, openApi);
    }

    private Task FuzzAsync(HttpClient[] clients, List<FuzzTarget> targets, JsonElement openApi, TimeSpan time)
    {
        var known = targets.SelectMany(t => Ids().Matches(t.Path).Select(m => m.Value)).Distinct(StringComparer.Ordinal).ToList();
        var until = TimeProvider.System.GetTimestamp() + (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency);
        return Task.WhenAll(
            Enumerable
                .Range(0, Lanes)
                .Select(async lane =>
                {
                    var input = new FuzzInput(new(Seed + lane), openApi, known);
                    var asked = 0;
                    do
                    {
                        await AskAsync(input.One(clients), input.One(targets), input);
                        if (asked++ % 20 == 0)
                        {
                            var started = TimeProvider.System.GetTimestamp();
                            using var nothing = await clients[0].GetAsync("/healthz");
                            idle.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                        }
                    } while (TimeProvider.System.GetTimestamp() < until && wrong.Count < 40);
                })
        );
    }

    private static double Percentile99(ConcurrentBag<double> times) => times.Order().ElementAt(times.Count * 99 / 100);

    private async Task AskAsync(HttpClient client, FuzzTarget target, FuzzInput input)
    {
        using var request = target.Request(input);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
        var started = TimeProvider.System.GetTimestamp();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (body.Length < 100_000)
        {
            milliseconds.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        var status = (int)answer.StatusCode;
        statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
        var answered = status >= 500 ? Tags().Replace(await answer.Content.ReadAsStringAsync(), "") : "";
        var why =
            status >= 500 && !(status is 503 or 507 && answered.Length > 0) ? $"{status} {answered}"
            : !answer.Headers.Contains("X-Content-Type-Options") ? $"{status} without X-Content-Type-Options"
            : !answer.Headers.Contains("Content-Security-Policy") ? $"{status} without a Content-Security-Policy"
            : answer.Headers.Location is { } to && LeadsAway(to.OriginalString) ? $"leads to {to}"
            : null;
        if (why is not null)
        {
            var sent = $"{request.Content?.Headers.ContentType} {body[..Math.Min(body.Length, 1500)]}";
            wrong.TryAdd(
                $"{target.Method} {Ids().Replace(target.Path, "")} {why[..Math.Min(why.Length, 40)]}",
                $"{request.Method} {request.RequestUri}\n{Told(request)}{sent}\n→ {why[..Math.Min(why.Length, 600)]}"
            );
        }
    }

    private static string Told(HttpRequestMessage request) =>
        string.Concat(
            request.Headers.Where(h => h.Key is not ("X-CSRF-TOKEN" or "Authorization")).Select(h => $"{h.Key}: {h.Value.First()}\n")
        );

    // The sign-in page is named with its host.
    private bool LeadsAway(string to) =>
        !to.StartsWith(app.Address.ToString(), StringComparison.Ordinal) && (to is not ['/', ..] || to is ['/', '/' or '\\', ..]);

    private Task<SortedDictionary<string, int>> CountsAsync() =>
        app.WithDbAsync(async db =>
        {
            var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var table in Counted)
            {
#pragma warning disable EF1003, EF1002 // the names are ours
                counts[table] = await db
                    .Database.SqlQueryRaw<int>($"SELECT CAST(count(*) AS INTEGER) AS \"Value\" FROM \"{table}\"")
                    .SingleAsync();
#pragma warning restore EF1003, EF1002
            }

            return counts;
        });

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1000)]
    private static partial Regex Ids();
}

public sealed class SqliteFuzzTests(App app, ITestOutputHelper output) : FuzzContract(app, output), IClassFixture<App>;

public sealed class PostgresFuzzTests(PostgresApp app, ITestOutputHelper output) : FuzzContract(app, output), IClassFixture<PostgresApp>;
