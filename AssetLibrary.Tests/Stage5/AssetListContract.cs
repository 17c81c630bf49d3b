using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Library;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Stage5;

/// <summary>The project's asset list, its casting matrix and its breakdown.</summary>
public abstract class AssetListContract(App app)
{
    [Fact]
    public async Task A_badge_says_how_an_asset_stands_to_the_library()
    {
        var (client, project) = await StudioAsync();
        var states = new (string Name, string State, Func<LibraryAsset, ProjectAsset, Web.Database.LibraryContext, Task> Do)[]
        {
            ("Apple", "inStep", (_, _, _) => Task.CompletedTask),
            ("Boat", "libraryAhead", async (library, _, db) => { library.Describe("Boat", [], "Newer."); await db.SaveChangesAsync(); }),
            ("Coat", "editedHere", async (_, mine, db) => { mine.Edit(db, "Coat", [], "Ours."); await db.SaveChangesAsync(); }),
            ("Drum", "both", async (library, mine, db) => { mine.Edit(db, "Drum", [], "Ours."); library.Describe("Drum", [], "Newer."); await db.SaveChangesAsync(); }),
            ("Eel", "sourceGone", async (library, _, db) => { library.Trash(db.Now, null); await db.SaveChangesAsync(); }),
        };
        await app.ProjectAssetAsync(project, "Fig");
        foreach (var (name, _, change) in states)
        {
            var library = await app.LibraryAssetAsync(name);
            var mine = await app.ProjectAssetAsync(project, name);
            await app.WithDbAsync(async db =>
            {
                var (shared, own) = (await db.Set<LibraryAsset>().SingleAsync(a => a.Id == library.Id), await db.Set<ProjectAsset>().IgnoreQueryFilters().SingleAsync(a => a.Id == mine.Id));
                own.Link(shared, db.Now);
                await db.SaveChangesAsync();
                await change(shared, own, db);
                return 0;
            });
        }

        foreach (var (name, state, _) in states.Append(("Fig", "unlinked", null!)))
        {
            var items = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets?syncState={state}")).GetProperty("items").EnumerateArray().ToList();
            Assert.Equal([name], items.Select(i => i.GetProperty("name").GetString()));
            Assert.Equal(state, items[0].GetProperty("syncState").GetString());
            Assert.Contains(name, await client.GetStringAsync($"/Projects/{project.Id}/Stage5?sync={state}"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_list_is_narrowed_by_picture_and_scene()
    {
        var (client, project) = await StudioAsync();
        var (lamp, _) = (await app.ProjectAssetAsync(project, "Lamp"), await app.ProjectAssetAsync(project, "Rope"));
        await app.VersionAsync(lamp.Subject, Given.Picture(project.Id));
        var scene = (await CastAsync(project, lamp, 1))[0];
        foreach (var (query, name) in new[] { ("picture=has", "Lamp"), ("picture=missing", "Rope"), ($"scene={scene}", "Lamp") })
        {
            Assert.Equal([name], (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets?{query}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()));
        }
    }

    [Fact]
    public async Task A_spreadsheet_gets_text_and_never_a_formula()
    {
        var (client, project) = await StudioAsync();
        var asset = await app.ProjectAssetAsync(project, "=HYPERLINK(\"http://evil\",\"x\")");
        await CastAsync(project, asset, 2);
        await app.ProjectAssetAsync(project, "+1, \"so\"");
        foreach (var (page, cell) in new[] { ("Casting", "\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\""), ("Casting", "\"'+1, \"\"so\"\"\""), ("Breakdown", "\"'=HYPERLINK") })
        {
            using var answer = await client.GetAsync($"/Projects/{project.Id}/{page}?handler=Csv");
            Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains(cell, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_matrix_counts_every_asset_in_every_scene()
    {
        var (client, project) = await StudioAsync();
        var (mara, tom) = (await app.ProjectAssetAsync(project, "Mara", AssetType.Character), await app.ProjectAssetAsync(project, "Tom", AssetType.Character));
        await CastAsync(project, mara, 5);
        await app.WithDbAsync(async db =>
        {
            var last = await db.Set<Scene>().IgnoreQueryFilters().Where(s => s.ProjectId == project.Id).OrderByDescending(s => s.Ordinal).FirstAsync();
            db.Add(new Appearance { ProjectAssetId = tom.Id, SceneId = last.Id, ProjectId = project.Id, Speaks = true, Count = 7 });
            return await db.SaveChangesAsync();
        });
        var csv = await client.GetStringAsync($"/Projects/{project.Id}/Casting?handler=Csv");
        Assert.Contains("Character,Mara,1,2,3,4,5\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("Character,Tom,,,,,7\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("<td colspan=\"4\"></td><td class=\"speaks\">7</td>", await client.GetStringAsync($"/Projects/{project.Id}/Casting"), StringComparison.Ordinal);
    }

    /// <summary>Scenes of a draft; the asset is in each, once in the first, twice in the second …</summary>
    private async Task<List<Guid>> CastAsync(Project project, ProjectAsset asset, int scenes) => await app.WithDbAsync(async db =>
    {
        var draft = new Draft { ProjectId = project.Id, BranchId = asset.BranchId, Number = 1, FileName = "a.fountain", Format = "fountain", Encoding = "utf-8", Title = null, TextSha256 = new string('a', 64), SceneCount = scenes };
        db.Add(draft);
        var ids = new List<Guid>();
        for (var i = 1; i <= scenes; i++)
        {
            var scene = new Scene { ProjectId = project.Id, BranchId = asset.BranchId, FirstDraft = 1, Ordinal = i, Heading = string.Create(CultureInfo.InvariantCulture, $"INT. ROOM {i}") };
            db.Add(new Subject { Id = scene.Id, Type = SubjectType.Scene, ProjectId = project.Id });
            db.Add(scene);
            db.Add(new SceneText { SceneId = scene.Id, DraftId = draft.Id, ProjectId = project.Id, FromLine = i * 10, ToLine = (i * 10) + 9, Hash = "x" });
            db.Add(new Appearance { ProjectAssetId = asset.Id, SceneId = scene.Id, ProjectId = project.Id, Speaks = false, Count = i });
            ids.Add(scene.Id);
        }

        await db.SaveChangesAsync();
        return ids;
    });

    private async Task<(HttpClient Client, Project Project)> StudioAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.WithTokenAsync(user), await app.ProjectAsync("A film", user.Id));
    }
}

public sealed class SqliteAssetListTests(App app) : AssetListContract(app), IClassFixture<App>;

public sealed class PostgresAssetListTests(PostgresApp app) : AssetListContract(app), IClassFixture<PostgresApp>;
