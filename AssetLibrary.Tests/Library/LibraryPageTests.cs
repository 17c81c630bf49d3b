using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Library;

/// <summary>The page of a library asset: two at once, where it is used, and pictures without a project.</summary>
public sealed class LibraryPageTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task Two_who_edit_at_once_both_get_what_they_changed()
    {
        var (ann, bob) = (await app.AddUserAsync($"ann{Guid.NewGuid():N}"[..12]), await app.AddUserAsync($"bob{Guid.NewGuid():N}"[..12]));
        using var one = await app.SignInAsync(ann.UserName!);
        using var two = await app.SignInAsync(bob.UserName!);
        var asset = await app.LibraryAssetAsync("Mara", AssetType.Character, "Tall.");
        var was = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Was[Name]"] = "Mara",
            ["Was[Description]"] = "Tall.",
            ["Was[Aliases]"] = "",
            ["Was[Tags]"] = "",
            ["Revision"] = "1",
        };
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await PostAsync(one, asset.Id, new(was, StringComparer.Ordinal) { ["Name"] = "Mara Voss", ["Description"] = "Very tall." })
            ).StatusCode
        );

        // Bob knew nothing of it: he changed the description too, and the aliases.
        using var late = await PostAsync(
            two,
            asset.Id,
            new(was, StringComparer.Ordinal)
            {
                ["Name"] = "Mara",
                ["Description"] = "Tall and thin.",
                ["Aliases"] = "The keeper",
            }
        );
        var page = WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains($"{ann.UserName} saved changes at", page, StringComparison.Ordinal);
        Assert.Contains("name=\"Name\" value=\"Mara Voss\"", page, StringComparison.Ordinal); // hers, for he left the name alone
        Assert.Contains("Description: changed by both of you", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Aliases: changed by both of you", page, StringComparison.Ordinal);

        using var settled = await PostAsync(
            two,
            asset.Id,
            new(StringComparer.Ordinal)
            {
                ["Revision"] = "2",
                ["Name"] = "Mara Voss",
                ["Description"] = "Tall and thin.",
                ["Aliases"] = "The keeper",
                ["Pick[Description]"] = "theirs",
                ["Theirs[Description]"] = "Very tall.",
            }
        );
        Assert.Equal(HttpStatusCode.OK, settled.StatusCode);
        var now = await app.WithDbAsync(db => db.Set<LibraryAsset>().SingleAsync(a => a.Id == asset.Id));
        Assert.Equal(("Mara Voss", "Very tall.", "The keeper"), (now.Name, now.Description, now.Aliases.Single()));
    }

    [Fact]
    public async Task Where_used_names_what_one_may_see_and_counts_the_rest()
    {
        var (ann, bob) = (await app.AddUserAsync($"ann{Guid.NewGuid():N}"[..12]), await app.AddUserAsync($"bob{Guid.NewGuid():N}"[..12]));
        var (hers, his) = (await app.ProjectAsync("Her film", ann.Id), await app.ProjectAsync("His secret film", bob.Id));
        var asset = await app.LibraryAssetAsync("Lamp");
        foreach (var (user, project) in new[] { (ann, hers), (bob, his) })
        {
            using var client = await app.WithTokenAsync(user);
            using var cloned = await client.PostAsJsonAsync(
                $"/api/v1/projects/{project.Id}/assets/clone",
                new { libraryAssetId = asset.Id }
            );
            Assert.True(cloned.IsSuccessStatusCode);
        }

        using var page = await app.SignInAsync(ann.UserName!);
        var text = await page.GetStringAsync($"/Library/{asset.Id}");
        Assert.Contains("Her film", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Contains("1 place in projects you don’t have access to", text, StringComparison.Ordinal);
        using var api = await app.WithTokenAsync(ann);
        using var refused = await api.DeleteAsync($"/api/v1/library/{asset.Id}");
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            (HttpStatusCode.Conflict, 1, 1),
            (refused.StatusCode, problem.GetProperty("dependents").GetArrayLength(), problem.GetProperty("hidden").GetInt32())
        );
    }

    [Fact]
    public async Task A_picture_of_a_library_asset_is_made_in_the_studios_style_or_the_one_chosen()
    {
        var ann = await app.AddUserAsync($"ann{Guid.NewGuid():N}"[..12]);
        using var page = await app.SignInAsync(ann.UserName!);
        foreach (var ready in new[] { "noir", "storybook" })
        {
            using var added = await page.PostAsync("/Library/Styles", new FormUrlEncodedContent([new("ready", ready)]));
            Assert.True(added.IsSuccessStatusCode);
        }

        var asset = await app.LibraryAssetAsync("Lamp");
        var other = await app.WithDbAsync(db =>
            db.Set<Web.Styles.StyleCapsule>()
                .Where(s => s.ProjectId == null && s.Name == "Storybook gouache")
                .Select(s => s.Id)
                .FirstAsync()
        );
        using var plain = await page.PostAsync("/Generate", new FormUrlEncodedContent([new("subjectId", asset.Id.ToString())]));
        using var chosen = await page.PostAsync(
            "/Generate",
            new FormUrlEncodedContent([new("subjectId", asset.Id.ToString()), new("styleId", other.ToString())])
        );
        var sent = await app.WithDbAsync(db =>
            db.Set<GenerationRequest>().Where(r => r.SubjectId == asset.Id).OrderBy(r => r.Id).Select(r => r.Sent).ToListAsync()
        );
        Assert.Equal(2, sent.Count);
        Assert.Contains("Rain-lit noir", sent[0], StringComparison.Ordinal);
        Assert.Contains("Storybook gouache", sent[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u200B\u200D")]
    [InlineData("\u202E")]
    [InlineData(" \t\n ")]
    public async Task A_name_that_nobody_can_see_is_refused(string name)
    {
        using var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        using var refused = await client.PostAsJsonAsync("/api/v1/library", new { type = "prop", name });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("\"name\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, Guid asset, Dictionary<string, string> form) =>
        client.PostAsync($"/Library/{asset}", new FormUrlEncodedContent(form));
}
