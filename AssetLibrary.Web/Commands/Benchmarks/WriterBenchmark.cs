using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Database.Sqlite;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary>
/// <c>benchmark --writers</c>: what work on drafts of 2,000 and 5,000 scenes takes, how long it holds SQLite's one writer, and how long
/// four others then wait for a write of their own, with fifty who read beside them. All in one process on this machine.
/// </summary>
internal static class WriterBenchmark
{
    private const int Readers = 50,
        Writers = 4,
        People = 300;

    private static readonly TimeSpan BetweenReads = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(100);

    public static async Task PrintAsync(Func<string[], WebApplication> build)
    {
        foreach (var scenes in new[] { 2_000, 5_000 })
        {
            await using var server = await BenchmarkServer.PrepareAsync(build);
            await server.StartHereAsync(build);
            using var client = await server.WithTokenAsync();
            client.Timeout = TimeSpan.FromMinutes(10);
            using var others = new Others(client);
            using var stop = new CancellationTokenSource();
            var crowd = others.RunAsync(stop.Token);

            var style = await PostAsync(client, "/api/v1/styles", new { name = "Ink", prompt = "ink and wash" });
            var project = (await PostAsync(client, "/api/v1/projects", new { name = "Long", styleId = style.GetProperty("id") }))
                .GetProperty("id")
                .GetGuid();
            var at = $"/api/v1/projects/{project}";
            await others.StepAsync($"{scenes:N0} scenes: first draft", () => ImportAsync(client, at, Script(scenes, draft: 1)));
            await others.StepAsync($"{scenes:N0} scenes: extraction", () => ExtractAsync(client, at));
            var decision = default(JsonElement);
            var accepted = await others.StepAsync($"{scenes:N0} scenes: accept all", async () =>
                decision = await PostAsync(client, $"{at}/candidates/accept", new { all = true })
            );
            BenchmarkCommand.Row($"{scenes:N0} scenes: accepted", $"{accepted.GetProperty("assets").GetArrayLength()} assets");
            await others.StepAsync($"{scenes:N0} scenes: undo it", () =>
                PostAsync(client, $"/api/v1/decisions/{decision.GetProperty("decisionId").GetGuid()}/undo", new { })
            );
            await others.StepAsync($"{scenes:N0} scenes: accept again", () =>
                PostAsync(client, $"{at}/candidates/accept", new { all = true })
            );
            await others.StepAsync($"{scenes:N0} scenes: second draft", () => ImportAsync(client, at, Script(scenes, draft: 2)));
            await others.StepAsync($"{scenes:N0} scenes: what changed", () => client.GetFromJsonAsync<JsonElement>($"{at}/changes"));
            await others.StepAsync($"{scenes:N0} scenes: extraction again", () => ExtractAsync(client, at));
            var ids = (await client.GetFromJsonAsync<JsonElement>("/api/v1/library?limit=200"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(a => a.GetProperty("id").GetGuid())
                .ToList();
            await others.StepAsync("200 library assets: to the trash", () => PostAsync(client, "/api/v1/library/bulk/trash", new { ids }));
            await others.StepAsync("200 library assets: erased", () => PostAsync(client, "/api/v1/library/bulk/erase", new { ids }));
            await stop.CancelAsync();
            await crowd;
        }
    }

    /// <summary>
    /// A place for every two scenes, three hundred people in turn. In the second draft one scene is put in front, so that all others move,
    /// and every seventh is rewritten.
    /// </summary>
    private static string Script(int scenes, int draft)
    {
        var script = new StringBuilder();
        if (draft > 1)
        {
            script.Append("EXT. HARBOUR GATE - DAWN\n\nA ship comes in.\n\n");
        }

        // As many as before: the last one is gone.
        for (var i = 0; i < (draft > 1 ? scenes - 1 : scenes); i++)
        {
            var (place, one, two) = (Word(i / 2), Word(i % People), Word((i * 7 + 1) % People));
            var rewritten = draft > 1 && i % 7 == 0 ? " It rains, and nobody has an umbrella." : "";
            script.Append(
                CultureInfo.InvariantCulture,
                $"INT. {place.ToUpperInvariant()} HOUSE - DAY\n\n{one} puts a lantern on the table.{rewritten}\n\n"
                    + $"{one.ToUpperInvariant()}\nWe leave in {i} minutes.\n\n{two.ToUpperInvariant()}\nThen hurry.\n\n"
            );
        }

        return script.ToString();
    }

    /// <summary>A name that is no other number's.</summary>
    private static string Word(int number)
    {
        string[] syllables = ["ba", "ke", "lo", "mi", "ru", "ta", "ne", "so", "vi", "du", "ga", "pe", "zo", "fi", "hu", "ra"];
        var word = new StringBuilder();
        for (var rest = number + 16; rest > 0; rest /= 16)
        {
            word.Append(syllables[rest % 16]);
        }

        word[0] = char.ToUpperInvariant(word[0]);
        return word.ToString();
    }

    private static async Task<JsonElement> ImportAsync(HttpClient client, string project, string script)
    {
        using var body = new StringContent(script);
        using var answer = await client.PostAsync($"{project}/drafts?fileName=long.fountain", body);
        return await ReadAsync(answer);
    }

    private static async Task<JsonElement> ExtractAsync(HttpClient client, string project)
    {
        var job = (await PostAsync(client, $"{project}/extractions", new { again = true })).GetProperty("jobId").GetGuid();
        while (true)
        {
            var now = await client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{job}");
            switch (now.GetProperty("state").GetString())
            {
                case "succeeded":
                    return now;
                case "failed" or "cancelled":
                    throw new InvalidOperationException(now.ToString());
                default:
                    await Task.Delay(100);
                    break;
            }
        }
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        return await ReadAsync(answer);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonElement.Parse(text)
            : throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode} {text}");
    }

    /// <summary>Fifty who read and four who write, each a request after the other with a pause, as people do.</summary>
    private sealed class Others : IDisposable
    {
        private static readonly string[] Read = ["/api/v1/library", "/Library", "/Gallery", "/api/v1/jobs"];

        private readonly Lock gate = new();
        private readonly MeterListener listener = new();
        private readonly HttpClient client;
        private List<double> held = [],
            waited = [];

        public Others(HttpClient client)
        {
            this.client = client;
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == WriterQueue.MeterName)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => Note(() => held.Add(seconds * 1000)));
            listener.Start();
        }

        public async Task<T> StepAsync<T>(string name, Func<Task<T>> step)
        {
            Note(() => (held, waited) = ([], []));
            var started = Stopwatch.GetTimestamp();
            var result = await step();
            var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Note(() =>
                BenchmarkCommand.Row(
                    name,
                    $"{took, 6:F1} s; held at most {held.DefaultIfEmpty().Max(), 5:F0} ms; others' {waited.Count, 5} writes: slowest "
                        + $"{waited.DefaultIfEmpty().Max(), 5:F0}, half within {waited.Order().ElementAtOrDefault(waited.Count / 2), 4:F0} ms"
                )
            );
            return result;
        }

        public async Task RunAsync(CancellationToken stop)
        {
            try
            {
                await Task.WhenAll([
                    .. Enumerable.Range(0, Readers).Select(i => ReadAsync(Read[i % Read.Length], stop)),
                    .. Enumerable.Range(0, Writers).Select(i => WriteAsync(i, stop)),
                ]);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Measured.
            }
        }

        public void Dispose() => listener.Dispose();

        private async Task ReadAsync(string path, CancellationToken stop)
        {
            while (true)
            {
                await client.GetByteArrayAsync(path, stop);
                await Task.Delay(BetweenReads, stop);
            }
        }

        private async Task WriteAsync(int writer, CancellationToken stop)
        {
            for (var i = 0; ; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var body = new { type = "prop", name = $"Beside {writer} {i}" };
                using var answer = await client.PostAsJsonAsync("/api/v1/library", body, stop);
                answer.EnsureSuccessStatusCode();
                var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                Note(() => waited.Add(took));
                await Task.Delay(BetweenWrites, stop);
            }
        }

        private void Note(Action note)
        {
            lock (gate)
            {
                note();
            }
        }
    }
}
