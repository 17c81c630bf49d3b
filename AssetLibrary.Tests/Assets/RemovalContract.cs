using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Assets;

/// <summary>Assets that leave a project, and come back whole.</summary>
public abstract class RemovalContract(App app)
{
    private const string Script =
        "INT. KITCHEN - NIGHT\n\nMARA, 30s, lights an oil lamp.\n\nMARA\nHello?\n\nEXT. HARBOUR - DAWN\n\nTOM\nShe is gone.\n";

    [Fact]
    public async Task A_removed_asset_is_out_of_the_lists_and_an_undo_brings_it_back_with_picture_and_scenes()
    {
        var (client, at, assets) = await ProjectAsync();
        var mara = assets["Mara"];
        await app.VersionAsync(
            new()
            {
                Id = mara,
                Type = Web.Versions.SubjectType.ProjectAsset,
                ProjectId = at.Project,
            },
            Given.Picture(at.Project)
        );
        var before = await SceneCountAsync(mara);
        var removal = await RemoveAsync(client, mara);
        Assert.DoesNotContain("Mara", await NamesAsync(client, at.Url));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/project-assets/{mara}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.DeleteAsync($"/api/v1/project-assets/{mara}")).StatusCode);

        await client.PostedAsync($"/api/v1/decisions/{removal}/undo", new { });

        Assert.Contains("Mara", await NamesAsync(client, at.Url));
        Assert.Equal(before, await SceneCountAsync(mara));
        var versions = await client.GetFromJsonAsync<JsonElement>($"/api/v1/subjects/projectAsset/{mara}/versions/reference");
        Assert.Equal(1, versions.GetProperty("versions").GetArrayLength());
    }

    [Fact]
    public async Task What_was_removed_stays_away_when_the_script_is_read_again()
    {
        var (client, at, assets) = await ProjectAsync();
        await RemoveAsync(client, assets["Tom"]);
        await ExtractAsync(client, at.Url);
        Assert.Empty((await client.GetFromJsonAsync<JsonElement>($"{at.Url}/candidates?state=open")).GetProperty("items").EnumerateArray());
        Assert.DoesNotContain("Tom", await NamesAsync(client, at.Url));
    }

    [Fact]
    public async Task Scenes_that_a_person_chose_stay_when_the_script_is_read_again()
    {
        var (client, at, assets) = await ProjectAsync();
        using var person = await app.SignInAsync(at.Editor);
        var (mara, page) = (assets["Mara"], $"/Projects/{at.Project}");
        var scenes = await app.WithDbAsync(db =>
            db.Set<Web.Scripts.Scene>().Where(s => s.ProjectId == at.Project).OrderBy(s => s.Ordinal).Select(s => s.Id).ToListAsync()
        );
        Assert.Equal([scenes[0]], await ScenesAsync(mara));
        await person.PostedFormAsync($"{page}/Casting?handler=Cell", ("asset", $"{mara}"), ("scene", $"{scenes[0]}"), ("isIn", "false"));
        await person.PostedFormAsync($"{page}/Assets/{mara}?handler=Scenes", ("scenes", $"{scenes[1]}"));
        await ExtractAsync(client, at.Url);
        Assert.Equal([scenes[1]], await ScenesAsync(mara));
        using var foreign = await person.PostAsync(
            $"{page}/Casting?handler=Cell",
            new FormUrlEncodedContent([new("asset", $"{mara}"), new("scene", $"{Guid.NewGuid()}"), new("isIn", "true")])
        );
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    private Task<List<Guid>> ScenesAsync(Guid asset) =>
        app.WithDbAsync(db => db.Set<Appearance>().Where(a => a.ProjectAssetId == asset).Select(a => a.SceneId).ToListAsync());

    [Fact]
    public async Task Of_several_that_were_removed_at_once_one_can_be_restored_alone()
    {
        var (client, at, assets) = await ProjectAsync();
        using var person = await app.SignInAsync(at.Editor);
        var page = await person.PostedFormAsync(
            $"/Projects/{at.Project}/Assets/Remove",
            [.. assets.Values.Select(id => ("ids", id.ToString()))]
        );
        Assert.Contains($"{assets.Count} assets removed.", page, StringComparison.Ordinal);
        Assert.Empty(await NamesAsync(client, at.Url));
        var list = await person.PostedFormAsync($"/Projects/{at.Project}/Removed", ("id", assets["Mara"].ToString()));
        Assert.DoesNotContain(">Mara<", list, StringComparison.Ordinal);
        Assert.Contains(">Tom<", list, StringComparison.Ordinal);
        Assert.Equal(["Mara"], await NamesAsync(client, at.Url));
        await client.PostedAsync($"/api/v1/project-assets/{assets["Tom"]}/restore", new { });
        Assert.Equal(["Mara", "Tom"], (await NamesAsync(client, at.Url)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_removed_that_somebody_edited_since()
    {
        var (client, at, assets) = await ProjectAsync();
        var tom = assets["Tom"];
        using (
            var edited = await client.PatchAsJsonAsync(
                $"/api/v1/project-assets/{tom}",
                new
                {
                    revision = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{tom}"))
                        .GetProperty("revision")
                        .GetInt32(),
                    description = "A sailor.",
                }
            )
        )
        {
            Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Conflict, (await client.DeleteAsync($"/api/v1/project-assets/{tom}?revision=1")).StatusCode);
        Assert.Contains("Tom", await NamesAsync(client, at.Url));
    }

    [Fact]
    public async Task A_restored_asset_gets_the_scenes_of_the_next_draft_and_the_rest_of_its_removal_can_still_be_undone()
    {
        var (client, at, assets) = await ProjectAsync();
        var removal = default(Guid);
        using (var person = await app.SignInAsync(at.Editor))
        {
            await person.PostedFormAsync(
                $"/Projects/{at.Project}/Assets/Remove",
                ("ids", $"{assets["Mara"]}"),
                ("ids", $"{assets["Tom"]}")
            );
            removal = await app.WithDbAsync(db =>
                db.Set<Web.Ledger.Decision>()
                    .Where(d => d.ProjectId == at.Project)
                    .OrderByDescending(d => d.Id)
                    .Select(d => d.Id)
                    .FirstAsync()
            );
        }

        await ExtractAsync(client, at.Url);
        await client.PostedAsync($"/api/v1/project-assets/{assets["Mara"]}/restore", new { });
        using (var body = new StringContent(Script + "\nINT. MILL - DAY\n\nMARA\nHere I am.\n"))
        using (var draft = await client.PostAsync($"{at.Url}/drafts?fileName=b.fountain", body))
        {
            Assert.Equal(HttpStatusCode.Created, draft.StatusCode);
        }

        await ExtractAsync(client, at.Url);
        Assert.Equal(2, await SceneCountAsync(assets["Mara"]));
        Assert.DoesNotContain("Tom", await NamesAsync(client, at.Url));
        await client.PostedAsync($"/api/v1/decisions/{removal}/undo", new { });
        Assert.Contains("Tom", await NamesAsync(client, at.Url));
        var changes = await client.GetFromJsonAsync<JsonElement>($"{at.Url}/changes");
        Assert.NotEqual(0, changes.GetProperty("scenes").GetArrayLength());
    }

    [Fact]
    public async Task What_was_merged_into_another_asset_is_not_restored_on_its_own()
    {
        var (client, _, assets) = await ProjectAsync();
        await RemoveAsync(client, assets["Tom"]);
        await client.PostedAsync($"/api/v1/project-assets/{assets["Tom"]}/restore", new { });
        await client.PostedAsync($"/api/v1/project-assets/{assets["Mara"]}/merge", new { otherId = assets["Tom"] });
        Assert.Equal(HttpStatusCode.NotFound, (await client.PostAsync($"/api/v1/project-assets/{assets["Tom"]}/restore", null)).StatusCode);
    }

    private async Task<(HttpClient Client, (string Url, Guid Project, string Editor) At, Dictionary<string, Guid> Assets)> ProjectAsync()
    {
        var user = await app.AddUserAsync($"remover{Guid.NewGuid():N}");
        var client = await app.WithTokenAsync(user);
        var style = (await client.PostedAsync("/api/v1/styles", new { name = "Plain", prompt = "plain" })).GetProperty("id").GetGuid();
        var project = (await client.PostedAsync("/api/v1/projects", new { name = "A film", styleId = style })).GetProperty("id").GetGuid();
        var url = $"/api/v1/projects/{project}";
        using var body = new StringContent(Script);
        using var draft = await client.PostAsync($"{url}/drafts?fileName=a.fountain", body);
        var job = (await client.PostedAsync($"{url}/extractions", new { })).GetProperty("jobId").GetGuid();
        await client.FinishedAsync($"/api/v1/jobs/{job}");
        var accepted = await client.PostedAsync($"{url}/candidates/accept", new { all = true });
        return (
            client,
            (url, project, user.UserName!),
            accepted
                .GetProperty("assets")
                .EnumerateArray()
                .ToDictionary(a => a.GetProperty("name").GetString()!, a => a.GetProperty("id").GetGuid())
        );
    }

    private static async Task ExtractAsync(HttpClient client, string project)
    {
        var job = (await client.PostedAsync($"{project}/extractions", new { again = true })).GetProperty("jobId").GetGuid();
        await client.FinishedAsync($"/api/v1/jobs/{job}");
    }

    private static async Task<Guid> RemoveAsync(HttpClient client, Guid asset)
    {
        using var answer = await client.DeleteAsync($"/api/v1/project-assets/{asset}");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("decisionId").GetGuid();
    }

    private static async Task<List<string>> NamesAsync(HttpClient client, string project) =>
        [
            .. (await client.GetFromJsonAsync<JsonElement>($"{project}/assets"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(a => a.GetProperty("name").GetString()!),
        ];

    private Task<int> SceneCountAsync(Guid asset) => app.WithDbAsync(db => db.Set<Appearance>().CountAsync(a => a.ProjectAssetId == asset));
}

public sealed class SqliteRemovalTests(App app) : RemovalContract(app), IClassFixture<App>;

public sealed class PostgresRemovalTests(PostgresApp app) : RemovalContract(app), IClassFixture<PostgresApp>;
