using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Tests.Scripts;

public abstract class BranchesContract(App app)
{
    private const string Script = "INT. KITCHEN - NIGHT\n\nMara pours the tea.\n\nEXT. HARBOUR - DAY\n\nGulls.\n";

    [Fact]
    public async Task A_branch_begins_where_its_parent_stands_and_goes_its_own_way()
    {
        var (client, project, name) = await FilmAsync();
        await DraftAsync(client, project.Id, Script);
        var scenes = await ScenesAsync(client, project.Id);
        var asset = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        var library = await app.LibraryAssetAsync("Mara", AssetType.Character);
        await app.WithDbAsync(async db =>
        {
            db.Update(asset);
            asset.MergeMetadata(JsonDocument.Parse("""{"age":40}""").RootElement);
            asset.Link(library, db.Now);
            db.Add(
                new Appearance
                {
                    ProjectAssetId = asset.Id,
                    SceneId = scenes[0],
                    ProjectId = project.Id,
                    Count = 3,
                }
            );
            return await db.SaveChangesAsync();
        });
        var picture = Given.Picture(project.Id);
        await app.VersionAsync(asset.Subject, picture);
        await app.VersionAsync(
            new Subject
            {
                Id = scenes[1],
                Type = SubjectType.Scene,
                ProjectId = project.Id,
            },
            picture,
            "scene_start_frame"
        );

        var main = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/branches"))
            .GetProperty("items")[0]
            .GetProperty("id")
            .GetGuid();
        var branch = await MakeAsync(client, project.Id, new { name = "Happy ending", fromBranchId = main });
        var own = await ScenesAsync(client, project.Id, branch);
        Assert.Equal(2, own.Count);
        Assert.Empty(own.Intersect(scenes));
        var copy = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets?branch={branch}")).GetProperty(
            "items"
        )[0];
        Assert.NotEqual(asset.Id, copy.GetProperty("id").GetGuid());
        Assert.Equal(
            (40, library.Id, picture.Id),
            (
                copy.GetProperty("metadata").GetProperty("age").GetInt32(),
                copy.GetProperty("libraryAssetId").GetGuid(),
                copy.GetProperty("pictureMediaId").GetGuid()
            )
        );
        await app.WithDbAsync(db =>
        {
            Assert.Equal(3, db.Set<Appearance>().Single(a => a.SceneId == own[0]).Count);
            Assert.Equal(1, db.Set<History>().Single(h => h.SubjectId == own[1] && h.Key == "scene_start_frame").BestNumber);
            return Task.FromResult(0);
        });

        await DraftAsync(client, project.Id, Script + "\nINT. CHURCH - DAY\n\nA wedding.\n", branch);
        Assert.Equal(2, (await ScenesAsync(client, project.Id)).Count);
        Assert.Equal(own, (await ScenesAsync(client, project.Id, branch))[..2]);
        using var browser = await app.SignInAsync(name);
        var page = await browser.GetStringAsync($"/Projects/{project.Id}/Script?branch={branch}");
        Assert.Contains("A wedding.", page, StringComparison.Ordinal);
        Assert.Contains($"/Projects/{project.Id}/Inbox?branch={branch}", page, StringComparison.Ordinal);
        Assert.DoesNotContain("A wedding.", await browser.GetStringAsync($"/Projects/{project.Id}/Script"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_switcher_shows_only_where_there_is_a_choice()
    {
        var (client, project, name) = await FilmAsync();
        using var browser = await app.SignInAsync(name);
        Assert.DoesNotContain("branch-switch", await browser.GetStringAsync($"/Projects/{project.Id}/Script"), StringComparison.Ordinal);
        await MakeAsync(client, project.Id, new { name = "From nothing" });
        Assert.Contains("branch-switch", await browser.GetStringAsync($"/Projects/{project.Id}/Script"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_taken_once_and_strangers_branches_are_not_there()
    {
        var (client, project, name) = await FilmAsync();
        var (_, other, _) = await FilmAsync();
        var foreign = await app.WithDbAsync(db => Task.FromResult(db.Set<Branch>().Single(b => b.ProjectId == other.Id).Id));
        using var taken = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/branches", new { name = "MAIN" });
        Assert.Equal(
            (HttpStatusCode.Conflict, true),
            (taken.StatusCode, (await taken.Content.ReadAsStringAsync()).Contains("name-taken", StringComparison.Ordinal))
        );
        using var empty = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/branches", new { name = " " });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        using var from = await client.PostAsJsonAsync(
            $"/api/v1/projects/{project.Id}/branches",
            new { name = "x", fromBranchId = foreign }
        );
        Assert.Equal(HttpStatusCode.NotFound, from.StatusCode);
        using var browser = await app.SignInAsync(name);
        foreach (
            var path in new[]
            {
                $"Script?branch={foreign}",
                "Script?branch=nonsense",
                $"Inbox?branch={foreign}",
                $"Changes?branch={foreign}",
            }
        )
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/Projects/{project.Id}/{path}")).StatusCode);
        }
    }

    [Fact]
    public async Task A_branch_is_made_with_a_form_and_stage_5_stays_on_it()
    {
        var (client, project, name) = await FilmAsync();
        await DraftAsync(client, project.Id, Script);
        using var browser = await app.SignInAsync(name, followRedirects: false);
        using var made = await browser.PostAsync(
            $"/Projects/{project.Id}/Branches",
            new FormUrlEncodedContent([new("name", "Short"), new("from", "")])
        );
        var address = made.Headers.Location!.ToString();
        Assert.StartsWith($"/Projects/{project.Id}/Script?branch=", address, StringComparison.Ordinal);
        var query = address[address.IndexOf('?', StringComparison.Ordinal)..];
        using var extracted = await browser.PostAsync($"/Projects/{project.Id}/Inbox/Extract", new FormUrlEncodedContent([]));
        Assert.Equal($"/Projects/{project.Id}/Inbox", extracted.Headers.Location!.ToString());
        var stage = await browser.GetStringAsync($"/Projects/{project.Id}/Inbox{query}");
        Assert.Contains("No script yet", stage, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"/Projects/{project.Id}/Inbox/Extract\"", stage, StringComparison.Ordinal);
        using var again = await browser.PostAsync(
            $"/Projects/{project.Id}/Branches",
            new FormUrlEncodedContent([new("name", "short"), new("from", "")])
        );
        Assert.Contains("value=\"short\"", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<(HttpClient Client, Project Project, string Name)> FilmAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.WithTokenAsync(user), await app.ProjectAsync("A film", user.Id), user.UserName!);
    }

    private static async Task<Guid> MakeAsync(HttpClient client, Guid project, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/projects/{project}/branches", body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static async Task DraftAsync(HttpClient client, Guid project, string script, Guid? branch = null) =>
        Assert.Equal(
            HttpStatusCode.Created,
            (
                await client.PostAsync(
                    $"/api/v1/projects/{project}/drafts?fileName=a.fountain{(branch is null ? "" : $"&branch={branch}")}",
                    new StringContent(script)
                )
            ).StatusCode
        );

    private static async Task<List<Guid>> ScenesAsync(HttpClient client, Guid project, Guid? branch = null) =>
        [
            .. (
                await client.GetFromJsonAsync<JsonElement>(
                    $"/api/v1/projects/{project}/scenes{(branch is null ? "" : $"?branch={branch}")}"
                )
            )
                .GetProperty("items")
                .EnumerateArray()
                .Select(s => s.GetProperty("id").GetGuid()),
        ];
}

public sealed class SqliteBranchesTests(App app) : BranchesContract(app), IClassFixture<App>;

public sealed class PostgresBranchesTests(PostgresApp app) : BranchesContract(app), IClassFixture<PostgresApp>;
