using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Sqlite;
using Microsoft.Data.Sqlite;

namespace AssetLibrary.Tests.Processes;

/// <summary>
/// People at all kinds of work, and the process is killed at any moment, KILLS times (3): what was answered with success is there
/// afterwards, the database and every file are whole, all work comes to its end, and nothing is left over.
/// </summary>
[Trait("Kind", "Process")]
public sealed class KilledAmidWorkTests(Studios studios, PostgresServer postgres, ITestOutputHelper output)
{
    private const int People = 4;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "3", CultureInfo.InvariantCulture);

    private static readonly string[] Scripts =
    [
        "INT. KITCHEN - NIGHT\n\nMARA, 30s, lights an oil lamp.\n\nMARA\nHello?\n\nEXT. HARBOUR - DAWN\n\nTOM\nShe is gone.\n",
        "INT. KITCHEN - NIGHT\n\nMARA\nHello?\n\nINT. MILL - DAY\n\nOLD PETE grinds corn.\n\nOLD PETE\nMore.\n\nEXT. HARBOUR - DAWN\n\nTOM\nGone.\n",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_that_was_answered_is_lost(bool onPostgres)
    {
        using var studio = onPostgres ? await Studios.NewOnPostgresAsync(postgres.NewDatabase()) : await studios.NewAsync();
        var people = Enumerable.Range(0, People).Select(i => new Person(i)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var app = await RealApp.StartAsync(studio);
            foreach (var person in people)
            {
                await person.LookAsync(app.Api, studio);
            }

            var work = Task.WhenAll(people.Select(p => p.WorkAsync(app)));
            var (moment, done) = (new Random(kill), people.Sum(p => p.Answered));
            var enough = done + moment.Next(2, 30);
            await Patience.UntilAsync(() => Task.FromResult(people.Sum(p => p.Answered) >= enough || work.IsCompleted));
            await Task.Delay(TimeSpan.FromMilliseconds(moment.Next(100)), TimeProvider.System);
            await app.KillAsync();
            await work;
        }

        await using (var last = await RealApp.StartAsync(studio))
        {
            await last.Api.JobsOverAsync();
            foreach (var person in people)
            {
                await person.LookAsync(last.Api, studio);
                await person.LookAtPicturesAsync(last.Api);
            }

            var items = await last.Api.ItemsAsync("/api/v1/media?limit=200");
            var whole = studio.WholeBlobs().ToHashSet(StringComparer.Ordinal);
            Assert.All(items, i => Assert.Contains(i.GetProperty("sha256").GetString()!, whole));
            Assert.Equal(0, await last.StopAsync());
        }

        await using (await RealApp.StartAsync(studio))
        {
            Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(studio.Folder, "blobs", ".incoming")));
        }

        if (!onPostgres)
        {
            await AssertWholeAsync(Path.Combine(studio.Folder, "library.db"));
        }

        await AssertWholeAsync(Path.Combine(studio.Folder, "index.db"));

        output.WriteLine($"{Kills} kills, {people.Sum(p => p.Answered)} acknowledged, {people.Sum(p => p.Cut)} cut off");
    }

    private static async Task AssertWholeAsync(string file)
    {
        Assert.True(File.Exists(file), file);
        await using var connection = new SqliteConnection(SqliteFile.ConnectionString(file) + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT integrity_check FROM pragma_integrity_check UNION ALL SELECT \"table\" FROM pragma_foreign_key_check";
        await using var rows = await command.ExecuteReaderAsync();
        var said = new List<string>();
        while (await rows.ReadAsync())
        {
            said.Add(rows.GetString(0));
        }

        Assert.Equal(["ok"], said);
    }

    /// <summary>Works on things of its own, one after the other, and remembers what was answered and what was only asked.</summary>
    private sealed class Person(int number)
    {
        private readonly Random random = new(number);
        private readonly ConcurrentDictionary<Guid, HashSet<string>> descriptions = [];
        private readonly HashSet<string> uploaded = new(StringComparer.Ordinal);
        private readonly List<Guid> drawn = [];
        private readonly Dictionary<Guid, bool?> accepted = []; // whether the asset is there; null while an undo may have gone through
        private Guid project;
        private int drafts,
            counter;
        private int answered;

        public int Answered => Volatile.Read(ref answered);

        public int Cut { get; private set; }

        public async Task WorkAsync(RealApp app)
        {
            using var client = app.NewClient(app.Token);
            var api = new Api(client);
            try
            {
                while (true)
                {
                    await (
                        random.Next(7) switch
                        {
                            0 => MakeAsync(api),
                            1 or 2 => EditAsync(api),
                            3 => UploadAsync(api),
                            4 => DrawAsync(api),
                            _ => ScriptAsync(api),
                        }
                    );
                    Interlocked.Increment(ref answered);
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                Cut++; // with the process
            }
        }

        /// <summary>All that was acknowledged is there, and reads as it was last told to or as somebody was about to tell it.</summary>
        public async Task LookAsync(Api api, Studio studio)
        {
            foreach (var (id, possible) in descriptions)
            {
                var reads = (await api.GetAsync($"/api/v1/library/{id}")).GetProperty("description").GetString()!;
                Assert.Contains(reads, possible);
                descriptions[id] = [reads];
            }

            Assert.Subset(studio.WholeBlobs().ToHashSet(StringComparer.Ordinal), uploaded);
            if (project == default)
            {
                return;
            }

            var numbers = (await api.ItemsAsync($"/api/v1/projects/{project}/drafts")).ConvertAll(d => d.GetProperty("number").GetInt32());
            Assert.Superset(Enumerable.Range(1, drafts).ToHashSet(), numbers.ToHashSet());
            drafts = numbers.Count;
            var assets = (await api.ItemsAsync($"/api/v1/projects/{project}/assets?limit=200"))
                .Select(a => a.GetProperty("id").GetGuid())
                .ToHashSet();
            Assert.All(accepted.Where(a => a.Value is not null), a => Assert.Equal(a.Value, assets.Contains(a.Key)));
            foreach (var unknown in accepted.Where(a => a.Value is null).Select(a => a.Key).ToList())
            {
                accepted[unknown] = assets.Contains(unknown);
            }
        }

        public async Task LookAtPicturesAsync(Api api)
        {
            foreach (var asset in drawn.Distinct())
            {
                Assert.Equal(drawn.Count(d => d == asset), (await api.VersionsAsync(asset)).Count);
            }
        }

        private async Task<Guid> MakeAsync(Api api)
        {
            var id = await api.AddAssetAsync($"Thing {number} {counter++}");
            descriptions[id] = ["Cranes asleep in the fog."];
            return id;
        }

        private async Task EditAsync(Api api)
        {
            if (descriptions.IsEmpty)
            {
                await MakeAsync(api);
                return;
            }

            var id = descriptions.Keys.ElementAt(random.Next(descriptions.Count));
            var revision = (await api.GetAsync($"/api/v1/library/{id}")).GetProperty("revision").GetInt32();
            var description = $"Told {counter++} times.";
            descriptions[id].Add(description);
            using var answer = await api.Client.PatchAsJsonAsync($"/api/v1/library/{id}", new { revision, description });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            descriptions[id] = [description];
        }

        private async Task UploadAsync(Api api)
        {
            using var answer = await api.UploadAsync(Pictures.OfBytes(60_000, seed: (number * 100_000) + counter++), "harbour.jpg");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
            uploaded.Add(JsonElement.Parse(text).GetProperty("sha256").GetString()!);
        }

        private async Task DrawAsync(Api api)
        {
            var asset = await MakeAsync(api);
            await api.DrawAsync(asset);
            drawn.Add(asset); // one that was cut off may be drawn too, and nobody asks for it again
        }

        private async Task ScriptAsync(Api api)
        {
            if (project == default)
            {
                var style = await api.PostAsync(
                    "/api/v1/styles",
                    new { name = $"Ink {number} {counter++}", prompt = "ink" },
                    HttpStatusCode.Created
                );
                var made = await api.PostAsync(
                    "/api/v1/projects",
                    new { name = $"Film {number}", styleId = style.GetProperty("id").GetGuid() },
                    HttpStatusCode.Created
                );
                project = made.GetProperty("id").GetGuid();
            }

            using var script = new StringContent(Scripts[random.Next(Scripts.Length)] + $"\n[[{counter++}]]\n");
            using var draft = await api.Client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=film.fountain", script);
            Assert.True(draft.StatusCode == HttpStatusCode.Created, await draft.Content.ReadAsStringAsync());
            drafts++;
            var job = await api.PostAsync($"/api/v1/projects/{project}/extractions", new { again = true }, HttpStatusCode.Accepted);
            var id = job.GetProperty("jobId").GetGuid();
            await Patience.SeeAsync(
                () => api.GetAsync($"/api/v1/jobs/{id}"),
                j => j.GetProperty("state").GetString() is "succeeded" or "failed"
            );
            var decided = await api.PostAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true }, HttpStatusCode.OK);
            var brought = decided.GetProperty("assets").EnumerateArray().Select(a => a.GetProperty("id").GetGuid()).ToList();
            var fresh = brought.FindAll(a => !accepted.ContainsKey(a));
            brought.ForEach(a => accepted[a] = true);
            if (random.Next(2) == 0 && decided.GetProperty("decisionId").GetString() is { } decision)
            {
                fresh.ForEach(a => accepted[a] = null);
                await api.PostAsync($"/api/v1/decisions/{decision}/undo", new { }, HttpStatusCode.OK);
                fresh.ForEach(a => accepted[a] = false);
            }
        }
    }
}
