using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Scripts;

public abstract class DraftsContract(App app)
{
    private const string Kitchen =
        "INT. KITCHEN - NIGHT\n\nMara pours the last of the tea.\n\nMARA\nYou came back.\n\nTOMAS\nI never left.\n\nMARA\nThen sit "
        + "down.\n\n";
    private const string Harbour = "EXT. HARBOUR - DAY\n\nGulls quarrel over a crate of herring while the ferry turns.\n\n";
    private const string Attic = "INT. ATTIC - DUSK\n\nTomas lifts a dusty sheet. Beneath it, a brass lamp.\n\n";

    [Fact]
    public async Task The_list_of_drafts_says_what_each_changed_and_who_brought_it()
    {
        var (client, project, user) = await ProjectAsync();
        await DraftAsync(client, project, Kitchen + Harbour + Attic);
        await DraftAsync(client, project, Kitchen + "INT. FERRY - DAY\n\nForty crates of oil.\n\n" + Attic.Replace("brass", "silver"));
        var drafts = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/drafts")).GetProperty("items");
        Assert.Equal([2, 1], drafts.EnumerateArray().Select(d => d.GetProperty("number").GetInt32()));
        Assert.Equal("""{"added":1,"removed":1,"changed":1}""", drafts[0].GetProperty("changes").GetRawText());
        Assert.Equal(
            (JsonValueKind.Null, user.UserName),
            (drafts[1].GetProperty("changes").ValueKind, drafts[0].GetProperty("createdBy").GetString())
        );
    }

    [Fact]
    public async Task The_same_bytes_again_make_no_new_draft()
    {
        var (client, project, _) = await ProjectAsync();
        var first = await DraftAsync(client, project, Kitchen);
        var again = await DraftAsync(client, project, Kitchen, HttpStatusCode.OK);
        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        await DraftAsync(client, project, Harbour);
        // back to an older text is a new draft
        Assert.Equal(3, (await DraftAsync(client, project, Kitchen)).GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task A_script_of_more_scenes_than_are_taken_is_refused_with_their_number_and_the_largest_is_taken()
    {
        var (client, project, _) = await ProjectAsync();
        var refused = await DraftAsync(client, project, Scenes(DraftImport.MostScenes + 1), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("5,001", refused.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            0,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/drafts")).GetProperty("items").GetArrayLength()
        );
        await DraftAsync(client, project, Scenes(DraftImport.MostScenes));
    }

    private static string Scenes(int count) =>
        string.Concat(Enumerable.Range(1, count).Select(i => $"INT. ROOM {i} - DAY\n\nSomebody waits for the number {i}.\n\n"));

    [Fact]
    public async Task A_scene_that_went_keeps_all_that_was_made_for_it_and_gets_it_back()
    {
        var (client, project, _) = await ProjectAsync();
        await DraftAsync(client, project, Kitchen + Harbour);
        var harbour = await SceneAsync(client, project, 1);
        await app.VersionAsync(
            new Subject
            {
                Id = harbour,
                Type = SubjectType.Scene,
                ProjectId = project,
            },
            Given.Picture(project)
        );
        await DraftAsync(client, project, Kitchen);
        var page = await (await BrowserAsync(project)).GetStringAsync($"/Projects/{project}/Script");
        Assert.Contains("1 picture", page, StringComparison.Ordinal);
        Assert.Contains($"draft=1#scene-{harbour}", page, StringComparison.Ordinal);
        await DraftAsync(client, project, Kitchen + Harbour);
        Assert.Equal(harbour, await SceneAsync(client, project, 1));
    }

    [Fact]
    public async Task An_older_draft_stays_readable_and_says_that_it_is_old()
    {
        var (client, project, _) = await ProjectAsync();
        await DraftAsync(client, project, Kitchen);
        await DraftAsync(client, project, Kitchen + Harbour);
        using var browser = await BrowserAsync(project);
        var old = await browser.GetStringAsync($"/Projects/{project}/Script?draft=1&lines=on");
        Assert.Contains("draft <strong>1 of 2</strong>", old, StringComparison.Ordinal);
        Assert.DoesNotContain("Gulls quarrel", old, StringComparison.Ordinal);
        Assert.Contains("with-lines", old, StringComparison.Ordinal);
        Assert.DoesNotContain("with-lines", await browser.GetStringAsync($"/Projects/{project}/Script"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/Projects/{project}/Script?draft=9")).StatusCode);
    }

    [Fact]
    public async Task Names_of_assets_lead_to_them()
    {
        var (client, project, _) = await ProjectAsync();
        await DraftAsync(client, project, Kitchen);
        var mara = await AssetAsync(project, "Mara");
        var page = await (await BrowserAsync(project)).GetStringAsync($"/Projects/{project}/Script");
        Assert.Contains($"""<a class="name" href="/Projects/{project}/Assets/{mara}">Mara</a> pours""", page, StringComparison.Ordinal);
        Assert.Contains($"""/Assets/{mara}">MARA</a>""", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_draft_leads_to_what_it_changed_and_the_same_one_says_that_it_is_here()
    {
        var (client, project, _) = await ProjectAsync();
        await DraftAsync(client, project, Kitchen);
        using var browser = await BrowserAsync(project, followRedirects: false);
        using var next = await browser.PostAsync(
            $"/Projects/{project}/Script",
            new FormUrlEncodedContent([new("script", Kitchen + Harbour)])
        );
        Assert.Equal($"/Projects/{project}/Changes", next.Headers.Location?.ToString());
        using var same = await browser.PostAsync(
            $"/Projects/{project}/Script",
            new FormUrlEncodedContent([new("script", Kitchen + Harbour)])
        );
        Assert.Contains("Identical to draft 2", await same.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_diff_shows_the_words_and_folds_what_stayed()
    {
        var (client, project, _) = await ProjectAsync();
        await DraftAsync(client, project, Kitchen + Harbour + Attic);
        await DraftAsync(client, project, Kitchen + Attic.Replace("brass", "silver") + Harbour.Replace("HARBOUR", "QUAY <b>"));
        using var browser = await BrowserAsync(project);
        var page = await browser.GetStringAsync($"/Projects/{project}/Drafts/Diff?from=1&to=2");
        Assert.Contains("<del>brass</del><ins>silver</ins>", page, StringComparison.Ordinal);
        Assert.Contains("<ins>QUAY &lt;b&gt;</ins>", page, StringComparison.Ordinal);
        Assert.Contains("1 unchanged scene", page, StringComparison.Ordinal);
        Assert.Contains("moved from position", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/Projects/{project}/Drafts/Diff?from=1&to=7")).StatusCode);
    }

    [Fact]
    public async Task What_changed_names_scenes_people_and_the_pictures_that_hang_on_them()
    {
        var (client, project, _) = await ProjectAsync();
        await DraftAsync(client, project, Kitchen + Harbour + Attic);
        var harbour = await SceneAsync(client, project, 1);
        var crate = await AssetAsync(project, "Crate", AssetType.Prop);
        var mara = await AssetAsync(project, "Mara");
        await app.AddAsync(
            new Appearance
            {
                ProjectAssetId = crate,
                SceneId = harbour,
                ProjectId = project,
                Count = 1,
            }
        );
        await app.VersionAsync(
            new Subject
            {
                Id = harbour,
                Type = SubjectType.Scene,
                ProjectId = project,
            },
            Given.Picture(project)
        );
        await app.VersionAsync(
            new Subject
            {
                Id = crate,
                Type = SubjectType.ProjectAsset,
                ProjectId = project,
            },
            Given.Picture(project)
        );
        await app.VersionAsync(
            new Subject
            {
                Id = mara,
                Type = SubjectType.ProjectAsset,
                ProjectId = project,
            },
            Given.Picture(project)
        );
        await DraftAsync(
            client,
            project,
            "INT. FERRY - DAY\n\nANSELM\nForty crates.\n\n"
                + Kitchen.Replace("MARA\n", "MARA VOSS\n").Replace("Mara pours", "Mara Voss slowly pours")
                + Attic
        );
        var changes = await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/changes");
        Assert.Equal((1, 2), (changes.GetProperty("from").GetInt32(), changes.GetProperty("to").GetInt32()));
        var scenes = changes.GetProperty("scenes").EnumerateArray().ToDictionary(s => s.GetProperty("heading").GetString()!);
        Assert.Equal("new", scenes["INT. FERRY - DAY"].GetProperty("state").GetString());
        Assert.Equal("changed", scenes["INT. KITCHEN - NIGHT"].GetProperty("state").GetString());
        Assert.Equal(
            ("gone", 2),
            (scenes["EXT. HARBOUR - DAY"].GetProperty("state").GetString(), scenes["EXT. HARBOUR - DAY"].GetProperty("pictures").GetInt32())
        );
        Assert.Equal(crate.ToString(), scenes["EXT. HARBOUR - DAY"].GetProperty("assetsOnlyHere")[0].GetProperty("id").GetString());
        Assert.False(scenes.ContainsKey("INT. ATTIC - DUSK"));
        var people = changes
            .GetProperty("assets")
            .EnumerateArray()
            .Where(a => a.GetProperty("type").GetString() == "character")
            .Select(a => (a.GetProperty("name").GetString(), a.GetProperty("state").GetString(), a.GetProperty("pictures").GetInt32()))
            .ToList();
        Assert.Contains(("Anselm", "new", 0), people);
        Assert.Contains(("Mara", "renamed", 1), people);
        var page = await (await BrowserAsync(project)).GetStringAsync($"/Projects/{project}/Changes");
        Assert.Contains("has 2 pictures", page, StringComparison.Ordinal);
        Assert.Contains("<del>Mara</del> now <ins>Mara Voss</ins>", page, StringComparison.Ordinal);
        Assert.Contains("Extract again", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_two_drafts_or_a_change_the_page_says_so()
    {
        var (client, project, _) = await ProjectAsync();
        using var browser = await BrowserAsync(project);
        Assert.Contains("Nothing to compare yet", await browser.GetStringAsync($"/Projects/{project}/Changes"), StringComparison.Ordinal);
        Assert.Contains(
            "Nothing to compare yet",
            await browser.GetStringAsync($"/Projects/{project}/Drafts/Diff"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            0,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/changes")).GetProperty("scenes").GetArrayLength()
        );
        await DraftAsync(client, project, Kitchen);
        await DraftAsync(client, project, Kitchen + "\n\n");
        Assert.Contains("Nothing changed", await browser.GetStringAsync($"/Projects/{project}/Changes"), StringComparison.Ordinal);
        Assert.Contains("No words changed", await browser.GetStringAsync($"/Projects/{project}/Drafts/Diff"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_pdf_the_text_is_kept_to_read_and_the_file_as_it_came()
    {
        var (client, project, user) = await ProjectAsync();
        byte[] bytes = [.. "%PDF-1.7 pretend"u8];
        var draft = await app.WithDbAsync(
            async db =>
            {
                var import = ActivatorUtilities.CreateInstance<DraftImport>(app.Services, db);
                var screenplay = FountainParser.Parse(Kitchen) with { Format = ScriptFormat.Pdf };
                var branch = await db.Set<Branch>().SingleAsync(b => b.ProjectId == project);
                var (made, _) = await import.ImportAsync(branch, screenplay, bytes, "film.pdf");
                Assert.False((await import.ImportAsync(branch, screenplay, bytes, "film.pdf")).IsNew);
                Assert.Equal(Kitchen, (await import.OpenAsync(made))!.Source);
                return made;
            },
            user.Id
        );
        Assert.Equal(Kitchen, await client.GetStringAsync($"/blobs/{draft.TextSha256}"));
        Assert.Equal(bytes, await client.GetByteArrayAsync($"/blobs/{draft.SourceSha256}"));
        Assert.Contains(
            "Mara pours",
            await (await BrowserAsync(project)).GetStringAsync($"/Projects/{project}/Script"),
            StringComparison.Ordinal
        );
    }

    private async Task<Guid> AssetAsync(Guid project, string name, AssetType type = AssetType.Character)
    {
        var row = await app.WithDbAsync(db => db.Set<Project>().SingleAsync(p => p.Id == project));
        return (await app.ProjectAssetAsync(row, name, type)).Id;
    }

    private static async Task<Guid> SceneAsync(HttpClient client, Guid project, int at) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/scenes"))
            .GetProperty("items")[at]
            .GetProperty("id")
            .GetGuid();

    private async Task<(HttpClient Client, Guid Project, User User)> ProjectAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.WithTokenAsync(user), (await app.ProjectAsync("A film", user.Id)).Id, user);
    }

    private async Task<HttpClient> BrowserAsync(Guid project, bool followRedirects = true)
    {
        var name = await app.WithDbAsync(db =>
            db.Set<ProjectMember>()
                .Where(m => m.ProjectId == project)
                .Join(db.Set<User>(), m => m.UserId, u => u.Id, (_, u) => u.UserName)
                .FirstAsync()
        );
        return await app.SignInAsync(name!, followRedirects);
    }

    private static async Task<JsonElement> DraftAsync(
        HttpClient client,
        Guid project,
        string script,
        HttpStatusCode expected = HttpStatusCode.Created
    )
    {
        using var answer = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", new StringContent(script));
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}

public sealed class SqliteDraftsTests(App app) : DraftsContract(app), IClassFixture<App>;

public sealed class PostgresDraftsTests(PostgresApp app) : DraftsContract(app), IClassFixture<PostgresApp>;
