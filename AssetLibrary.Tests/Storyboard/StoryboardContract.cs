using System.Net;
using AssetLibrary.Tests.Database;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Tests.Storyboard;

/// <summary>Scenes with their frames: who appears goes along, and who has no picture stops the order.</summary>
public abstract class StoryboardContract(CountingApp app)
{
    private const string Script =
        "INT. KITCHEN - NIGHT\n\nMARA, 30s, lights an oil lamp. Rain on the window.\n\nMARA\nHello?\n\n"
        + "EXT. HARBOUR - DAWN\n\nTOM waits beside a boat.\n\nTOM\nShe is gone.\n";

    [Fact]
    public async Task A_frame_is_made_from_the_scene_and_told_whose_picture_is_which()
    {
        var film = await FilmAsync();
        var mara = await AssetAsync(film.Project, "Mara");
        var picture = Given.Picture(film.Project);
        await app.VersionAsync(mara.Subject, picture);
        var page = await film.Client.GetStringAsync($"/Projects/{film.Project}/Scenes");
        Assert.Contains("KITCHEN", page, StringComparison.Ordinal);
        Assert.Contains("Generate 2 missing start frames", page, StringComparison.Ordinal);
        var frame = $"/Projects/{film.Project}/Scenes/{film.Scenes[0]}/Frame?key=scene_start_frame";
        var form = await film.Client.GetStringAsync(frame);
        Assert.Contains("lights an oil lamp", form, StringComparison.Ordinal);
        Assert.DoesNotContain("Hello?", form, StringComparison.Ordinal); // what is said is not seen

        // The built-in cards take no pictures: all of it is words.
        var cast = await app.WithDbAsync(db => Board(db, film));
        var plan = await app.WithAsync<Web.Storyboard.SceneFrames, Web.Storyboard.FramePlan>(async frames =>
            (
                await frames.PlanAsync(
                    film.Branch,
                    cast.Rows,
                    AssetKeys.SceneStartFrame,
                    new ModelInfo("draws", 0.04m, new PictureSizes.Any()) { MaxReferences = 1 },
                    [],
                    TestContext.Current.CancellationToken
                )
            )[0]
        );
        Assert.Equal([picture.Id], plan.Going.Select(g => g.Picture!.MediaId));
        Assert.Contains("Mara as in picture 1", plan.Description, StringComparison.Ordinal);
        Assert.Equal(picture.Id, Assert.Single(plan.Wish("p", "m").References).MediaId);
    }

    [Fact]
    public async Task Who_has_no_picture_stops_the_order_until_somebody_goes_on_without()
    {
        var film = await FilmAsync();
        var frame = $"/Projects/{film.Project}/Scenes/{film.Scenes[0]}/Frame?key=scene_start_frame";
        using (var stopped = await film.Client.PostAsync(frame, Form()))
        {
            Assert.Equal(HttpStatusCode.Conflict, stopped.StatusCode);
            Assert.Contains("no picture yet", await stopped.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(0, await OrderedAsync(film.Scenes[0]));
        using (var sent = await film.Client.PostAsync(frame, Form(("goOn", "true"), ("idempotencyKey", Guid.NewGuid().ToString("N")))))
        {
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        }

        Assert.Equal(1, await OrderedAsync(film.Scenes[0]));
        using (var left = await film.Client.PostAsync($"{frame}&{await EveryoneAsync(film)}", Form()))
        {
            Assert.Equal(HttpStatusCode.OK, left.StatusCode); // everyone is left out
        }

        Assert.Equal(2, await OrderedAsync(film.Scenes[0]));
    }

    [Fact]
    public async Task Missing_frames_are_ordered_once_in_one_batch_and_come_to_their_histories()
    {
        var film = await FilmAsync();
        var address = $"/Projects/{film.Project}/Scenes/Missing?key=scene_start_frame";
        var key = Guid.NewGuid().ToString("N");
        using (var undecided = await film.Client.PostAsync(address, Form(("idempotencyKey", key))))
        {
            Assert.Equal(HttpStatusCode.Conflict, undecided.StatusCode);
        }

        for (var i = 0; i < 2; i++)
        {
            using var sent = await film.Client.PostAsync(address, Form(("lacking", "without"), ("idempotencyKey", key)));
            Assert.True(sent.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity);
        }

        var scenes = film.Scenes;
        var requests = await app.WithDbAsync(db =>
            db.Set<GenerationRequest>().Where(r => r.SubjectId != null && scenes.Contains(r.SubjectId.Value)).AsNoTracking().ToListAsync()
        );
        Assert.Equal(2, requests.Count);
        Assert.All(requests, r => Assert.Equal(AssetKeys.SceneStartFrame, r.AssetKey));
        var batches = await app.WithDbAsync(db =>
        {
            var ids = requests.ConvertAll(r => r.Id);
            return db.Set<Web.Queue.Job>().Where(j => ids.Contains(j.Id)).Select(j => j.BatchId).Distinct().CountAsync();
        });
        Assert.Equal(1, batches);
    }

    [Fact]
    public async Task The_storyboard_asks_as_often_for_a_thousand_scenes_as_for_ten()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var project = await app.ProjectAsync("A film", user.Id);
        var asset = await app.ProjectAssetAsync(project, "Lamp");
        await app.ScenesAsync(asset, 1000);
        var counts = new List<int>();
        foreach (var count in new[] { 10, 1000 })
        {
            app.Queries.Take();
            var board = await app.WithDbAsync(db =>
                Web.Storyboard.Board.LoadAsync(db, Web.Storyboard.Board.Scenes(db, asset.BranchId, null), null, count)
            );
            counts.Add(app.Queries.Take());
            Assert.Equal(count, board.Rows.Count);
            Assert.All(board.Rows, r => Assert.Single(r.Cast));
        }

        Assert.Equal(counts[0], counts[1]);
    }

    private Task<int> OrderedAsync(Guid scene) => app.WithDbAsync(db => db.Set<GenerationRequest>().CountAsync(r => r.SubjectId == scene));

    private async Task<string> EveryoneAsync(Film film)
    {
        var board = await app.WithDbAsync(db => Board(db, film));
        return string.Join('&', board.Rows[0].Cast.Select(c => $"without={c.AssetId}"));
    }

    private static Task<Web.Storyboard.Board> Board(Web.Database.LibraryContext db, Film film) =>
        Web.Storyboard.Board.LoadAsync(db, Web.Storyboard.Board.Scenes(db, film.Branch, null), null, 10);

    private Task<ProjectAsset> AssetAsync(Guid project, string name) =>
        app.WithDbAsync(db => db.Set<ProjectAsset>().SingleAsync(a => a.ProjectId == project && a.Name == name));

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private sealed record Film(HttpClient Client, Guid Project, Guid Branch, List<Guid> Scenes);

    private async Task<Film> FilmAsync()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var api = await app.WithTokenAsync(user);
        var style = (await api.PostedAsync("/api/v1/styles", new { name = "Plain", prompt = "Plain daylight." }))
            .GetProperty("id")
            .GetGuid();
        var made = await api.PostedAsync("/api/v1/projects", new { name = "A film", styleId = style });
        var (project, branch) = (made.GetProperty("id").GetGuid(), made.GetProperty("branchId").GetGuid());
        using var body = new StringContent(Script);
        using var draft = await api.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", body);
        Assert.Equal(HttpStatusCode.Created, draft.StatusCode);
        var scenes = await app.WithDbAsync(db =>
            db.Set<Scene>().Where(s => s.BranchId == branch).OrderBy(s => s.Ordinal).Select(s => s.Id).ToListAsync()
        );
        foreach (
            var (name, type, scene) in new[]
            {
                ("Mara", AssetType.Character, 0),
                ("Kitchen", AssetType.Location, 0),
                ("Tom", AssetType.Character, 1),
            }
        )
        {
            var asset = (
                await api.PostedAsync($"/api/v1/projects/{project}/assets", new { type = type.ToString().ToLowerInvariant(), name })
            )
                .GetProperty("id")
                .GetGuid();
            await app.AddAsync(
                new Appearance
                {
                    ProjectAssetId = asset,
                    SceneId = scenes[scene],
                    ProjectId = project,
                    Count = 1,
                }
            );
        }

        return new(await app.SignInAsync(user.UserName!), project, branch, scenes);
    }
}

public sealed class SqliteStoryboardTests(CountingApp app) : StoryboardContract(app), IClassFixture<CountingApp>;

public sealed class PostgresStoryboardTests(PostgresCountingApp app) : StoryboardContract(app), IClassFixture<PostgresCountingApp>;
