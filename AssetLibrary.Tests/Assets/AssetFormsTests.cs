using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;

namespace AssetLibrary.Tests.Assets;

/// <summary>The forms of an asset as a plain browser sends them: metadata, looks, merges and their undo.</summary>
public sealed class AssetFormsTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task A_line_that_nobody_touched_keeps_its_value_and_a_new_one_is_read_as_what_it_is()
    {
        var (page, client, project) = await StudioAsync();
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        using var noted = await client.PatchAsJsonAsync(
            $"/api/v1/project-assets/{asset.Id}",
            new
            {
                revision = 1,
                metadata = new
                {
                    year = "2024",
                    shelf = "B2",
                    old = true,
                },
            }
        );
        Assert.True(noted.IsSuccessStatusCode);
        var address = $"/Projects/{project.Id}/Assets/{asset.Id}/Metadata";
        KeyValuePair<string, string>[] was =
        [
            new("wasKeys", "year"),
            new("was", "2024"),
            new("wasKeys", "shelf"),
            new("was", "B2"),
            new("wasKeys", "old"),
            new("was", "true"),
        ];
        KeyValuePair<string, string>[] now =
        [
            new("keys", "year"),
            new("values", "2024"),
            new("keys", "shelf"),
            new("values", "C1"),
            new("keys", ""),
            new("values", "true"),
            new("keys", "count"),
            new("values", "3"),
        ];
        using var saved = await page.PostAsync(address, new FormUrlEncodedContent([new("revision", "2"), .. was, .. now]));
        Assert.True(saved.IsSuccessStatusCode);
        Assert.Equal(
            """{"year":"2024","shelf":"C1","count":3}""",
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{asset.Id}")).GetProperty("metadata").GetRawText()
        );
        using var late = await page.PostAsync(
            address,
            new FormUrlEncodedContent([new("revision", "2"), new("keys", "mine"), new("values", "kept")])
        );
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("value=\"mine\"", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var twice = await page.PostAsync(
            address,
            new FormUrlEncodedContent([new("revision", "3"), new("keys", "a"), new("values", "1"), new("keys", "a"), new("values", "2")])
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
    }

    [Fact]
    public async Task A_look_is_added_named_and_removed()
    {
        var (page, client, project) = await StudioAsync();
        var asset = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        using var added = await page.PostAsync($"/Projects/{project.Id}/Assets/{asset.Id}/Looks", Form(("name", "Winter coat")));
        Assert.True(added.IsSuccessStatusCode);
        var address = added.RequestMessage!.RequestUri!.PathAndQuery;
        using var saved = await page.PostAsync(address, Form(("Revision", "1"), ("Name", "Winter coat"), ("Description", "Grey wool.")));
        Assert.Contains("Grey wool.", await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var late = await page.PostAsync(address, Form(("Revision", "1"), ("Name", "Mine"), ("Description", "Mine.")));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using var removed = await page.PostAsync(address, Form(("remove", "true")));
        Assert.True(removed.IsSuccessStatusCode);
        Assert.Equal(
            0,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{asset.Id}")).GetProperty("looks").GetArrayLength()
        );

        var library = await app.LibraryAssetAsync("Mara", AssetType.Character);
        using var shared = await page.PostAsync($"/Library/{library.Id}/Looks", Form(("name", "Night")));
        using var described = await page.PostAsync(
            shared.RequestMessage!.RequestUri!.PathAndQuery,
            Form(("Revision", "1"), ("Name", "Night"), ("Description", "By lamplight."))
        );
        Assert.Contains("By lamplight.", await described.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_edit_a_look_at_once_both_get_what_they_changed()
    {
        var (page, client, project) = await StudioAsync();
        var library = await app.LibraryLookAsync("Night");
        var asset = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        var scenes = await app.ScenesAsync(asset, 3);
        using var added = await page.PostAsync($"/Projects/{project.Id}/Assets/{asset.Id}/Looks", Form(("name", "Night")));
        foreach (var address in new[] { added.RequestMessage!.RequestUri!.PathAndQuery, $"/Library/Looks/{library}" })
        {
            (string, string)[] was = [("Revision", "1"), ("Was[Name]", "Night"), ("Was[Description]", "")];
            using var first = await page.PostAsync(
                address,
                Form([.. was, ("Name", "By night"), ("Description", "Dark."), ("Scenes", $"{scenes[0]}")])
            );
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);

            // The other one knew nothing of it: another description, and a scene of its own.
            using var late = await page.PostAsync(
                address,
                Form([.. was, ("Name", "Night"), ("Description", "Black."), ("Scenes", $"{scenes[1]}")])
            );
            var text = WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            Assert.Matches("u[0-9a-f]{32} saved changes at", text);
            Assert.Contains("name=\"Name\" value=\"By night\"", text, StringComparison.Ordinal);
            Assert.Contains("Description: changed by both of you", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Name: changed by both of you", text, StringComparison.Ordinal);

            using var settled = await page.PostAsync(
                address,
                Form(
                    ("Revision", "2"),
                    ("Name", "By night"),
                    ("Description", "Black."),
                    ("Pick[Description]", "theirs"),
                    ("Theirs[Description]", "Dark."),
                    ("Scenes", $"{scenes[0]}"),
                    ("Scenes", $"{scenes[1]}")
                )
            );
            Assert.Equal(HttpStatusCode.OK, settled.StatusCode);
            Assert.Contains(">Dark.</textarea>", await settled.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains("changed this at", await page.GetStringAsync($"{address}?handler=News&revision=1"), StringComparison.Ordinal);
            Assert.DoesNotContain(
                "changed this at",
                await page.GetStringAsync($"{address}?handler=News&revision=3"),
                StringComparison.Ordinal
            );
            if (address.StartsWith("/Projects", StringComparison.Ordinal))
            {
                Assert.Contains($"value=\"{scenes[0]}\" checked", text, StringComparison.Ordinal); // theirs, which I left alone
                Assert.Contains($"value=\"{scenes[1]}\" checked", text, StringComparison.Ordinal); // mine
                Assert.DoesNotContain($"value=\"{scenes[2]}\" checked", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Two_are_merged_and_parted_in_a_project_and_in_the_library()
    {
        var (page, client, project) = await StudioAsync();
        var (kept, other) = (
            await app.ProjectAssetAsync(project, "Mara", AssetType.Character),
            await app.ProjectAssetAsync(project, "The keeper", AssetType.Character)
        );
        using var merged = await page.PostAsync(
            $"/Projects/{project.Id}/Assets/{kept.Id}/Merge?with={other.Id}",
            Form(("revision", "1"), ("name", "The keeper"), ("description", "One."))
        );
        var text = await merged.Content.ReadAsStringAsync();
        Assert.Contains("Undo the merge", text, StringComparison.Ordinal);
        Assert.Equal(
            "The keeper",
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{kept.Id}")).GetProperty("name").GetString()
        );
        using var parted = await page.PostAsync($"/Projects/{project.Id}/Assets/{kept.Id}/Undo", Form(("decision", Decision(text))));
        Assert.True(parted.IsSuccessStatusCode);
        Assert.Equal(
            "Mara",
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{kept.Id}")).GetProperty("name").GetString()
        );

        using var late = await page.PostAsync(
            $"/Projects/{project.Id}/Assets/{kept.Id}/Merge?with={other.Id}",
            Form(("revision", "1"), ("name", "The keeper"), ("description", "Typed text."))
        );
        text = await late.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("value=\"The keeper\" checked", text, StringComparison.Ordinal);
        Assert.Contains("Typed text.", text, StringComparison.Ordinal);

        var (one, two) = (await app.LibraryAssetAsync("Lamp"), await app.LibraryAssetAsync("Oil lamp"));
        using var joined = await page.PostAsync(
            $"/Library/{one.Id}/Merge?with={two.Id}",
            Form(("revision", "1"), ("name", "Lamp"), ("description", "Brass."))
        );
        text = await joined.Content.ReadAsStringAsync();
        using var undone = await page.PostAsync($"/Library/{one.Id}/Merge?handler=Undo", Form(("decision", Decision(text))));
        Assert.True(undone.IsSuccessStatusCode);
        Assert.Equal(
            JsonValueKind.Null,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{two.Id}")).GetProperty("trashedAt").ValueKind
        );
    }

    private static string Decision(string page)
    {
        const string Before = "name=\"decision\" value=\"";
        var at = page.IndexOf(Before, StringComparison.Ordinal);
        Assert.True(at > 0, page);
        return page.Substring(at + Before.Length, 36);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private async Task<(HttpClient Page, HttpClient Client, Project Project)> StudioAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Editor);
        return (await app.SignInAsync(user.UserName!), await app.WithTokenAsync(user), await app.ProjectAsync("A film", user.Id));
    }
}
