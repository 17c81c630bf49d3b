using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Assets;

/// <summary>The project's asset list, its casting matrix and its breakdown.</summary>
public abstract class AssetListContract(App app)
{
    [Fact]
    public async Task Tags_are_given_to_many_found_by_and_taken_away()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        using var person = await app.SignInAsync(user.UserName!);
        using var client = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync("A film", user.Id);
        var (apple, boat) = (await app.ProjectAssetAsync(project, "Apple"), await app.ProjectAssetAsync(project, "Boat"));
        var tag = $"/Projects/{project.Id}/Assets/Tag";
        await person.PostedFormAsync(tag, ("ids", $"{apple.Id}"), ("ids", $"{boat.Id}"), ("tags", "Act one, wet"));
        await person.PostedFormAsync(tag, ("ids", $"{apple.Id}"), ("tags", "ACT ONE"));
        Assert.Equal(["Act one", "wet"], await TagsAsync(client, apple.Id));
        await person.PostedFormAsync(tag, ("ids", $"{apple.Id}"), ("tags", "Wet"), ("remove", "true"));
        Assert.Equal(["Act one"], await TagsAsync(client, apple.Id));
        var found = await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets?tag=wet");
        Assert.Equal("Boat", Assert.Single(found.GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        Assert.Contains("Boat", await person.GetStringAsync($"/Projects/{project.Id}/Assets?tag=wet"), StringComparison.Ordinal);
    }

    private static async Task<List<string>> TagsAsync(HttpClient client, Guid asset) =>
        [
            .. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{asset}"))
                .GetProperty("tags")
                .EnumerateArray()
                .Select(t => t.GetString()!),
        ];

    [Fact]
    public async Task A_badge_says_how_an_asset_stands_to_the_library()
    {
        var (client, project) = await StudioAsync();
        var states = new (string Name, string State, Func<LibraryAsset, ProjectAsset, Web.Database.LibraryContext, Task> Do)[]
        {
            ("Apple", "inStep", (_, _, _) => Task.CompletedTask),
            ("Boat", "libraryAhead", async (library, _, db) =>
            {
                library.Describe("Boat", [], "Newer.");
                await db.SaveChangesAsync();
            }),
            ("Coat", "editedHere", async (_, mine, db) =>
            {
                mine.Edit(db, "Coat", [], "Ours.");
                await db.SaveChangesAsync();
            }),
            ("Drum", "both", async (library, mine, db) =>
            {
                mine.Edit(db, "Drum", [], "Ours.");
                library.Describe("Drum", [], "Newer.");
                await db.SaveChangesAsync();
            }),
            ("Eel", "sourceGone", async (library, _, db) =>
            {
                library.Trash(db.Now, null);
                await db.SaveChangesAsync();
            }),
        };
        var fig = await app.ProjectAssetAsync(project, "Fig", AssetType.Character);
        var scene = (await app.ScenesAsync(fig, 1))[0];
        foreach (var (name, _, change) in states)
        {
            var library = await app.LibraryAssetAsync(name, AssetType.Character);
            var mine = await app.ProjectAssetAsync(project, name, AssetType.Character);
            await app.WithDbAsync(async db =>
            {
                var (shared, own) = (
                    await db.Set<LibraryAsset>().SingleAsync(a => a.Id == library.Id),
                    await db.Set<ProjectAsset>().IgnoreQueryFilters().SingleAsync(a => a.Id == mine.Id)
                );
                own.Link(shared, db.Now);
                db.Add(
                    new Appearance
                    {
                        ProjectAssetId = own.Id,
                        SceneId = scene,
                        ProjectId = project.Id,
                        Speaks = false,
                        Count = 1,
                    }
                );
                await db.SaveChangesAsync();
                await change(shared, own, db);
                return 0;
            });
        }

        foreach (var (name, state, _) in states.Append(("Fig", "unlinked", null!)))
        {
            var items = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets?syncState={state}"))
                .GetProperty("items")
                .EnumerateArray()
                .ToList();
            Assert.Equal([name], items.Select(i => i.GetProperty("name").GetString()));
            Assert.Equal(state, items[0].GetProperty("syncState").GetString());
            Assert.Contains(name, await client.GetStringAsync($"/Projects/{project.Id}/Assets?sync={state}"), StringComparison.Ordinal);
        }

        foreach (var page in new[] { "Casting", "Breakdown", "Looks" })
        {
            var text = await client.GetStringAsync($"/Projects/{project.Id}/{page}");
            Assert.Equal(
                [
                    ("Apple", "Up to date"),
                    ("Boat", "Library update available"),
                    ("Coat", "Edited here"),
                    ("Drum", "Edited here and in the library"),
                    ("Eel", "Removed from library"),
                    ("Fig", ""),
                ],
                new[] { "Apple", "Boat", "Coat", "Drum", "Eel", "Fig" }.Select(name => (name, BadgeBehind(text, $">{name}</a>")))
            );
        }
    }

    [Fact]
    public async Task The_list_is_narrowed_by_picture_and_scene()
    {
        var (client, project) = await StudioAsync();
        var (lamp, _) = (await app.ProjectAssetAsync(project, "Lamp"), await app.ProjectAssetAsync(project, "Rope"));
        await app.VersionAsync(lamp.Subject, Given.Picture(project.Id));
        var scene = (await app.ScenesAsync(lamp, 1))[0];
        foreach (var (query, name) in new[] { ("picture=has", "Lamp"), ("picture=missing", "Rope"), ($"scene={scene}", "Lamp") })
        {
            Assert.Equal(
                [name],
                (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets?{query}"))
                    .GetProperty("items")
                    .EnumerateArray()
                    .Select(i => i.GetProperty("name").GetString())
            );
        }
    }

    [Fact]
    public async Task A_spreadsheet_gets_text_and_never_a_formula()
    {
        var (client, project) = await StudioAsync();
        var asset = await app.ProjectAssetAsync(project, "=HYPERLINK(\"http://evil\",\"x\")");
        await app.ScenesAsync(asset, 2);
        await app.ProjectAssetAsync(project, "+1, \"so\"");
        foreach (
            var (page, cell) in new[]
            {
                ("Casting", "\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\""),
                ("Casting", "\"'+1, \"\"so\"\"\""),
                ("Breakdown", "\"'=HYPERLINK"),
            }
        )
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
        var (mara, tom) = (
            await app.ProjectAssetAsync(project, "Mara", AssetType.Character),
            await app.ProjectAssetAsync(project, "Tom", AssetType.Character)
        );
        await app.ScenesAsync(mara, 5);
        await app.WithDbAsync(async db =>
        {
            var last = await db.Set<Scene>()
                .IgnoreQueryFilters()
                .Where(s => s.ProjectId == project.Id)
                .OrderByDescending(s => s.Ordinal)
                .FirstAsync();
            db.Add(
                new Appearance
                {
                    ProjectAssetId = tom.Id,
                    SceneId = last.Id,
                    ProjectId = project.Id,
                    Speaks = true,
                    Count = 7,
                }
            );
            return await db.SaveChangesAsync();
        });
        var csv = await client.GetStringAsync($"/Projects/{project.Id}/Casting?handler=Csv");
        Assert.Contains("Character,Mara,1,2,3,4,5\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("Character,Tom,,,,,7\r\n", csv, StringComparison.Ordinal);
        Assert.Contains(
            "<td colspan=\"4\"></td><td class=\"speaks\">7</td>",
            await client.GetStringAsync($"/Projects/{project.Id}/Casting"),
            StringComparison.Ordinal
        );
    }

    /// <summary>What the badge right behind a name says; empty without one.</summary>
    private static string BadgeBehind(string page, string name)
    {
        var behind = page[(page.IndexOf(name, StringComparison.Ordinal) + name.Length)..].TrimStart();
        const string Label = "aria-label=\"";
        return behind.StartsWith("<span class=\"badge", StringComparison.Ordinal)
            ? behind[(behind.IndexOf(Label, StringComparison.Ordinal) + Label.Length)..].Split('"')[0]
            : "";
    }

    private async Task<(HttpClient Client, Project Project)> StudioAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.WithTokenAsync(user), await app.ProjectAsync("A film", user.Id));
    }
}

public sealed class SqliteAssetListTests(App app) : AssetListContract(app), IClassFixture<App>;

public sealed class PostgresAssetListTests(PostgresApp app) : AssetListContract(app), IClassFixture<PostgresApp>;
