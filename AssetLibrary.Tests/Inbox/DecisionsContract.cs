using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Inbox;

/// <summary>From a draft to decisions over the API, as a script would do it.</summary>
public abstract class DecisionsContract(App app)
{
    private const string Script =
        "Title: Two Lamps\n\nINT. KITCHEN - NIGHT\n\nMARA, 30s, lights an oil lamp.\n\nMARA\nHello?\n\nEXT. HARBOUR - DAWN\n\nTOM\nShe "
        + "is gone.\n";

    [Fact]
    public async Task Candidates_become_assets_and_an_undo_takes_them_back()
    {
        var (client, project, _) = await ExtractedAsync();
        var open = await CandidatesAsync(client, project);
        Assert.Contains("Mara", Names(open));
        Assert.All(open.EnumerateArray(), c => Assert.Equal("new", c.GetProperty("proposal").GetProperty("action").GetString()));
        var accepted = await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });
        Assert.Equal(open.GetArrayLength(), accepted.GetProperty("assets").GetArrayLength());
        Assert.Equal(open.GetArrayLength(), (await ItemsAsync(client, $"/api/v1/projects/{project}/assets")).GetArrayLength());
        await client.PostedAsync($"/api/v1/decisions/{accepted.GetProperty("decisionId").GetString()}/undo", new { });
        Assert.Equal(0, (await ItemsAsync(client, $"/api/v1/projects/{project}/assets")).GetArrayLength());
        Assert.Equal(Names(open), Names(await CandidatesAsync(client, project)));
    }

    [Fact]
    public async Task Hundreds_that_are_accepted_at_once_are_one_decision()
    {
        var (client, project, _) = await ExtractedAsync();
        // She is met in the first scenes and in the last.
        var script = string.Concat(
            Enumerable
                .Range(0, 230)
                .Select(i => $"INT. HOUSE {Letters(i)} - DAY\n\n{(i % 229 == 0 ? "MARA" : Letters(i) + "SON")}\nHello?\n\n")
        );
        using (var body = new StringContent(Script + "\n" + script))
        {
            using var draft = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=c.fountain", body);
            Assert.Equal(HttpStatusCode.Created, draft.StatusCode);
        }

        var job = await client.PostedAsync($"/api/v1/projects/{project}/extractions", new { again = true });
        await client.FinishedAsync($"/api/v1/jobs/{job.GetProperty("jobId").GetString()}");
        var open = await AllAsync(client, $"/api/v1/projects/{project}/candidates?state=open");
        Assert.True(open.Count > 200, $"{open.Count}");

        var accepted = await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });

        Assert.Empty(await AllAsync(client, $"/api/v1/projects/{project}/candidates?state=open"));
        Assert.Equal(open.Count, (await AllAsync(client, $"/api/v1/projects/{project}/assets")).Count);
        await client.PostedAsync($"/api/v1/decisions/{accepted.GetProperty("decisionId").GetString()}/undo", new { });
        Assert.Empty(await AllAsync(client, $"/api/v1/projects/{project}/assets"));
        Assert.Equal(open, await AllAsync(client, $"/api/v1/projects/{project}/candidates?state=open"));
    }

    // Names that are nobody's spelling of each other.
    private static string Letters(int i) =>
        string.Concat(
            new[] { i / 25 % 10, i / 5 % 5, i % 5 }.Select(
                (digit, at) => "BAKEDIFOGU".Substring(digit % 5 * 2, 2) + "LMNRTSVZPK"[digit + (at * 2) % 4]
            )
        );

    private static async Task<List<string>> AllAsync(HttpClient client, string path)
    {
        var (ids, cursor) = (new List<string>(), "");
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"{path}{(path.Contains('?') ? '&' : '?')}limit=200{cursor}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&after={Uri.EscapeDataString(next)}" : "";
        } while (cursor.Length > 0);

        return [.. ids.Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Ten_extractions_asked_for_at_once_are_one_run_and_another_comes_when_it_is_wanted()
    {
        var (client, project, _) = await ExtractedAsync();
        await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=b.fountain", new StringContent(Script + "\nTOM\nAgain.\n"));
        var url = $"/api/v1/projects/{project}/extractions";
        var jobs = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.PostedAsync(url, new { })));
        var job = Assert.Single(jobs.Select(j => j.GetProperty("jobId").GetString()).Distinct(StringComparer.Ordinal));
        await client.FinishedAsync($"/api/v1/jobs/{job}");
        Assert.NotEqual(job, (await client.PostedAsync(url, new { again = true })).GetProperty("jobId").GetString());
    }

    [Fact]
    public async Task An_undo_is_refused_once_something_stands_on_it()
    {
        var (client, project, _) = await ExtractedAsync();
        var accepted = await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });
        var asset = accepted.GetProperty("assets")[0];
        await client.PatchAsJsonAsync(
            $"/api/v1/project-assets/{asset.GetProperty("id").GetString()}",
            new { revision = asset.GetProperty("revision").GetInt32(), description = "Changed." }
        );
        using var refused = await client.PostAsync($"/api/v1/decisions/{accepted.GetProperty("decisionId").GetString()}/undo", null);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("built-upon", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.NotEqual(0, (await ItemsAsync(client, $"/api/v1/projects/{project}/assets")).GetArrayLength());
    }

    [Fact]
    public async Task An_acceptance_into_an_asset_that_was_there_is_taken_back_and_the_asset_stays()
    {
        var (client, project, _) = await ExtractedAsync();
        var first = await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });
        await ImportAsync(client, project, Script.Replace("MARA", "MARA VOSS", StringComparison.Ordinal));
        await ExtractAsync(client, project);
        var open = await CandidatesAsync(client, project);
        var renamed = Assert.Single(open.EnumerateArray(), c => c.GetProperty("name").GetString() == "Mara Voss");
        Assert.Equal("update", renamed.GetProperty("proposal").GetProperty("action").GetString());
        var second = await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });

        await client.PostedAsync($"/api/v1/decisions/{second.GetProperty("decisionId").GetString()}/undo", new { });

        Assert.Equal(Names(open), Names(await CandidatesAsync(client, project)));
        Assert.Equal(
            first.GetProperty("assets").GetArrayLength(),
            (await ItemsAsync(client, $"/api/v1/projects/{project}/assets")).GetArrayLength()
        );
    }

    [Fact]
    public async Task Several_ages_of_one_become_looks_in_their_scenes_and_an_undo_takes_them_back()
    {
        const string Ages =
            "INT. KITCHEN - NIGHT\n\nEDWARD\nHello?\n\nEXT. SWAMP - DAY\n\nYOUNG EDWARD\nRun!\n\nEXT. ROAD - DAY\n\nOLD "
            + "EDWARD\nFaster!\n\nINT. BARN - DAY\n\nYOUNG EDWARD\nHide!\n";
        var (client, project, _) = await ExtractedAsync(Ages);
        var open = (await CandidatesAsync(client, project)).EnumerateArray().ToList();
        var ids = open.Where(c => c.GetProperty("name").GetString()!.EndsWith("Edward", StringComparison.Ordinal))
            .Select(c => c.GetProperty("id").GetGuid())
            .ToList();
        Assert.Equal(3, ids.Count);

        var accepted = await client.PostedAsync($"/api/v1/projects/{project}/candidates/looks", new { ids });

        var asset = accepted.GetProperty("assets")[0];
        Assert.Equal("Edward", asset.GetProperty("name").GetString());
        var id = asset.GetProperty("id").GetGuid();
        Assert.Equal(["Barn: Young", "Kitchen: ", "Road: Old", "Swamp: Young"], await WornAsync(id));

        // The next draft brings him to another place: he is young there, too, and nobody is asked again.
        await ImportAsync(client, project, Ages + "\nINT. MILL - DAY\n\nYOUNG EDWARD\nHere!\n");
        await ExtractAsync(client, project);
        Assert.DoesNotContain(Names(await CandidatesAsync(client, project)), n => n.Contains("Edward", StringComparison.Ordinal));
        Assert.Contains("Mill: Young", await WornAsync(id));
    }

    [Fact]
    public async Task Ages_that_became_looks_are_candidates_again_after_an_undo()
    {
        const string Ages = "INT. KITCHEN - NIGHT\n\nYOUNG MARA\nHello?\n\nEXT. SWAMP - DAY\n\nOLD MARA\nRun!\n";
        var (client, project, _) = await ExtractedAsync(Ages);
        var before = await CandidatesAsync(client, project);
        var ids = before
            .EnumerateArray()
            .Where(c => c.GetProperty("name").GetString()!.EndsWith("Mara", StringComparison.Ordinal))
            .Select(c => c.GetProperty("id").GetGuid())
            .ToList();
        var accepted = await client.PostedAsync($"/api/v1/projects/{project}/candidates/looks", new { ids });
        Assert.Equal("Mara", accepted.GetProperty("assets")[0].GetProperty("name").GetString());

        await client.PostedAsync($"/api/v1/decisions/{accepted.GetProperty("decisionId").GetString()}/undo", new { });

        Assert.Equal(Names(before), Names(await CandidatesAsync(client, project)));
        Assert.Equal(0, (await ItemsAsync(client, $"/api/v1/projects/{project}/assets")).GetArrayLength());

        // Into an asset that was there: it stays, and only the looks go.
        var there = await app.ProjectAssetAsync(
            await app.WithDbAsync(db => db.Set<Project>().SingleAsync(p => p.Id == project)),
            "Mara",
            AssetType.Character
        );
        accepted = await client.PostedAsync($"/api/v1/projects/{project}/candidates/looks", new { ids, assetId = there.Id });
        Assert.Equal(["Kitchen: Young", "Swamp: Old"], await WornAsync(there.Id));
        await client.PostedAsync($"/api/v1/decisions/{accepted.GetProperty("decisionId").GetString()}/undo", new { });
        Assert.Empty(await WornAsync(there.Id));
        Assert.Equal("Mara", (await ItemsAsync(client, $"/api/v1/projects/{project}/assets"))[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Only_names_with_an_age_become_looks()
    {
        var (client, project, _) = await ExtractedAsync();
        var ids = (await CandidatesAsync(client, project)).EnumerateArray().Select(c => c.GetProperty("id").GetGuid()).ToList();
        using var refused = await client.PostAsJsonAsync($"/api/v1/projects/{project}/candidates/looks", new { ids });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(ids.Count, (await CandidatesAsync(client, project)).GetArrayLength());
    }

    private Task<List<string>> WornAsync(Guid asset) =>
        app.WithDbAsync(async db =>
            (
                await db.Set<Appearance>()
                    .Where(a => a.ProjectAssetId == asset)
                    .Join(db.Set<Web.Scripts.Scene>(), a => a.SceneId, s => s.Id, (a, s) => new { s.Location, a.LookId })
                    .Select(r => new
                    {
                        r.Location,
                        Look = db.Set<Web.Assets.Looks.Look>().Where(l => l.Id == r.LookId).Select(l => l.Name).FirstOrDefault(),
                    })
                    .ToListAsync()
            )
                .ConvertAll(r => $"{r.Location![..1].ToUpperInvariant()}{r.Location[1..].ToLowerInvariant()}: {r.Look}")
                .Order(StringComparer.Ordinal)
                .ToList()
        );

    [Fact]
    public async Task A_rejected_prop_stays_rejected_in_the_singular()
    {
        var lamps = Script.Replace("lights an oil lamp", "lights two lanterns", StringComparison.Ordinal);
        var (client, project, _) = await ExtractedAsync(lamps);
        var lantern = (await CandidatesAsync(client, project))
            .EnumerateArray()
            .Single(c => c.GetProperty("name").GetString()!.Contains("antern", StringComparison.Ordinal));
        await client.PostedAsync(
            $"/api/v1/projects/{project}/candidates/reject",
            new { ids = new[] { lantern.GetProperty("id").GetGuid() } }
        );
        await ImportAsync(client, project, Script.Replace("lights an oil lamp", "lights a lantern", StringComparison.Ordinal));
        await ExtractAsync(client, project);
        Assert.DoesNotContain(Names(await CandidatesAsync(client, project)), n => n.Contains("antern", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Samples))]
    public async Task No_decision_comes_back_when_a_script_is_read_again(string sample)
    {
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "gold", sample));
        var (client, project, _) = await ExtractedAsync(script);
        var found = await AllAsync(client, $"/api/v1/projects/{project}/candidates?state=open");
        await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });
        await ImportAsync(client, project, script + "\nEXT. QUARRY ROAD - DAY\n\nZEBEDEE\nNobody has seen me before.\n");

        var result = await ExtractAsync(client, project);

        var open = await CandidatesAsync(client, project);
        Assert.All(Names(open), n =>
            Assert.Contains(n, (string[])["Zebedee", "Quarry Road"]) // what the new scene brought
        );
        Assert.Contains("Zebedee", Names(open));
        Assert.Equal(found.Count, result.GetProperty("result").GetProperty("known").GetInt32());
    }

    public static TheoryData<string> Samples() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Samples", "gold"), "*.fountain")
                .Select(f => Path.GetFileName(f)!)
                .Order(StringComparer.Ordinal)
                .Where((_, i) => i % 3 == 0),
        ];

    [Fact]
    public async Task What_was_renamed_merged_or_rejected_stays_so_and_its_scenes_are_those_of_the_new_draft()
    {
        const string More = "\nINT. MILL - DAY\n\nOLD PETE\nMore corn.\n\nTHE MILLER\nNo.\n\nANNA\nNever.\n";
        var (client, project, _) = await ExtractedAsync(Script + More);
        var at = $"/api/v1/projects/{project}";
        var open = (await CandidatesAsync(client, project)).EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        Guid Id(string name) => open[name].GetProperty("id").GetGuid();
        using (
            var renamed = await client.PatchAsJsonAsync(
                $"/api/v1/candidates/{Id("Tom")}",
                new { name = "Tom Grainger", aliases = Array.Empty<string>() }
            )
        )
        {
            Assert.True(renamed.IsSuccessStatusCode, await renamed.Content.ReadAsStringAsync());
        }

        var miller = open.Keys.Single(n => n.EndsWith("Miller", StringComparison.Ordinal));
        await client.PostedAsync($"{at}/candidates/merge", new { ids = new[] { Id("Old Pete"), Id(miller) } });
        await client.PostedAsync($"{at}/candidates/reject", new { ids = new[] { Id("Anna") } });
        var accepted = await client.PostedAsync($"{at}/candidates/accept", new { all = true });
        var mara = accepted.GetProperty("assets").EnumerateArray().Single(a => a.GetProperty("name").GetString() == "Mara");

        // Mara has gone from the kitchen to the mill.
        await ImportAsync(
            client,
            project,
            (Script + More)
                .Replace("MARA, 30s, lights", "NORA, 30s, lights", StringComparison.Ordinal)
                .Replace("MARA\nHello", "NORA\nHello", StringComparison.Ordinal)
                .Replace("ANNA\nNever", "ANNA\nNever.\n\nMARA\nNot me", StringComparison.Ordinal)
        );
        await ExtractAsync(client, project);

        Assert.Equal(["Nora"], Names(await CandidatesAsync(client, project)));
        var scenes = await app.WithDbAsync(db =>
            db.Set<Appearance>()
                .Where(a => a.ProjectAssetId == mara.GetProperty("id").GetGuid())
                .Join(db.Set<Web.Scripts.Scene>(), a => a.SceneId, s => s.Id, (a, s) => s.Heading)
                .ToListAsync()
        );
        Assert.Equal(["INT. MILL - DAY"], scenes);
    }

    [Fact]
    public async Task An_undo_does_not_take_a_picture_that_somebody_uploaded()
    {
        var (client, project, _) = await ExtractedAsync();
        var accepted = await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });
        var id = accepted.GetProperty("assets")[0].GetProperty("id").GetGuid();
        var subject = new Web.Versions.Subject
        {
            Id = id,
            Type = Web.Versions.SubjectType.ProjectAsset,
            ProjectId = project,
        };
        await app.VersionAsync(subject, Given.Picture(project));
        using var refused = await client.PostAsync($"/api/v1/decisions/{accepted.GetProperty("decisionId").GetString()}/undo", null);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(
            1,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/subjects/projectAsset/{id}/versions/reference"))
                .GetProperty("latest")
                .GetInt32()
        );
    }

    [Fact]
    public async Task A_style_that_is_saved_without_a_change_can_be_changed_afterwards()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("A film", user.Id);
        using var page = await app.SignInAsync(user.UserName!);
        foreach (var (revision, prompt) in new[] { (1, "Same."), (2, "Same."), (3, "Other.") })
        {
            using var form = new FormUrlEncodedContent([
                new("name", "Plain"),
                new("prompt", prompt),
                new("revision", revision.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ]);
            using var answer = await page.PostAsync($"/Projects/{project.Id}/Style", form);
            Assert.True(answer.IsSuccessStatusCode, $"{revision}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task What_was_rejected_does_not_come_back_with_the_next_run()
    {
        var (client, project, _) = await ExtractedAsync();
        var tom = (await CandidatesAsync(client, project))
            .EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == "Tom")
            .GetProperty("id")
            .GetString();
        await client.PostedAsync($"/api/v1/projects/{project}/candidates/reject", new { ids = new[] { tom } });
        await ExtractAsync(client, project);
        Assert.DoesNotContain("Tom", Names(await CandidatesAsync(client, project)));
    }

    [Fact]
    public async Task What_the_library_has_is_proposed_for_reuse_and_cloned_with_its_picture()
    {
        var name = $"Mara{Guid.NewGuid():N}"[..12];
        var known = await app.LibraryAssetAsync(name, AssetType.Character, "The one from the first film.");
        await app.VersionAsync(known.Subject, Given.Picture());
        var (client, project, _) = await ExtractedAsync(Script.Replace("MARA", name.ToUpperInvariant(), StringComparison.Ordinal));
        var candidate = (await CandidatesAsync(client, project))
            .EnumerateArray()
            .Single(c => c.GetProperty("proposal").GetProperty("action").GetString() == "reuse");
        Assert.Equal(known.Id.ToString(), candidate.GetProperty("proposal").GetProperty("libraryAssetId").GetString());
        var accepted = await client.PostedAsync(
            $"/api/v1/projects/{project}/candidates/accept",
            new { ids = new[] { candidate.GetProperty("id").GetString() } }
        );
        var asset = await client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/project-assets/{accepted.GetProperty("assets")[0].GetProperty("id").GetString()}"
        );
        Assert.Equal(
            ("inStep", "The one from the first film."),
            (asset.GetProperty("syncState").GetString(), asset.GetProperty("description").GetString())
        );
        Assert.NotEqual(JsonValueKind.Null, asset.GetProperty("pictureMediaId").ValueKind);
    }

    [Fact]
    public async Task A_promotion_meets_an_asset_of_the_same_name_as_told()
    {
        var (client, project, _) = await ExtractedAsync(Script.Replace("MARA", "ZELDA", StringComparison.Ordinal));
        var accepted = await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });
        var id = accepted.GetProperty("assets")[0].GetProperty("id").GetString();
        var name = accepted.GetProperty("assets")[0].GetProperty("name").GetString();
        var type = Enum.Parse<AssetType>(accepted.GetProperty("assets")[0].GetProperty("type").GetString()!, ignoreCase: true);
        await app.LibraryAssetAsync(name!, type, "Older.");
        Assert.Equal(
            "skipped",
            (await client.PostedAsync($"/api/v1/project-assets/{id}/promote", new { onConflict = "skip" }))
                .GetProperty("outcome")
                .GetString()
        );
        var overwritten = await client.PostedAsync($"/api/v1/project-assets/{id}/promote", new { onConflict = "overwrite" });
        Assert.Equal("overwritten", overwritten.GetProperty("outcome").GetString());
        Assert.Equal(
            2,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{overwritten.GetProperty("libraryAssetId").GetString()}"))
                .GetProperty("revision")
                .GetInt32()
        );
        Assert.Equal(
            "renamed",
            (await client.PostedAsync($"/api/v1/project-assets/{id}/promote", new { onConflict = "rename" }))
                .GetProperty("outcome")
                .GetString()
        );
    }

    [Fact]
    public async Task Nothing_is_extracted_or_generated_before_a_style_is_chosen()
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        var project = (await client.PostedAsync("/api/v1/projects", new { name = "Bare" })).GetProperty("id").GetGuid();
        await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", new StringContent(Script));
        using var extraction = await client.PostAsJsonAsync($"/api/v1/projects/{project}/extractions", new { });
        Assert.Equal(HttpStatusCode.Conflict, extraction.StatusCode);
        Assert.Contains("style-required", await extraction.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var asset = await app.WithDbAsync(async db =>
        {
            var made = ProjectAsset.Make(
                db,
                project,
                (await db.Set<Branch>().SingleAsync(b => b.ProjectId == project)).Id,
                AssetType.Prop,
                "Lamp",
                [],
                ""
            );
            await db.SaveChangesAsync();
            return made.Id;
        });
        using var generation = await client.PostAsJsonAsync(
            "/api/v1/generations",
            new { subject = new { type = "projectAsset", id = asset } }
        );
        Assert.Equal(HttpStatusCode.Conflict, generation.StatusCode);
        Assert.Contains("style-required", await generation.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<(HttpClient Client, Guid Project, Guid User)> ExtractedAsync(string script = Script)
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var client = await app.WithTokenAsync(user);
        var style = (
            await client.PostedAsync(
                "/api/v1/styles",
                new
                {
                    name = "Plain",
                    prompt = "Plain daylight.",
                    palette = new[] { "#aabbcc" },
                }
            )
        ).GetProperty("id").GetGuid();
        var project = (await client.PostedAsync("/api/v1/projects", new { name = "A film", styleId = style })).GetProperty("id").GetGuid();
        using var draft = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", new StringContent(script));
        Assert.Equal(HttpStatusCode.Created, draft.StatusCode);
        await ExtractAsync(client, project);
        return (client, project, user.Id);
    }

    private static async Task ImportAsync(HttpClient client, Guid project, string script)
    {
        using var body = new StringContent(script);
        using var draft = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=next.fountain", body);
        Assert.Equal(HttpStatusCode.Created, draft.StatusCode);
    }

    private static async Task<JsonElement> ExtractAsync(HttpClient client, Guid project)
    {
        var job = (await client.PostedAsync($"/api/v1/projects/{project}/extractions", new { extractor = "built-in", again = true }))
            .GetProperty("jobId")
            .GetString();
        var ended = await client.FinishedAsync($"/api/v1/jobs/{job}");
        Assert.Equal("succeeded", ended.GetProperty("state").GetString());
        return ended;
    }

    private static Task<JsonElement> CandidatesAsync(HttpClient client, Guid project) =>
        ItemsAsync(client, $"/api/v1/projects/{project}/candidates?state=open");

    private static async Task<JsonElement> ItemsAsync(HttpClient client, string url) =>
        (await client.GetFromJsonAsync<JsonElement>(url)).GetProperty("items");

    private static List<string> Names(JsonElement items) => [.. items.EnumerateArray().Select(i => i.GetProperty("name").GetString()!)];
}

public sealed class SqliteDecisionsTests(App app) : DecisionsContract(app), IClassFixture<App>;

public sealed class PostgresDecisionsTests(PostgresApp app) : DecisionsContract(app), IClassFixture<PostgresApp>;
