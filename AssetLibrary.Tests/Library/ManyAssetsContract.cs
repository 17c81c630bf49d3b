using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Bulk;
using AssetLibrary.Web.Library.Editing;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AssetLibrary.Tests.Library;

/// <summary>Tags, bulk actions, duplicates, tallies and the trash.</summary>
public abstract class ManyAssetsContract(App app)
{
    [Fact]
    public async Task Many_are_tagged_and_untagged_at_once_with_an_entry_and_news_for_each()
    {
        var client = await ClientAsync();
        var ids = new[] { (await app.LibraryAssetAsync("One")).Id, (await app.LibraryAssetAsync("Two")).Id };
        var changed = await client.PostedAsync("/api/v1/library/bulk/tag", new { ids, tags = new[] { "Night", "harbour" } });
        Assert.Equal(2, changed.GetProperty("changed").GetArrayLength());
        Assert.Equal(["One", "Two"], (await NamesAsync(client, "tag=night&tag=HARBOUR")).Order());
        await app.WithDbAsync(async db =>
        {
            Assert.Equal(2, await db.Set<AuditEntry>().CountAsync(a => a.Verb == "library.tagged" && ids.Contains(a.SubjectId!.Value)));
            Assert.True(await db.Set<Change>().CountAsync(c => c.Topic == Topics.LibraryAsset && ids.Contains(c.Id)) >= 4);
            return 0;
        });

        Assert.Equal(
            0,
            (await client.PostedAsync("/api/v1/library/bulk/tag", new { ids, tags = new[] { "night" } }))
                .GetProperty("changed")
                .GetArrayLength()
        );
        await client.PostedAsync("/api/v1/library/bulk/untag", new { ids = ids[..1], tags = new[] { "night" } });
        Assert.Equal(["Two"], await NamesAsync(client, "tag=night"));
        Assert.Empty(await NamesAsync(client, "tag=night&tag=no-such-tag"));
    }

    [Fact]
    public async Task What_projects_are_linked_to_is_left_and_listed()
    {
        var client = await ClientAsync();
        var (free, used) = (await app.LibraryAssetAsync("Free"), await app.LibraryAssetAsync("Used"));
        await LinkAsync(used);
        var outcome = await client.PostedAsync("/api/v1/library/bulk/trash", new { ids = new[] { free.Id, used.Id } });
        Assert.Equal(free.Id, outcome.GetProperty("changed")[0].GetGuid());
        var left = Assert.Single(outcome.GetProperty("inUse").EnumerateArray().ToList());
        Assert.Equal(("Used", 1), (left.GetProperty("name").GetString(), left.GetProperty("uses").GetInt32()));
        Assert.Equal(
            JsonValueKind.Null,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{used.Id}")).GetProperty("trashedAt").ValueKind
        );
        await client.PostedAsync("/api/v1/library/bulk/restore", new { ids = new[] { free.Id } });
        Assert.Equal(
            JsonValueKind.Null,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{free.Id}")).GetProperty("trashedAt").ValueKind
        );
    }

    [Fact]
    public async Task A_page_without_script_does_the_same_and_says_so()
    {
        await app.AddUserAsync("paul");
        using var client = await app.SignInAsync("paul");
        var asset = await app.LibraryAssetAsync("Paper boat");
        using var form = new FormUrlEncodedContent([new("ids", asset.Id.ToString()), new("tags", "paper, toys")]);
        using var answer = await client.PostAsync("/Library/Bulk/Tag", form);
        Assert.Contains("1 asset tagged.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Paper boat", await client.GetStringAsync("/Library?tag=toys"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_is_renamed_and_merged_only_when_asked_for()
    {
        var client = await ClientAsync();
        var (one, two) = (await app.LibraryAssetAsync("Merge one"), await app.LibraryAssetAsync("Merge two"));
        await client.PostedAsync("/api/v1/library/bulk/tag", new { ids = new[] { one.Id, two.Id }, tags = new[] { "dusk" } });
        await client.PostedAsync("/api/v1/library/bulk/tag", new { ids = new[] { one.Id }, tags = new[] { "twilight" } });
        var tags = await TagsAsync(client);
        Assert.Equal((2, 1), (tags["dusk"].Assets, tags["twilight"].Assets));
        using var taken = await client.PatchAsJsonAsync($"/api/v1/tags/{tags["twilight"].Id}", new { name = "Dusk" });
        Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        Assert.EndsWith(
            "/name-taken",
            (await taken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString(),
            StringComparison.Ordinal
        );
        Assert.True((await client.PatchAsJsonAsync($"/api/v1/tags/{tags["twilight"].Id}", new { name = "gloaming" })).IsSuccessStatusCode);
        Assert.Equal(["Merge one"], await NamesAsync(client, "tag=gloaming"));
        Assert.True(
            (await client.PatchAsJsonAsync($"/api/v1/tags/{tags["twilight"].Id}", new { name = "dusk", merge = true })).IsSuccessStatusCode
        );
        var merged = await TagsAsync(client);
        Assert.Equal(2, merged["dusk"].Assets);
        Assert.False(merged.ContainsKey("gloaming"));

        await app.AddUserAsync("tia");
        using var page = await app.SignInAsync("tia");
        var night = (await client.PostedAsync("/api/v1/tags", new { name = "midnight" })).GetProperty("id").GetGuid();
        using var form = new FormUrlEncodedContent([new("name", "dusk")]);
        using var asked = await page.PostAsync($"/Library/Tags/{night}/Rename", form);
        Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
        Assert.Contains("Merge the two tags?", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await client.DeleteAsync($"/api/v1/tags/{merged["dusk"].Id}")).IsSuccessStatusCode);
        Assert.Empty(await NamesAsync(client, "tag=dusk"));
    }

    [Fact]
    public async Task Tags_count_what_is_not_in_the_trash()
    {
        var client = await ClientAsync();
        var asset = await app.LibraryAssetAsync("Counted");
        await client.PostedAsync("/api/v1/library/bulk/tag", new { ids = new[] { asset.Id }, tags = new[] { "counted" } });
        await client.PostedAsync("/api/v1/library/bulk/trash", new { ids = new[] { asset.Id } });
        Assert.Equal(0, (await TagsAsync(client))["counted"].Assets);
        await client.PostedAsync("/api/v1/library/bulk/restore", new { ids = new[] { asset.Id } });
        Assert.Equal(1, (await TagsAsync(client))["counted"].Assets);
    }

    [Fact]
    public async Task A_duplicate_has_everything_but_the_past()
    {
        var client = await ClientAsync();
        var made = await client.PostedAsync(
            "/api/v1/library",
            new
            {
                type = "prop",
                name = "Sextant",
                aliases = new[] { "Octant" },
                description = "Brass.",
                tags = new[] { "sea" },
            }
        );
        var asset = await app.WithDbAsync(db => db.Set<LibraryAsset>().SingleAsync(a => a.Id == made.GetProperty("id").GetGuid()));
        var (first, second) = (Given.Picture(), Given.Picture());
        await app.VersionAsync(asset.Subject, first);
        await app.VersionAsync(asset.Subject, second);
        var copy = await client.PostedAsync($"/api/v1/library/{asset.Id}/duplicate", new { });
        Assert.Equal(
            ("Sextant (copy)", "Brass.", second.Id),
            (
                copy.GetProperty("name").GetString(),
                copy.GetProperty("description").GetString(),
                copy.GetProperty("pictureMediaId").GetGuid()
            )
        );
        Assert.Equal("Octant", copy.GetProperty("aliases")[0].GetString());
        Assert.Equal("sea", copy.GetProperty("tags")[0].GetString());
        Assert.Equal(
            "Sextant (copy 2)",
            (await client.PostedAsync($"/api/v1/library/{asset.Id}/duplicate", new { })).GetProperty("name").GetString()
        );
    }

    [Fact]
    public async Task Lists_are_narrowed_by_picture_and_counted_by_type()
    {
        var client = await ClientAsync();
        var (bare, drawn) = (
            await app.LibraryAssetAsync("Bare pebble", AssetType.Location),
            await app.LibraryAssetAsync("Drawn pebble", AssetType.Location)
        );
        await app.VersionAsync(drawn.Subject, Given.Picture());
        Assert.Equal(["Drawn pebble"], await NamesAsync(client, "q=pebble&picture=has"));
        Assert.Equal(["Bare pebble"], await NamesAsync(client, "q=pebble&picture=missing"));
        Assert.Contains("Bare pebble", await NamesAsync(client, "picture=missing&limit=200"));
        Assert.DoesNotContain("Drawn pebble", await NamesAsync(client, "picture=missing&limit=200"));
        await client.PostedAsync("/api/v1/library/bulk/trash", new { ids = new[] { bare.Id } });
        await app.WithDbAsync(async db =>
        {
            foreach (var trash in new[] { false, true })
            {
                await using var scope = app.Services.CreateAsyncScope();
                var counts = await scope.ServiceProvider.GetRequiredService<LibraryList>().CountAsync(new() { Trash = trash });
                var truth = await db.Set<LibraryAsset>()
                    .Where(a => (a.TrashedAt != null) == trash)
                    .GroupBy(a => a.Type)
                    .Select(g => new { g.Key, Count = g.Count() })
                    .ToDictionaryAsync(g => g.Key, g => g.Count);
                Assert.Equal(truth.OrderBy(t => t.Key), counts.ByType.Where(t => t.Value > 0).OrderBy(t => t.Key));
            }

            return 0;
        });
    }

    [Fact]
    public async Task The_trash_empties_itself_and_leaves_working_projects_behind()
    {
        var client = await ClientAsync();
        var (plain, used, young) = (
            await app.LibraryAssetAsync("Old plain"),
            await app.LibraryAssetAsync("Old used"),
            await app.LibraryAssetAsync("Young")
        );
        var picture = Given.Picture();
        await app.VersionAsync(plain.Subject, picture);
        await client.PostedAsync("/api/v1/library/bulk/tag", new { ids = new[] { plain.Id }, tags = new[] { "dust" } });
        var project = await LinkAsync(used);
        var mine = await app.ProjectAssetAsync(project, "Has the same picture");
        await app.VersionAsync(mine.Subject, picture);
        await app.WithDbAsync(async db =>
        {
            foreach (var (asset, days) in new[] { (plain, 31), (used, 31), (young, 29) })
            {
                var row = await db.Set<LibraryAsset>().SingleAsync(a => a.Id == asset.Id);
                row.Trash(db.Now.AddDays(-days), null);
                await db.SaveAssetAsync(row, "trashed");
            }

            return 0;
        });

        Assert.Equal(1, await app.Services.GetServices<IHostedService>().OfType<TrashEmptying>().Single().EmptyAsync(default));
        await app.WithDbAsync(async db =>
        {
            Assert.Equal(
                [used.Id, young.Id],
                await db.Set<LibraryAsset>()
                    .Where(a => a.Id == plain.Id || a.Id == used.Id || a.Id == young.Id)
                    .Select(a => a.Id)
                    .Order()
                    .ToListAsync()
            );
            Assert.True(await db.Set<MediaItem>().AnyAsync(m => m.Id == picture.Id));
            Assert.False(await db.Set<History>().AnyAsync(h => h.SubjectId == plain.Id));
            Assert.True(await db.Set<AuditEntry>().AnyAsync(a => a.Verb == "library.erased" && a.SubjectId == plain.Id));
            Assert.Equal(picture.Id, (await db.BestOfAsync([mine.Id]))[mine.Id].MediaId);
            return 0;
        });
        Assert.Empty(await NamesAsync(client, "q=plain&trash=true"));
        Assert.Equal(["Old used"], await NamesAsync(client, "q=used&trash=true"));
    }

    [Fact]
    public async Task What_is_restored_while_the_trash_is_emptied_is_whole_or_gone()
    {
        var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin));
        var left = 0;
        for (var i = 0; i < 12; i++)
        {
            var asset = await app.LibraryAssetAsync($"At once {i}");
            await app.VersionAsync(asset.Subject, Given.Picture());
            await client.PostedAsync("/api/v1/library/bulk/trash", new { ids = new[] { asset.Id } });
            Task<HttpResponseMessage> Restore() => client.PostAsJsonAsync($"/api/v1/library/{asset.Id}/restore", new { });
            var early = i % 2 == 0 ? Restore() : null;
            var erased = client.PostAsJsonAsync("/api/v1/library/bulk/erase", new { ids = new[] { asset.Id } });
            var restored = early ?? Restore();
            foreach (var answer in await Task.WhenAll(erased, restored))
            {
                Assert.True((int)answer.StatusCode < 500, await answer.Content.ReadAsStringAsync());
            }

            var whole = (await restored).IsSuccessStatusCode;
            left += whole ? 1 : 0;
            Assert.Equal(
                (whole, whole, whole),
                await app.WithDbAsync(async db =>
                    (
                        await db.Set<LibraryAsset>().AnyAsync(a => a.Id == asset.Id && a.TrashedAt == null),
                        await db.Set<History>().AnyAsync(h => h.SubjectId == asset.Id),
                        await db.Set<LibraryAssetRevision>().AnyAsync(r => r.LibraryAssetId == asset.Id)
                    )
                )
            );
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{left} of 12 were restored first.");
    }

    private async Task<Project> LinkAsync(LibraryAsset asset)
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("A film", user.Id);
        var mine = await app.ProjectAssetAsync(project, asset.Name);
        await app.WithDbAsync(async db =>
        {
            var (shared, own) = (
                await db.Set<LibraryAsset>().SingleAsync(a => a.Id == asset.Id),
                await db.Set<ProjectAsset>().SingleAsync(a => a.Id == mine.Id)
            );
            own.Link(shared, db.Now);
            return await db.SaveChangesAsync();
        });
        return project;
    }

    private async Task<HttpClient> ClientAsync() => await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));

    private static async Task<Dictionary<string, (Guid Id, int Assets)>> TagsAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/v1/tags?limit=200"))
            .GetProperty("items")
            .EnumerateArray()
            .ToDictionary(
                t => t.GetProperty("name").GetString()!,
                t => (t.GetProperty("id").GetGuid(), t.GetProperty("assets").GetInt32())
            );

    private static async Task<List<string>> NamesAsync(HttpClient client, string query) =>
        [
            .. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library?{query}"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty("name").GetString()!),
        ];
}

public sealed class SqliteManyAssetsTests(App app) : ManyAssetsContract(app), IClassFixture<App>;

public sealed class PostgresManyAssetsTests(PostgresApp app) : ManyAssetsContract(app), IClassFixture<PostgresApp>;
