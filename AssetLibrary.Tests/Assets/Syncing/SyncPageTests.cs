using System.Net;
using System.Net.Http.Json;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Tests.Assets.Syncing;

/// <summary>The page of all that the library is ahead of: what would come, what it leaves stale and what that costs.</summary>
public sealed class SyncPageTests(App app) : IClassFixture<App>
{
    [Fact]
    public async Task It_names_what_becomes_stale_before_anything_is_taken_and_takes_it_back()
    {
        var ann = await app.AddUserAsync("ann");
        var project = await app.ProjectAsync("A film", ann.Id);
        using var client = await app.WithTokenAsync(ann);
        var library = await app.LibraryAssetAsync("Lamp", AssetType.Prop, "Brass.");
        var made = await client.PostedAsync("/api/v1/generations", new { subject = new { type = "libraryAsset", id = library.Id } });
        await client.FinishedAsync($"/api/v1/jobs/{made.GetProperty("jobs")[0].GetProperty("id").GetString()}");
        var cloned = await client.PostedAsync($"/api/v1/projects/{project.Id}/assets/clone", new { libraryAssetId = library.Id });
        var asset = cloned.GetProperty("asset").GetProperty("id").GetGuid();
        var scene = await SceneWithPictureAsync(project, asset);
        using var page = await app.SignInAsync("ann");
        Assert.Contains("Everything is up to date", await page.GetStringAsync($"/Projects/{project.Id}/Sync"), StringComparison.Ordinal);

        using var moved = await client.PatchAsJsonAsync(
            $"/api/v1/library/{library.Id}",
            new { revision = 1, description = "Brass, dented." }
        );
        Assert.True(moved.IsSuccessStatusCode);
        var all = WebUtility.HtmlDecode(await page.GetStringAsync($"/Projects/{project.Id}/Sync"));
        Assert.Contains("library update: description", all, StringComparison.Ordinal);
        Assert.Contains("1 out of date, free", all, StringComparison.Ordinal);
        var one = WebUtility.HtmlDecode(await page.GetStringAsync($"/Projects/{project.Id}/Assets/{asset}/Sync"));
        Assert.Contains("Out of date if the text changes", one, StringComparison.Ordinal);
        Assert.Contains(scene, one, StringComparison.Ordinal);

        using var synced = await page.PostAsync($"/Projects/{project.Id}/Sync", new FormUrlEncodedContent([new("all", "true")]));
        var after = await synced.Content.ReadAsStringAsync();
        Assert.Contains("Everything is up to date", after, StringComparison.Ordinal);
        Assert.Contains("Undo last sync", after, StringComparison.Ordinal);
        Assert.Contains(">Picture outdated</span>", await page.GetStringAsync($"/Projects/{project.Id}/Assets"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grid_or_list_goes_with_the_person_into_another_browser()
    {
        await app.AddUserAsync("bea");
        using var one = await app.SignInAsync("bea");
        Assert.DoesNotContain("as-list", await one.GetStringAsync("/Library"), StringComparison.Ordinal);
        Assert.Contains("as-list", await one.GetStringAsync("/Library?view=list"), StringComparison.Ordinal);
        using var other = await app.SignInAsync("bea");
        Assert.Contains("as-list", await other.GetStringAsync("/Library"), StringComparison.Ordinal);
    }

    private async Task<string> SceneWithPictureAsync(Project project, Guid asset)
    {
        var scene = await app.WithDbAsync(async db =>
        {
            var branch = db.Set<Branch>().Single(b => b.ProjectId == project.Id);
            var row = new Scene
            {
                ProjectId = project.Id,
                BranchId = branch.Id,
                FirstDraft = 1,
                Ordinal = 7,
                Heading = "INT. ENGINE ROOM",
            };
            db.AddRange(
                new Subject
                {
                    Id = row.Id,
                    Type = SubjectType.Scene,
                    ProjectId = project.Id,
                },
                row,
                new Appearance
                {
                    ProjectAssetId = asset,
                    SceneId = row.Id,
                    ProjectId = project.Id,
                    Count = 1,
                }
            );
            await db.SaveChangesAsync();
            return row;
        });
        await app.VersionAsync(
            new Subject
            {
                Id = scene.Id,
                Type = SubjectType.Scene,
                ProjectId = project.Id,
            },
            Given.Picture(project.Id),
            "scene_start_frame"
        );
        return "7 INT. ENGINE ROOM";
    }
}
