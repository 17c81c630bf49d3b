using System.Net;
using System.Text.Json;

namespace AssetLibrary.Tests.Processes;

/// <summary>A process that dies in the middle of a job, and the next one on the same folder.</summary>
[Trait("Kind", "Process")]
public sealed class KilledAtWorkTests(Studios studios)
{
    [Theory]
    [InlineData("AssetLibrary.Queue/claimed")]
    [InlineData("AssetLibrary.Blobs/opened")]
    [InlineData("AssetLibrary.Blobs/written")]
    [InlineData("AssetLibrary.Blobs/synced")]
    [InlineData("AssetLibrary.Blobs/renamed")]
    [InlineData("AssetLibrary.Blobs/indexed")]
    [InlineData("AssetLibrary.Queue/succeeding")]
    [InlineData("AssetLibrary.Queue/done")]
    public async Task A_killed_picture_is_made_once_by_the_next_process(string step)
    {
        using var studio = await studios.NewAsync();
        Guid asset;
        await using (var dying = await RealApp.StartKilledAtAsync(studio, step))
        {
            asset = await dying.Api.AddAssetAsync("Old harbour");
            await Api.MaybeAsync(() => dying.Api.DrawAsync(asset));
            await dying.KilledAsync();
        }

        await using var app = await RealApp.StartAsync(studio);
        var job = Assert.Single(await app.Api.JobsOverAsync());

        AssertSucceeded(job, attempts: step == "AssetLibrary.Queue/done" ? 1 : 2);
        var version = Assert.Single(await app.Api.VersionsAsync(asset));
        var item = Assert.Single(await app.Api.ItemsAsync("/api/v1/media"));
        Assert.Equal(
            (1, item.GetProperty("id").GetGuid()),
            (version.GetProperty("number").GetInt32(), version.GetProperty("mediaId").GetGuid())
        );
        Assert.Equal(item.GetProperty("sha256").GetString(), Assert.Single(studio.WholeBlobs()));
        using var picture = await app.Api.Client.GetAsync($"/media/{item.GetProperty("id")}");
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (picture.StatusCode, picture.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("AssetLibrary.Queue/claimed")]
    [InlineData("AssetLibrary.Queue/succeeding")]
    [InlineData("AssetLibrary.Queue/done")]
    public async Task A_killed_extraction_finds_every_candidate_once(string step)
    {
        using var studio = await studios.NewAsync();
        Guid project;
        await using (var dying = await RealApp.StartKilledAtAsync(studio, step))
        {
            project = await WithScriptAsync(dying.Api);
            await Api.MaybeAsync(() => dying.Api.PostAsync($"/api/v1/projects/{project}/extractions", new { }, HttpStatusCode.Accepted));
            await dying.KilledAsync();
        }

        await using var app = await RealApp.StartAsync(studio);
        var job = Assert.Single(await app.Api.JobsOverAsync());

        AssertSucceeded(job, attempts: step == "AssetLibrary.Queue/done" ? 1 : 2);
        var candidates = await app.Api.ItemsAsync($"/api/v1/projects/{project}/candidates?limit=200");
        var names = candidates.ConvertAll(c => $"{c.GetProperty("type")} {c.GetProperty("name")}");
        Assert.Equal(job.GetProperty("result").GetProperty("candidates").GetInt32(), names.Count);
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
        Assert.Empty(await app.Api.ItemsAsync($"/api/v1/projects/{project}/candidates?state=superseded"));
    }

    private static void AssertSucceeded(JsonElement job, int attempts)
    {
        Assert.Equal("succeeded", job.GetProperty("state").GetString());
        Assert.Equal(attempts, job.GetProperty("attemptCount").GetInt32());
    }

    private static async Task<Guid> WithScriptAsync(Api api)
    {
        var style = await api.PostAsync("/api/v1/styles", new { name = "Gouache", prompt = "soft gouache" }, HttpStatusCode.Created);
        var project = (
            await api.PostAsync(
                "/api/v1/projects",
                new { name = "Night bakery", styleId = style.GetProperty("id").GetGuid() },
                HttpStatusCode.Created
            )
        )
            .GetProperty("id")
            .GetGuid();
        using var script = new ByteArrayContent(
            await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "gold", "night-bakery.fountain"))
        );
        using var draft = await api.Client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=night-bakery.fountain", script);
        Assert.Equal(HttpStatusCode.Created, draft.StatusCode);
        return project;
    }
}
