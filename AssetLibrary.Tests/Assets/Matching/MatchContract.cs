using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Library.Looks;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Assets.Matching;

/// <summary>Clones, matches, merges, looks and metadata, as a script would do them.</summary>
public abstract class MatchContract(App app)
{
    [Fact]
    public async Task A_clone_brings_text_picture_and_looks_and_keeps_its_own_history()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Mara", "A keeper.");
        var picture = Given.Picture();
        await app.VersionAsync(
            new Subject
            {
                Id = library,
                Type = SubjectType.LibraryAsset,
                ProjectId = null,
            },
            picture
        );
        var look = (await client.PostedAsync($"/api/v1/library/{library}/looks", new { name = "Winter coat", description = "Grey wool." }))
            .GetProperty("id")
            .GetGuid();
        var worn = Given.Picture();
        await app.VersionAsync(
            new Subject
            {
                Id = look,
                Type = SubjectType.LibraryLook,
                ProjectId = null,
            },
            worn
        );
        var cloned = await client.PostedAsync(
            $"/api/v1/projects/{project.Id}/assets/clone",
            new { libraryAssetId = library, overrideDescription = "A keeper, here without the limp." }
        );
        var id = cloned.GetProperty("asset").GetProperty("id").GetGuid();
        var asset = await GetAsync(client, id);
        Assert.Equal(
            ("Mara", "A keeper, here without the limp.", "editedHere"),
            (
                asset.GetProperty("name").GetString(),
                asset.GetProperty("description").GetString(),
                asset.GetProperty("syncState").GetString()
            )
        );
        Assert.Equal(picture.Id.ToString(), asset.GetProperty("pictureMediaId").GetString());
        var copy = Assert.Single(asset.GetProperty("looks").EnumerateArray());
        Assert.Equal(("Winter coat", "Grey wool."), (copy.GetProperty("name").GetString(), copy.GetProperty("description").GetString()));
        Assert.Equal(
            worn.Id,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/subjects/look/{copy.GetProperty("id").GetString()}/versions/reference"))
                .GetProperty("versions")[0]
                .GetProperty("mediaId")
                .GetGuid()
        );

        await client.PostedAsync($"/api/v1/decisions/{cloned.GetProperty("decisionId").GetString()}/undo", new { });
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/project-assets/{id}")).StatusCode);
    }

    [Theory]
    [InlineData("project", null, "Mara")]
    [InlineData("library", null, "Captain Mara (Mara)")]
    [InlineData("custom", "The keeper", "The keeper (Mara)")]
    public async Task A_match_keeps_the_asset_and_names_it_as_chosen(string strategy, string? custom, string name)
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Captain Mara", "Tall.");
        var mine = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        var body = new
        {
            libraryAssetId = library,
            matchWithAssetId = mine.Id,
            nameStrategy = strategy,
            customName = custom,
            descriptionStrategy = "library",
        };
        Assert.Equal(
            name,
            (await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/clone/preview", body)).GetProperty("name").GetString()
        );
        var matched = await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/clone", body);
        Assert.Equal(mine.Id, matched.GetProperty("asset").GetProperty("id").GetGuid());
        var asset = await GetAsync(client, mine.Id);
        Assert.Equal(
            (name, "Tall.", library),
            (
                asset.GetProperty("name").GetString(),
                asset.GetProperty("description").GetString(),
                asset.GetProperty("libraryAssetId").GetGuid()
            )
        );
        await client.PostedAsync($"/api/v1/decisions/{matched.GetProperty("decisionId").GetString()}/undo", new { });
        asset = await GetAsync(client, mine.Id);
        Assert.Equal(("Mara", "unlinked"), (asset.GetProperty("name").GetString(), asset.GetProperty("syncState").GetString()));
    }

    [Fact]
    public async Task A_candidate_is_matched_accepted_and_taken_back()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Captain Mara", "Tall.");
        var candidate = await app.CandidateAsync(project, "Mara");
        var matched = await client.PostedAsync(
            $"/api/v1/projects/{project.Id}/assets/clone",
            new { libraryAssetId = library, candidateId = candidate.Id }
        );
        var id = matched.GetProperty("asset").GetProperty("id").GetGuid();
        var asset = await GetAsync(client, id);
        Assert.Equal("sure", asset.GetProperty("metadata").GetProperty("source").GetProperty("confidence").GetString());
        Assert.Equal(
            id,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets?metadata=source.confidence:sure"))
                .GetProperty("items")[0]
                .GetProperty("id")
                .GetGuid()
        );
        Assert.Equal(
            0,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets?metadata=source.confidence:ask"))
                .GetProperty("items")
                .GetArrayLength()
        );
        await client.PostedAsync($"/api/v1/decisions/{matched.GetProperty("decisionId").GetString()}/undo", new { });
        Assert.Equal(
            "open",
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/candidates"))
                .GetProperty("items")[0]
                .GetProperty("state")
                .GetString()
        );
    }

    [Fact]
    public async Task What_cannot_be_matched_is_refused_and_nothing_is_left_behind()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Captain Mara", "Tall.");
        var lamp = await app.ProjectAssetAsync(project, "Lamp");
        foreach (
            var (body, status) in new (object, HttpStatusCode)[]
            {
                (new { libraryAssetId = Guid.NewGuid() }, HttpStatusCode.NotFound),
                (new { libraryAssetId = library, matchWithAssetId = lamp.Id }, HttpStatusCode.UnprocessableEntity),
                (new { libraryAssetId = library, nameStrategy = "custom" }, HttpStatusCode.UnprocessableEntity),
                (
                    new
                    {
                        libraryAssetId = library,
                        nameStrategy = "custom",
                        customName = new string('x', 10_000),
                    },
                    HttpStatusCode.UnprocessableEntity
                ),
                (new { libraryAssetId = library, overrideDescription = new string('x', 50_000) }, HttpStatusCode.UnprocessableEntity),
            }
        )
        {
            using var answer = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assets/clone", body);
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.Equal(
            1,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets")).GetProperty("items").GetArrayLength()
        );
    }

    [Fact]
    public async Task A_picture_of_a_clone_that_cannot_be_asked_for_undoes_the_clone_with_it()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var client = await app.WithTokenAsync(user);
        var bare = (await client.PostedAsync("/api/v1/projects", new { name = "No style" })).GetProperty("id").GetGuid();
        var library = await LibraryAsync(client, "Mara", "Tall.");
        using var refused = await client.PostAsJsonAsync(
            $"/api/v1/projects/{bare}/assets/clone",
            new { libraryAssetId = library, regenerateImage = true }
        );
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("style-required", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(
            0,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{bare}/assets")).GetProperty("items").GetArrayLength()
        );
    }

    [Fact]
    public async Task Two_project_assets_become_one_and_are_parted_again()
    {
        var (client, project) = await StudioAsync();
        var (kept, other) = (
            await app.ProjectAssetAsync(project, "Mara", AssetType.Character),
            await app.ProjectAssetAsync(project, "The keeper", AssetType.Character)
        );
        var (first, second) = (Given.Picture(project.Id), Given.Picture(project.Id));
        await app.VersionAsync(kept.Subject, first);
        await app.VersionAsync(other.Subject, second);
        var scene = await SceneAsync(project, kept);
        await app.AddAsync(
            new Appearance
            {
                ProjectAssetId = kept.Id,
                SceneId = scene,
                ProjectId = project.Id,
                Count = 2,
            },
            new Appearance
            {
                ProjectAssetId = other.Id,
                SceneId = scene,
                ProjectId = project.Id,
                Count = 3,
                Speaks = true,
            }
        );
        var look = await client.PostedAsync($"/api/v1/project-assets/{other.Id}/looks", new { name = "Wet", scenes = new[] { scene } });
        var before = (await RowsAsync(kept.Id), await RowsAsync(other.Id));

        var merged = await client.PostedAsync(
            $"/api/v1/project-assets/{kept.Id}/merge",
            new
            {
                otherId = other.Id,
                name = "Mara",
                description = "Both.",
            }
        );
        var asset = await GetAsync(client, kept.Id);
        Assert.Equal(
            ("Mara", "Both.", "The keeper"),
            (asset.GetProperty("name").GetString(), asset.GetProperty("description").GetString(), Strings(asset, "aliases").Single())
        );
        Assert.Equal(look.GetProperty("id").GetString(), asset.GetProperty("looks")[0].GetProperty("id").GetString());
        Assert.Equal([scene.ToString()], Strings(asset.GetProperty("looks")[0], "scenes"));
        var versions = await client.GetFromJsonAsync<JsonElement>($"/api/v1/subjects/projectAsset/{kept.Id}/versions/reference");
        Assert.Equal((2, 1), (versions.GetProperty("latest").GetInt32(), versions.GetProperty("best").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/project-assets/{other.Id}")).StatusCode);

        await client.PostedAsync($"/api/v1/decisions/{merged.GetProperty("decisionId").GetString()}/undo", new { });
        Assert.Equal(before, (await RowsAsync(kept.Id), await RowsAsync(other.Id)));
    }

    [Fact]
    public async Task Two_library_assets_become_one_their_links_follow_and_are_parted_again()
    {
        var (client, project) = await StudioAsync();
        var (kept, other) = (await LibraryAsync(client, "Mara", "Tall."), await LibraryAsync(client, "Marah", "Tall, scarred."));
        await app.VersionAsync(
            new Subject
            {
                Id = other,
                Type = SubjectType.LibraryAsset,
                ProjectId = null,
            },
            Given.Picture()
        );
        var cloned = (await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/clone", new { libraryAssetId = other }))
            .GetProperty("asset")
            .GetProperty("id")
            .GetGuid();
        var merged = await client.PostedAsync($"/api/v1/library/{kept}/merge", new { otherId = other, description = "Tall, scarred." });
        Assert.Equal(kept, (await GetAsync(client, cloned)).GetProperty("libraryAssetId").GetGuid());
        Assert.Equal("libraryAhead", (await GetAsync(client, cloned)).GetProperty("syncState").GetString());
        Assert.NotEqual(
            JsonValueKind.Null,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{kept}")).GetProperty("pictureMediaId").ValueKind
        );
        Assert.NotEqual(
            JsonValueKind.Null,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{other}")).GetProperty("trashedAt").ValueKind
        );

        await client.PostedAsync($"/api/v1/decisions/{merged.GetProperty("decisionId").GetString()}/undo", new { });
        Assert.Equal(
            (other, "inStep"),
            (
                (await GetAsync(client, cloned)).GetProperty("libraryAssetId").GetGuid(),
                (await GetAsync(client, cloned)).GetProperty("syncState").GetString()
            )
        );
        var (one, two) = (
            await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{kept}"),
            await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{other}")
        );
        Assert.Equal(
            ("Tall.", JsonValueKind.Null, JsonValueKind.Null),
            (
                one.GetProperty("description").GetString(),
                one.GetProperty("pictureMediaId").ValueKind,
                two.GetProperty("trashedAt").ValueKind
            )
        );
    }

    [Fact]
    public async Task One_cannot_be_merged_with_itself_or_with_another_type()
    {
        var (client, project) = await StudioAsync();
        var (mara, lamp) = (
            await app.ProjectAssetAsync(project, "Mara", AssetType.Character),
            await app.ProjectAssetAsync(project, "Lamp")
        );
        foreach (var other in new[] { mara.Id, lamp.Id })
        {
            using var refused = await client.PostAsJsonAsync($"/api/v1/project-assets/{mara.Id}/merge", new { otherId = other });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_new_look_of_the_library_is_offered_and_comes_with_a_sync()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Mara", "Tall.");
        var id = (await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/clone", new { libraryAssetId = library }))
            .GetProperty("asset")
            .GetProperty("id")
            .GetGuid();
        await client.PostedAsync($"/api/v1/library/{library}/looks", new { name = "Night" });
        var asset = await GetAsync(client, id);
        Assert.Equal("libraryAhead", asset.GetProperty("syncState").GetString());
        var synced = await client.PostedAsync(
            $"/api/v1/project-assets/{id}/sync",
            new { revision = asset.GetProperty("revision").GetInt32() }
        );
        Assert.Equal(["looks"], Strings(synced, "applied"));
        asset = await GetAsync(client, id);
        Assert.Equal(
            ("inStep", "Night"),
            (asset.GetProperty("syncState").GetString(), asset.GetProperty("looks")[0].GetProperty("name").GetString())
        );
        await client.PostedAsync($"/api/v1/decisions/{synced.GetProperty("decisionId").GetString()}/undo", new { });
        asset = await GetAsync(client, id);
        Assert.Equal(("libraryAhead", 0), (asset.GetProperty("syncState").GetString(), asset.GetProperty("looks").GetArrayLength()));
    }

    [Fact]
    public async Task Promoting_carries_the_looks_and_meets_what_is_there_as_told()
    {
        var (client, project) = await StudioAsync();
        var name = $"Zelda{Guid.NewGuid():N}"[..12];
        var mine = await app.ProjectAssetAsync(project, name, AssetType.Character);
        await app.VersionAsync(mine.Subject, Given.Picture(project.Id));
        await client.PostedAsync($"/api/v1/project-assets/{mine.Id}/looks", new { name = "Armour", description = "Plate." });
        var first = (await client.PostedAsync($"/api/v1/project-assets/{mine.Id}/promote", new { onConflict = "skip" }))
            .GetProperty("libraryAssetId")
            .GetGuid();
        Assert.Equal(
            "Armour",
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{first}/looks"))
                .GetProperty("items")[0]
                .GetProperty("name")
                .GetString()
        );
        Assert.Equal("inStep", (await GetAsync(client, mine.Id)).GetProperty("syncState").GetString());
        await client.PostedAsync($"/api/v1/project-assets/{mine.Id}/looks", new { name = "Cloak" });
        Assert.Equal(
            "overwritten",
            (await client.PostedAsync($"/api/v1/project-assets/{mine.Id}/promote", new { onConflict = "overwrite" }))
                .GetProperty("outcome")
                .GetString()
        );
        Assert.Equal(
            2,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/library/{first}/looks")).GetProperty("items").GetArrayLength()
        );
        Assert.Equal("inStep", (await GetAsync(client, mine.Id)).GetProperty("syncState").GetString());
    }

    [Fact]
    public async Task A_picture_is_stale_once_the_text_it_was_made_from_has_changed()
    {
        var (client, project) = await StudioAsync();
        var mine = await app.ProjectAssetAsync(project, "Lamp");
        var job = (await client.PostedAsync("/api/v1/generations", new { subject = new { type = "projectAsset", id = mine.Id } }))
            .GetProperty("jobs")[0]
            .GetProperty("id")
            .GetString();
        await client.FinishedAsync($"/api/v1/jobs/{job}");
        var page = await client.GetStringAsync($"/Projects/{project.Id}/Assets");
        Assert.DoesNotContain(">Picture outdated</span>", page, StringComparison.Ordinal);
        using var answer = await client.PatchAsJsonAsync($"/api/v1/project-assets/{mine.Id}", new { revision = 1, description = "Green." });
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Contains(
            ">Picture outdated</span>",
            await client.GetStringAsync($"/Projects/{project.Id}/Assets"),
            StringComparison.Ordinal
        );
        var asset = await GetAsync(client, mine.Id);
        Assert.Equal(job, asset.GetProperty("metadata").GetProperty("lastJobId").GetString());
    }

    [Fact]
    public async Task A_clone_is_not_taken_back_once_a_look_was_made_for_it()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Mara", "Tall.");
        await client.PostedAsync($"/api/v1/library/{library}/looks", new { name = "Night" });
        var cloned = await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/clone", new { libraryAssetId = library });
        var id = cloned.GetProperty("asset").GetProperty("id").GetGuid();
        await client.PostedAsync($"/api/v1/project-assets/{id}/looks", new { name = "Ours" });
        await RefusedAsync(client, cloned, "the look “Ours”");
        Assert.Equal(2, (await GetAsync(client, id)).GetProperty("looks").GetArrayLength());
    }

    [Fact]
    public async Task A_merge_is_not_taken_back_once_scenes_changed()
    {
        var (client, project) = await StudioAsync();
        var (kept, other) = (
            await app.ProjectAssetAsync(project, "Mara", AssetType.Character),
            await app.ProjectAssetAsync(project, "The keeper", AssetType.Character)
        );
        var scene = await SceneAsync(project, kept);
        await app.AddAsync(
            new Appearance
            {
                ProjectAssetId = kept.Id,
                SceneId = scene,
                ProjectId = project.Id,
                Count = 2,
            }
        );
        var merged = await client.PostedAsync($"/api/v1/project-assets/{kept.Id}/merge", new { otherId = other.Id });
        await client.PostedAsync($"/api/v1/project-assets/{kept.Id}/looks", new { name = "Wet", scenes = new[] { scene } });
        await RefusedAsync(client, merged, "the scenes or looks of “Mara”");
    }

    [Fact]
    public async Task A_merge_keeps_the_link_and_the_metadata_of_the_one_that_goes()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Captain Mara", "Tall.");
        var kept = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        var other = (await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/clone", new { libraryAssetId = library }))
            .GetProperty("asset")
            .GetProperty("id")
            .GetGuid();
        using var noted = await client.PatchAsJsonAsync(
            $"/api/v1/project-assets/{other}",
            new { revision = (await GetAsync(client, other)).GetProperty("revision").GetInt32(), metadata = new { shelf = "B2" } }
        );
        Assert.True(noted.IsSuccessStatusCode);
        var merged = await client.PostedAsync(
            $"/api/v1/project-assets/{kept.Id}/merge",
            new
            {
                otherId = other,
                name = "Mara",
                description = "Tall.",
            }
        );
        var asset = await GetAsync(client, kept.Id);
        Assert.Equal(
            (library, "B2", "editedHere"),
            (
                asset.GetProperty("libraryAssetId").GetGuid(),
                asset.GetProperty("metadata").GetProperty("shelf").GetString(),
                asset.GetProperty("syncState").GetString()
            )
        );
        await client.PostedAsync($"/api/v1/decisions/{merged.GetProperty("decisionId").GetString()}/undo", new { });
        asset = await GetAsync(client, kept.Id);
        Assert.Equal(
            ("unlinked", false),
            (asset.GetProperty("syncState").GetString(), asset.GetProperty("metadata").TryGetProperty("shelf", out _))
        );
    }

    [Fact]
    public async Task A_look_that_was_removed_here_does_not_come_back_with_a_sync()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Mara", "Tall.");
        await client.PostedAsync($"/api/v1/library/{library}/looks", new { name = "Night" });
        var id = (await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/clone", new { libraryAssetId = library }))
            .GetProperty("asset")
            .GetProperty("id")
            .GetGuid();
        using var removed = await client.DeleteAsync(
            $"/api/v1/looks/{(await GetAsync(client, id)).GetProperty("looks")[0].GetProperty("id").GetString()}"
        );
        Assert.True(removed.IsSuccessStatusCode);
        await client.PostedAsync($"/api/v1/library/{library}/looks", new { name = "Armour" });
        await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/sync", new { all = true });
        var asset = await GetAsync(client, id);
        Assert.Equal(
            ("inStep", "Armour"),
            (
                asset.GetProperty("syncState").GetString(),
                Assert.Single(asset.GetProperty("looks").EnumerateArray()).GetProperty("name").GetString()
            )
        );
    }

    [Fact]
    public async Task A_sync_is_not_carried_out_on_a_library_text_that_nobody_saw()
    {
        var (client, project) = await StudioAsync();
        var library = await LibraryAsync(client, "Mara", "Tall.");
        var asset = (await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/clone", new { libraryAssetId = library })).GetProperty(
            "asset"
        );
        var (id, revision) = (asset.GetProperty("id").GetGuid(), asset.GetProperty("revision").GetInt32());
        using var moved = await client.PatchAsJsonAsync($"/api/v1/library/{library}", new { revision = 1, description = "Taller." });
        Assert.True(moved.IsSuccessStatusCode);
        using var refused = await client.PostAsJsonAsync($"/api/v1/project-assets/{id}/sync", new { revision, libraryRevision = 1 });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using var twice = await client.PostAsync(
            $"/api/v1/project-assets/{id}/sync",
            new StringContent(
                """{"revision":REVISION,"fields":{"name":{"take":"library"},"Name":{"take":"project"}}}""".Replace(
                    "REVISION",
                    revision.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    StringComparison.Ordinal
                ),
                System.Text.Encoding.UTF8,
                "application/json"
            )
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
        Assert.Equal("Tall.", (await GetAsync(client, id)).GetProperty("description").GetString());
    }

    [Fact]
    public async Task Of_two_who_dress_somebody_at_once_the_second_is_told()
    {
        var (client, project) = await StudioAsync();
        var mine = await app.ProjectAssetAsync(project, "Mara", AssetType.Character);
        var scene = await SceneAsync(project, mine);
        await app.AddAsync(
            new Appearance
            {
                ProjectAssetId = mine.Id,
                SceneId = scene,
                ProjectId = project.Id,
                Count = 1,
            }
        );
        var look = (await client.PostedAsync($"/api/v1/project-assets/{mine.Id}/looks", new { name = "Wet" }))
            .GetProperty("id")
            .GetString();
        using var first = await client.PatchAsJsonAsync($"/api/v1/looks/{look}", new { revision = 1, scenes = new[] { scene } });
        using var second = await client.PatchAsJsonAsync($"/api/v1/looks/{look}", new { revision = 1, scenes = Array.Empty<Guid>() });
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        Assert.Equal([scene.ToString()], Strings((await GetAsync(client, mine.Id)).GetProperty("looks")[0], "scenes"));
    }

    private static async Task RefusedAsync(HttpClient client, JsonElement decided, string why)
    {
        using var refused = await client.PostAsync($"/api/v1/decisions/{decided.GetProperty("decisionId").GetString()}/undo", null);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.EndsWith("/built-upon", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Contains(why, problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    private static string[] Strings(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    private static Task<JsonElement> GetAsync(HttpClient client, Guid asset) =>
        client.GetFromJsonAsync<JsonElement>($"/api/v1/project-assets/{asset}");

    private static async Task<Guid> LibraryAsync(HttpClient client, string name, string description) => (
            await client.PostedAsync(
                "/api/v1/library",
                new
                {
                    type = "character",
                    name,
                    description,
                }
            )
        ).GetProperty("id").GetGuid();

    /// <summary>Everything that belongs to an asset, but when and in which revision it was last saved.</summary>
    private async Task<string> RowsAsync(Guid asset) =>
        await app.WithDbAsync(async db =>
        {
            var row = await db.Set<ProjectAsset>().IgnoreQueryFilters().AsNoTracking().SingleAsync(a => a.Id == asset);
            var scenes = await db.Set<Appearance>()
                .IgnoreQueryFilters()
                .Where(a => a.ProjectAssetId == asset)
                .OrderBy(a => a.SceneId)
                .Select(a => new
                {
                    a.SceneId,
                    a.Speaks,
                    a.Count,
                    a.LookId,
                })
                .ToListAsync();
            var versions = await db.Set<AssetVersion>()
                .IgnoreQueryFilters()
                .Where(v => db.Set<History>().Any(h => h.Id == v.HistoryId && h.SubjectId == asset))
                .OrderBy(v => v.Number)
                .Select(v => new
                {
                    v.Number,
                    v.MediaId,
                    v.Metadata,
                })
                .ToListAsync();
            var looks = await db.Set<Web.Assets.Looks.Look>()
                .IgnoreQueryFilters()
                .Where(l => l.ProjectAssetId == asset)
                .OrderBy(l => l.Id)
                .Select(l => new
                {
                    l.Id,
                    l.Name,
                    l.Description,
                    l.TrashedAt,
                })
                .ToListAsync();
            var best = await db.Set<History>()
                .IgnoreQueryFilters()
                .Where(h => h.SubjectId == asset)
                .Select(h => new
                {
                    h.Key,
                    h.LastNumber,
                    h.BestNumber,
                    h.BestChosenAt,
                })
                .ToListAsync();
            return JsonSerializer.Serialize(
                new
                {
                    row.Name,
                    row.Aliases,
                    row.Description,
                    row.TrashedAt,
                    row.LibraryAssetId,
                    row.OverriddenFields,
                    scenes,
                    versions,
                    looks,
                    best,
                }
            );
        });

    private async Task<Guid> SceneAsync(Project project, ProjectAsset asset) =>
        await app.WithDbAsync(async db =>
        {
            var scene = new Scene
            {
                ProjectId = project.Id,
                BranchId = asset.BranchId,
                FirstDraft = 1,
                Ordinal = 1,
                Heading = "INT. ROOM",
            };
            db.AddRange(
                new Subject
                {
                    Id = scene.Id,
                    Type = SubjectType.Scene,
                    ProjectId = project.Id,
                },
                scene
            );
            await db.SaveChangesAsync();
            return scene.Id;
        });

    private async Task<(HttpClient Client, Project Project)> StudioAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        return (await app.WithTokenAsync(user), await app.ProjectAsync("A film", user.Id));
    }
}

public sealed class SqliteMatchTests(App app) : MatchContract(app), IClassFixture<App>;

public sealed class PostgresMatchTests(PostgresApp app) : MatchContract(app), IClassFixture<PostgresApp>;
