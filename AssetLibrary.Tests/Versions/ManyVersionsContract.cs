using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Database;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Versions;

/// <summary>Versions of many subjects in one call.</summary>
public abstract class ManyVersionsContract(CountingApp app)
{
    [Fact]
    public async Task What_is_wrong_with_one_leaves_the_others_saved()
    {
        var (client, asset, project) = await GivenAsync();
        var (one, two) = (Given.Picture(project), Given.Picture(project));
        await app.AddAsync(one, two);
        var results = (
            await client.PostedAsync(
                "/api/v1/versions/batch",
                new object[]
                {
                    Item(asset, "reference", one.Id),
                    Item(asset, "no spaces please", two.Id),
                    Item(asset, "reference", Guid.NewGuid()),
                    Item(Guid.NewGuid(), "reference", one.Id),
                    new
                    {
                        subject = new { type = "projectAsset", id = asset },
                        key = "reference",
                        mediaIds = new[] { two.Id },
                        metadata = new { evaluation = new { qualityScore = 0.8 } },
                        setBest = true,
                    },
                }
            )
        ).GetProperty("results").EnumerateArray().ToList();
        Assert.Equal([true, false, false, false, true], results.ConvertAll(r => r.GetProperty("ok").GetBoolean()));
        Assert.All(results.Skip(1).Take(3), r => Assert.InRange(r.GetProperty("error").GetProperty("status").GetInt32(), 400, 499));
        var history = await client.GetFromJsonAsync<JsonElement>($"/api/v1/subjects/projectAsset/{asset}/versions/reference");
        Assert.Equal((2, 2), (history.GetProperty("latest").GetInt32(), history.GetProperty("best").GetInt32()));
    }

    [Fact]
    public async Task Fifty_batches_at_once_never_give_the_same_number()
    {
        var (client, asset, project) = await GivenAsync();
        var pictures = Enumerable.Range(0, 50).Select(_ => Given.Picture(project)).ToList();
        await app.AddAsync([.. pictures]);
        var answers = await Task.WhenAll(
            pictures.Select(p => client.PostedAsync("/api/v1/versions/batch", new[] { Item(asset, "scene_start_frame", p.Id) }))
        );
        Assert.Equal(
            Enumerable.Range(1, 50),
            answers.Select(a => a.GetProperty("results")[0].GetProperty("versions")[0].GetInt32()).Order()
        );
    }

    [Fact]
    public async Task Best_of_ten_and_of_a_thousand_subjects_take_the_same_few_queries()
    {
        var (client, asset, project) = await GivenAsync();
        var film = await app.WithDbAsync(db => Task.FromResult(db.Set<Web.Assets.ProjectAsset>().Single(a => a.Id == asset)));
        await app.ScenesAsync(film, 1000);
        var scenes = (await ScenesAsync(project)).ToList();
        foreach (var scene in scenes.Take(3))
        {
            await app.VersionAsync(scene, Given.Picture(project), "scene_start_frame");
        }

        var counts = new List<int>();
        foreach (var asked in new[] { 10, 10, 1000 })
        {
            app.Queries.Take();
            var items = (
                await client.PostedAsync(
                    "/api/v1/versions/query",
                    new
                    {
                        subjects = scenes.Take(asked).Select(s => new { type = "scene", id = s.Id }),
                        keys = new[] { "scene_start_frame", "scene_end_frame" },
                    }
                )
            ).GetProperty("items");
            counts.Add(app.Queries.Take());
            Assert.Equal(3, items.GetArrayLength());
            Assert.All(items.EnumerateArray(), i => Assert.Equal(1, i.GetProperty("versions").GetArrayLength()));
        }

        Assert.Equal(counts[1], counts[2]);
        Assert.True(counts[2] <= 4, $"{counts[2]} queries"); // two of them for the token and the person
    }

    [Fact]
    public async Task The_best_of_a_project_is_what_its_subjects_show()
    {
        var (client, asset, project) = await GivenAsync();
        var picture = Given.Picture(project);
        await app.AddAsync(picture);
        await client.PostedAsync("/api/v1/versions/batch", new[] { Item(asset, "reference", picture.Id) });
        var items = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/best?key=reference")).GetProperty("items");
        Assert.Equal(picture.Id, items[0].GetProperty("versions")[0].GetProperty("mediaId").GetGuid());
        using var other = await (await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"))).GetAsync(
            $"/api/v1/projects/{project}/best"
        );
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task The_best_of_a_large_project_come_by_pages()
    {
        var (client, asset, project) = await GivenAsync();
        var pictures = Enumerable.Range(0, 5).Select(_ => Given.Picture(project)).ToList();
        await app.AddAsync([.. pictures]);
        await client.PostedAsync("/api/v1/versions/batch", pictures.Select((p, i) => Item(asset, $"key{i}", p.Id)));
        var (seen, after) = (new List<string>(), "");
        var keys = string.Join('&', pictures.Select((_, i) => $"key=key{i}"));
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/best?{keys}&limit=2&after={after}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("key").GetString()!));
            after = page.GetProperty("next").GetString();
        } while (after is not null);

        Assert.Equal(["key0", "key1", "key2", "key3", "key4"], seen);
    }

    [Fact]
    public async Task More_versions_than_an_answer_can_hold_are_refused()
    {
        var (client, asset, project) = await GivenAsync();
        var picture = Given.Picture(project);
        await app.AddAsync(picture);
        await app.WithDbAsync(db =>
            db.WriteAsync(async () =>
            {
                var subject = await db.Set<Subject>().SingleAsync(s => s.Id == asset);
                return await Histories.AppendAsync(db, subject, "reference", [.. Enumerable.Repeat(picture.Id, 10_000)]);
            })
        );
        var all = new { subjects = new[] { new { type = "projectAsset", id = asset } }, which = "all" };
        var items = (await client.PostedAsync("/api/v1/versions/query", all)).GetProperty("items");
        Assert.Equal(10_000, items[0].GetProperty("versions").GetArrayLength());
        await client.PostedAsync("/api/v1/versions/batch", new[] { Item(asset, "reference", picture.Id) });
        using var beyond = await client.PostAsJsonAsync("/api/v1/versions/query", all);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, beyond.StatusCode);
        Assert.Contains("10,000", await beyond.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"subjects":[],"keys":["reference"]}""")]
    [InlineData("""{"subjects":[{"type":"scene","id":"00000000-0000-0000-0000-000000000001"}],"which":"worst"}""")]
    [InlineData("""{"subjects":[{"type":"scene","id":"00000000-0000-0000-0000-000000000001"},null]}""")]
    [InlineData("""{"subjects":null}""")]
    public async Task What_cannot_be_asked_is_said(string body)
    {
        var (client, _, _) = await GivenAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/api/v1/versions/query", content);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private static object Item(Guid asset, string key, Guid media) =>
        new
        {
            subject = new { type = "projectAsset", id = asset },
            key,
            mediaIds = new[] { media },
        };

    private Task<List<Web.Versions.Subject>> ScenesAsync(Guid project) =>
        app.WithDbAsync(db =>
            Task.FromResult(
                db.Set<Web.Versions.Subject>()
                    .Where(s => s.ProjectId == project && s.Type == Web.Versions.SubjectType.Scene)
                    .OrderBy(s => s.Id)
                    .ToList()
            )
        );

    private async Task<(HttpClient Client, Guid Asset, Guid Project)> GivenAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("A film", user.Id);
        return (await app.WithTokenAsync(user), (await app.ProjectAssetAsync(project, "Lamp")).Id, project.Id);
    }
}

public sealed class SqliteManyVersionsTests(CountingApp app) : ManyVersionsContract(app), IClassFixture<CountingApp>;

public sealed class PostgresManyVersionsTests(PostgresCountingApp app) : ManyVersionsContract(app), IClassFixture<PostgresCountingApp>;
