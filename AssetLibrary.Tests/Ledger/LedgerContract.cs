using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Inbox;
using AssetLibrary.Web.Ledger;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Ledger;

/// <summary>Whatever people decide in the inbox, the ledger takes it back to the byte.</summary>
public abstract class LedgerContract(App app)
{
    private const string Script = """
        Title: The Ferry

        INT. FERRY - ENGINE ROOM - NIGHT

        OLD JONAS VELD (70) wipes an oil can with a rag. IDA, 9, holds a lantern.

        OLD JONAS
        Closer, girl.

        IDA
        It is hot.

        EXT. FERRY - DECK - DAWN

        CAPTAIN REUTER lowers a rope. A dog barks at the crate. Ida opens the crate with a crowbar.

        CAPTAIN REUTER
        Ida Veld! Hands off!

        INT. HARBOUR OFFICE - DAY

        Reuter puts a ledger on the desk. Jonas signs it with a pen.

        REUTER
        Done.

        JONAS VELD
        Not yet.
        """;

    [Theory]
    [InlineData(11)]
    [InlineData(29)]
    [InlineData(47)]
    public async Task Any_sequence_of_decisions_is_undone_to_the_byte(int seed)
    {
        var chance = new Random(seed);
        var (client, project) = await ExtractedAsync(known: seed % 2 == 1);
        var start = await StateAsync(project);
        var decided = new Stack<string>();
        for (var step = 0; step < 24; step++)
        {
            if (chance.Next(5) == 0 && decided.TryPop(out var last))
            {
                await client.PostedAsync($"/api/v1/decisions/{last}/undo", new { });
            }
            else if (await DecideAsync(client, project, chance) is { } decision)
            {
                decided.Push(decision);
            }
        }

        Assert.NotEmpty(decided);
        Assert.NotEqual(start, await StateAsync(project));
        while (decided.TryPop(out var last))
        {
            await client.PostedAsync($"/api/v1/decisions/{last}/undo", new { });
        }

        Assert.Equal(start, await StateAsync(project));
    }

    [Fact]
    public async Task A_merge_gathers_names_lines_and_scenes_in_the_first_one()
    {
        var (client, project) = await ExtractedAsync();
        var open = await OpenAsync(client, project);
        var (first, other) = (open.First(c => Name(c) == "Ida"), open.First(c => Name(c).Contains("Reuter", StringComparison.Ordinal)));
        var merged = (
            await client.PostedAsync($"/api/v1/projects/{project}/candidates/merge", new { ids = new[] { Id(first), Id(other) } })
        ).GetProperty("candidates")[0];
        Assert.Equal("Ida", Name(merged));
        Assert.Contains(Name(other), merged.GetProperty("aliases").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal(Lines(first).Concat(Lines(other)).Order(), Lines(merged).Order());
        Assert.DoesNotContain(Id(other), (await OpenAsync(client, project)).Select(Id));
    }

    [Fact]
    public async Task A_split_gives_an_alias_its_own_lines_and_scenes()
    {
        var (client, project) = await ExtractedAsync();
        var open = await OpenAsync(client, project);
        var (first, other) = (open.First(c => Name(c) == "Ida"), open.First(c => Name(c).Contains("Reuter", StringComparison.Ordinal)));
        await client.PostedAsync($"/api/v1/projects/{project}/candidates/merge", new { ids = new[] { Id(first), Id(other) } });
        var split = await client.PostedAsync(
            $"/api/v1/projects/{project}/candidates/split",
            new { ids = new[] { Id(first) }, aliases = new[] { Name(other) } }
        );
        var parts = split.GetProperty("candidates").EnumerateArray().ToList();
        Assert.Equal(["Ida", Name(other)], parts.Select(Name));
        Assert.NotEmpty(Lines(parts[1]));
        Assert.All(parts[1].GetProperty("evidence").EnumerateArray(), e =>
            Assert.Contains("Reuter", e.GetProperty("quote").GetString(), StringComparison.OrdinalIgnoreCase)
        );
        var assets = (await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { ids = parts.Select(Id) }))
            .GetProperty("assets")
            .EnumerateArray()
            .Select(a => a.GetProperty("id").GetGuid())
            .ToList();
        var scenes = await app.WithDbAsync(db =>
            db.Set<Appearance>()
                .IgnoreQueryFilters()
                .Where(a => assets.Contains(a.ProjectAssetId))
                .GroupBy(a => a.ProjectAssetId)
                .Select(g => new { g.Key, Count = g.Count() })
                .ToListAsync()
        );
        Assert.Equal([2, 2], scenes.Select(s => s.Count));
    }

    [Fact]
    public async Task One_alone_is_not_merged_and_one_without_aliases_is_not_split()
    {
        var (client, project) = await ExtractedAsync();
        var one = (await OpenAsync(client, project)).First(c => c.GetProperty("aliases").GetArrayLength() == 0);
        foreach (var verb in new[] { "merge", "split" })
        {
            using var refused = await client.PostAsJsonAsync(
                $"/api/v1/projects/{project}/candidates/{verb}",
                new { ids = new[] { Id(one) } }
            );
            Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
    }

    private static async Task<string?> DecideAsync(HttpClient client, Guid project, Random chance)
    {
        var open = await OpenAsync(client, project);
        if (open.Count == 0)
        {
            return null;
        }

        var some = open.OrderBy(_ => chance.Next()).Take(1 + chance.Next(3)).ToList();
        var ids = some.Select(Id).ToList();
        var root = $"/api/v1/projects/{project}/candidates";
        switch (chance.Next(6))
        {
            case 0:
                return Decision(await client.PostedAsync($"{root}/accept", new { ids, asNew = chance.Next(2) == 0 }));
            case 1:
                return Decision(await client.PostedAsync($"{root}/reject", new { ids }));
            case 2 when ids.Count > 1:
            case 3 when ids.Count > 1:
                return Decision(await client.PostedAsync($"{root}/merge", new { ids }));
            case 4:
            case 5:
                return open.Find(c => c.GetProperty("aliases").GetArrayLength() > 0) is { ValueKind: JsonValueKind.Object } whole
                    ? Decision(await client.PostedAsync($"{root}/split", new { ids = new[] { Id(whole) } }))
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Every row that a decision may touch, as text.</summary>
    private Task<string> StateAsync(Guid project) =>
        app.WithDbAsync(async db =>
        {
            var text = new StringBuilder();
            foreach (
                var c in await db.Set<Candidate>().IgnoreQueryFilters().Where(c => c.ProjectId == project).OrderBy(c => c.Id).ToListAsync()
            )
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"candidate {c.Id} {c.State} {c.Type} {c.Name} [{string.Join('|', c.Aliases)}] {c.Description} {c.Confidence} "
                        + $"{c.Speaks} {c.ProjectAssetId} {c.MergedIntoId} {c.AppearancesJson} {c.NormalizedName}"
                );
            }

            foreach (
                var e in await db.Set<Evidence>().IgnoreQueryFilters().Where(e => e.ProjectId == project).OrderBy(e => e.Id).ToListAsync()
            )
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"line {e.Id} of {e.CandidateId} {e.SceneId} {e.SceneNumber} {e.Line} {e.Quote}"
                );
            }

            foreach (
                var p in await db.Set<Proposal>()
                    .IgnoreQueryFilters()
                    .Where(p => p.ProjectId == project)
                    .OrderBy(p => p.CandidateId)
                    .ToListAsync()
            )
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"proposal {p.CandidateId} {p.Action} {p.ProjectAssetId} {p.LibraryAssetId} {p.Score} {string.Join('|', p.Reasons)}"
                );
            }

            foreach (
                var a in await db.Set<ProjectAsset>()
                    .IgnoreQueryFilters()
                    .Where(a => a.ProjectId == project)
                    .OrderBy(a => a.Id)
                    .ToListAsync()
            )
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"asset {a.Id} {a.Type} {a.Name} [{string.Join('|', a.Aliases)}] {a.Description} {a.LibraryAssetId} "
                        + $"{a.SyncedRevision} [{string.Join('|', a.OverriddenFields)}] {a.TrashedAt} {a.Metadata} {a.SearchText}"
                );
            }

            foreach (
                var a in await db.Set<Appearance>()
                    .IgnoreQueryFilters()
                    .Where(a => a.ProjectId == project)
                    .OrderBy(a => a.ProjectAssetId)
                    .ThenBy(a => a.SceneId)
                    .ToListAsync()
            )
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"appearance {a.ProjectAssetId} {a.SceneId} {a.Speaks} {a.Count}");
            }

            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"subjects {await db.Set<Subject>().IgnoreQueryFilters().CountAsync(s => s.ProjectId == project)}, histories "
                    + $"{await db.Set<History>().IgnoreQueryFilters().CountAsync(h => h.ProjectId == project)}"
            );
            return text.ToString();
        });

    private async Task<(HttpClient Client, Guid Project)> ExtractedAsync(bool known = false)
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var client = await app.WithTokenAsync(user);
        var style = (await client.PostedAsync("/api/v1/styles", new { name = "Plain", prompt = "Plain daylight." }))
            .GetProperty("id")
            .GetGuid();
        var project = (await client.PostedAsync("/api/v1/projects", new { name = "A film", styleId = style })).GetProperty("id").GetGuid();
        using var draft = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", new StringContent(Script));
        if (known)
        {
            // Some of it is here already, and linked with the library: an accept then changes what stands.
            await app.WithDbAsync(async db =>
            {
                var library = LibraryAsset.Make(db, AssetType.Character, "Ida", [], "From the library.");
                var mine = ProjectAsset.Make(
                    db,
                    project,
                    (await db.Set<Branch>().IgnoreQueryFilters().SingleAsync(b => b.ProjectId == project)).Id,
                    AssetType.Character,
                    "Ida",
                    [],
                    ""
                );
                await db.SaveChangesAsync();
                mine.Link(library, db.Now);
                await db.SaveChangesAsync();
                return 0;
            });
        }

        var job = (await client.PostedAsync($"/api/v1/projects/{project}/extractions", new { })).GetProperty("jobId").GetGuid();
        await client.FinishedAsync($"/api/v1/jobs/{job}");
        return (client, project);
    }

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static string Name(JsonElement item) => item.GetProperty("name").GetString()!;

    private static string Decision(JsonElement answer) => answer.GetProperty("decisionId").GetString()!;

    private static IEnumerable<int> Lines(JsonElement candidate) =>
        candidate.GetProperty("evidence").EnumerateArray().Select(e => e.GetProperty("line").GetInt32());

    private static async Task<List<JsonElement>> OpenAsync(HttpClient client, Guid project) =>
        [
            .. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/candidates?limit=200"))
                .GetProperty("items")
                .EnumerateArray(),
        ];
}

public sealed class SqliteLedgerTests(App app) : LedgerContract(app), IClassFixture<App>;

public sealed class PostgresLedgerTests(PostgresApp app) : LedgerContract(app), IClassFixture<PostgresApp>;
