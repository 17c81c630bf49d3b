using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Assets.Syncing;

/// <summary>A pull from the library: what comes, what stays, and how it is taken back.</summary>
public abstract class SyncContract(App app)
{
    [Fact]
    public async Task A_sync_takes_what_was_not_edited_here_and_leaves_the_rest()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Mara", "A keeper of thirty.");
        var asset = await CloneAsync(client, project, library);
        await PatchAsync(client, asset, new { revision = asset.Revision, description = "A keeper of thirty with a scar." });
        await PatchLibraryAsync(client, library, new { name = "Mara Voss", description = "A tall keeper of thirty." });
        Assert.Equal("both", await StateAsync(client, asset.Id));

        var preview = await client.PostedAsync($"/api/v1/project-assets/{asset.Id}/sync/preview", new { });
        var fields = preview.GetProperty("fields");
        Assert.Equal(
            ("Mara", "Mara Voss", "Mara", false),
            (
                Text(fields, "name", "base"),
                Text(fields, "name", "library"),
                Text(fields, "name", "project"),
                fields.GetProperty("name").GetProperty("overridden").GetBoolean()
            )
        );
        Assert.Equal("A tall keeper of thirty with a scar.", Text(fields, "description", "merged"));
        Assert.True(fields.GetProperty("description").GetProperty("overridden").GetBoolean());

        var synced = await client.PostedAsync($"/api/v1/project-assets/{asset.Id}/sync", new { revision = asset.Revision + 1 });
        Assert.Equal(["name"], Strings(synced, "applied"));
        Assert.Equal(["description"], Strings(synced, "skipped"));
        var now = await GetAsync(client, asset.Id);
        Assert.Equal(
            ("Mara Voss", "A keeper of thirty with a scar."),
            (now.GetProperty("name").GetString(), now.GetProperty("description").GetString())
        );
        Assert.Equal(("both", "description"), (now.GetProperty("syncState").GetString(), Strings(now, "overriddenFields").Single()));
        Assert.NotEqual(JsonValueKind.Null, now.GetProperty("lastSyncedAt").ValueKind);
    }

    [Fact]
    public async Task Each_field_is_taken_kept_or_blended_as_chosen_and_an_undo_takes_it_back()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Lamp", "An oil lamp, brass, dented.");
        var asset = await CloneAsync(client, project, library);
        await PatchAsync(
            client,
            asset,
            new
            {
                revision = asset.Revision,
                name = "Our lamp",
                description = "An oil lamp, brass, dented and green.",
                aliases = new[] { "the light" },
            }
        );
        await PatchLibraryAsync(
            client,
            library,
            new
            {
                name = "Ship's lamp",
                description = "A paraffin lamp, brass, dented.",
                aliases = new[] { "lantern" },
            }
        );
        var before = await GetAsync(client, asset.Id);
        var synced = await client.PostedAsync(
            $"/api/v1/project-assets/{asset.Id}/sync",
            new
            {
                revision = before.GetProperty("revision").GetInt32(),
                fields = new
                {
                    name = new { take = "project" },
                    description = new { take = "merged" },
                    aliases = new { take = "merged" },
                },
            }
        );
        Assert.Equal(["name", "aliases", "description"], Strings(synced, "applied"));
        var now = await GetAsync(client, asset.Id);
        Assert.Equal(
            ("Our lamp", "A paraffin lamp, brass, dented and green.", "editedHere"),
            (now.GetProperty("name").GetString(), now.GetProperty("description").GetString(), now.GetProperty("syncState").GetString())
        );
        Assert.Equal(["lantern", "the light"], Strings(now, "aliases"));

        await client.PostedAsync($"/api/v1/decisions/{synced.GetProperty("decisionId").GetString()}/undo", new { });
        var undone = await GetAsync(client, asset.Id);
        foreach (var field in new[] { "name", "description", "syncState", "lastSyncedAt" })
        {
            Assert.Equal(before.GetProperty(field).GetString(), undone.GetProperty(field).GetString());
        }

        Assert.Equal(Strings(before, "overriddenFields"), Strings(undone, "overriddenFields"));
    }

    [Fact]
    public async Task A_sync_after_which_somebody_edited_cannot_be_undone()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Boat", "Old.");
        var asset = await CloneAsync(client, project, library);
        await PatchLibraryAsync(client, library, new { description = "New." });
        var synced = await client.PostedAsync($"/api/v1/project-assets/{asset.Id}/sync", new { revision = asset.Revision });
        await PatchAsync(client, asset, new { revision = synced.GetProperty("revision").GetInt32(), description = "Newer." });
        using var refused = await client.PostAsync($"/api/v1/decisions/{synced.GetProperty("decisionId").GetString()}/undo", null);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("built-upon", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_librarys_new_picture_is_offered_and_never_forced()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Anna", "A nurse.", AssetType.Character);
        var subject = new Subject
        {
            Id = library,
            Type = SubjectType.LibraryAsset,
            ProjectId = null,
        };
        var (old, fresh) = (Given.Picture(title: "old"), Given.Picture(title: "fresh"));
        await app.VersionAsync(subject, old);
        var asset = await CloneAsync(client, project, library);
        Assert.Equal(
            ("inStep", old.Id.ToString()),
            (await StateAsync(client, asset.Id), (await GetAsync(client, asset.Id)).GetProperty("pictureMediaId").GetString())
        );
        await app.VersionAsync(subject, fresh);
        Assert.Equal("libraryAhead", await StateAsync(client, asset.Id));

        var plain = await client.PostedAsync($"/api/v1/project-assets/{asset.Id}/sync", new { revision = asset.Revision });
        Assert.Equal(["picture"], Strings(plain, "skipped"));
        Assert.Equal(old.Id.ToString(), (await GetAsync(client, asset.Id)).GetProperty("pictureMediaId").GetString());

        var taken = await client.PostedAsync(
            $"/api/v1/project-assets/{asset.Id}/sync",
            new { revision = asset.Revision, fields = new { picture = new { take = "library" } } }
        );
        Assert.Equal(
            ("inStep", fresh.Id.ToString()),
            (await StateAsync(client, asset.Id), (await GetAsync(client, asset.Id)).GetProperty("pictureMediaId").GetString())
        );
        await client.PostedAsync($"/api/v1/decisions/{taken.GetProperty("decisionId").GetString()}/undo", new { });
        Assert.Equal(
            ("libraryAhead", old.Id.ToString()),
            (await StateAsync(client, asset.Id), (await GetAsync(client, asset.Id)).GetProperty("pictureMediaId").GetString())
        );
    }

    [Fact]
    public async Task A_link_whose_source_is_gone_says_so_and_the_project_goes_on()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Gate", "Iron.");
        var asset = await CloneAsync(client, project, library);
        using var deleted = await client.DeleteAsync($"/api/v1/library/{library}?dependents=leave");
        Assert.True(deleted.IsSuccessStatusCode);
        Assert.Equal("sourceGone", await StateAsync(client, asset.Id));
        using var refused = await client.PostAsJsonAsync($"/api/v1/project-assets/{asset.Id}/sync", new { revision = asset.Revision });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("source-gone", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await PatchAsync(client, asset, new { revision = asset.Revision, description = "Iron, rusty." });
    }

    [Fact]
    public async Task Bad_choices_are_refused_with_a_sentence_and_change_nothing()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Rope", "Hemp.");
        var asset = await CloneAsync(client, project, library);
        await PatchLibraryAsync(client, library, new { description = "Nylon." });
        foreach (
            var (body, status) in new (object, HttpStatusCode)[]
            {
                (new { }, HttpStatusCode.UnprocessableEntity),
                (new { revision = 99 }, HttpStatusCode.Conflict),
                (new { revision = asset.Revision, fields = new { colour = new { take = "library" } } }, HttpStatusCode.UnprocessableEntity),
                (new { revision = asset.Revision, fields = new { description = new { } } }, HttpStatusCode.UnprocessableEntity),
                (new { revision = asset.Revision, fields = new { picture = new { take = "merged" } } }, HttpStatusCode.UnprocessableEntity),
                (
                    new { revision = asset.Revision, fields = new { name = new { take = "merged", value = new string('x', 10_000) } } },
                    HttpStatusCode.UnprocessableEntity
                ),
            }
        )
        {
            using var answer = await client.PostAsJsonAsync($"/api/v1/project-assets/{asset.Id}/sync", body);
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.Equal("Hemp.", (await GetAsync(client, asset.Id)).GetProperty("description").GetString());
        var unlinked = await app.ProjectAssetAsync(project, "Alone");
        using var refused = await client.PostAsJsonAsync($"/api/v1/project-assets/{unlinked.Id}/sync", new { revision = 1 });
        Assert.Contains("not-linked", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_assets_of_a_branch_are_synced_in_one_step_and_taken_back_in_one()
    {
        var (client, project) = await StudioAsync();
        var assets = new List<(Guid Id, int Revision)>();
        var libraries = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            libraries.Add(await LibraryAsync(client, $"Thing {i}", "Old."));
            assets.Add(await CloneAsync(client, project, libraries[i]));
        }

        foreach (var library in libraries)
        {
            await PatchLibraryAsync(client, library, new { description = "New." });
        }

        await PatchAsync(client, assets[0], new { revision = assets[0].Revision, description = "Mine." });
        var status = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets/sync-status")).GetProperty("items");
        Assert.Equal(
            ["both", "libraryAhead", "libraryAhead", "libraryAhead", "libraryAhead"],
            status.EnumerateArray().Select(s => s.GetProperty("syncState").GetString()!).Order(StringComparer.Ordinal)
        );
        Assert.All(status.EnumerateArray(), s => Assert.Equal(["description"], Strings(s, "fields")));
        var all = await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/sync", new { all = true });
        Assert.Equal(4, all.GetProperty("items").EnumerateArray().Count(i => Strings(i, "applied").Length == 1));
        await client.PostedAsync($"/api/v1/decisions/{all.GetProperty("decisionId").GetString()}/undo", new { });
        Assert.Equal("libraryAhead", await StateAsync(client, assets[1].Id));
        Assert.Equal("Old.", (await GetAsync(client, assets[1].Id)).GetProperty("description").GetString());
    }

    private static string? Text(JsonElement fields, string field, string value) => fields.GetProperty(field).GetProperty(value).GetString();

    private static string[] Strings(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    private static async Task<string?> StateAsync(HttpClient client, Guid asset) =>
        (await GetAsync(client, asset)).GetProperty("syncState").GetString();

    private static Task<JsonElement> GetAsync(HttpClient client, Guid asset) =>
        client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{asset}");

    private static async Task<Guid> LibraryAsync(HttpClient client, string name, string description, AssetType type = AssetType.Prop) => (
            await client.PostedAsync(
                "/api/v1/library",
                new
                {
                    type = type.ToString().ToLowerInvariant(),
                    name,
                    description,
                }
            )
        ).GetProperty("id").GetGuid();

    private static async Task<(Guid Id, int Revision)> CloneAsync(HttpClient client, Project project, Guid library)
    {
        var asset = (await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/clone", new { libraryAssetId = library })).GetProperty(
            "asset"
        );
        return (asset.GetProperty("id").GetGuid(), asset.GetProperty("revision").GetInt32());
    }

    private static async Task PatchAsync(HttpClient client, (Guid Id, int Revision) asset, object body)
    {
        using var answer = await client.PatchAsJsonAsync($"/api/v1/project-assets/{asset.Id}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task PatchLibraryAsync(HttpClient client, Guid id, object change)
    {
        var revision = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{id}")).GetProperty("revision").GetInt32();
        var body = JsonSerializer.SerializeToNode(change)!.AsObject();
        body["revision"] = revision;
        using var answer = await client.PatchAsJsonAsync($"/api/v1/library/{id}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<(HttpClient Client, Project Project)> StudioAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.WithTokenAsync(user), await app.ProjectAsync("A film", user.Id));
    }
}

public sealed class SqliteSyncTests(App app) : SyncContract(app), IClassFixture<App>;

public sealed class PostgresSyncTests(PostgresApp app) : SyncContract(app), IClassFixture<PostgresApp>;
