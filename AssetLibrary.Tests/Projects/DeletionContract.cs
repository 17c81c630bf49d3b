using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Projects.Deletion;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Projects;

/// <summary>Projects, branches and drafts that go: with all that is theirs, and nothing else.</summary>
public abstract class DeletionContract(App app)
{
    private const string Script =
        "INT. KITCHEN - NIGHT\n\nMARA, 30s, lights an oil lamp.\n\nMARA\nHello?\n\nEXT. HARBOUR - DAWN\n\nTOM\nShe is gone.\n";

    [Fact]
    public async Task A_deleted_project_leaves_nothing_but_its_costs_and_what_others_use()
    {
        var (client, admin, project) = await FilmAsync();
        await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });
        var asset = await app.WithDbAsync(db => db.Set<ProjectAsset>().FirstAsync(a => a.ProjectId == project));
        var (own, shared) = (Given.Picture(project), Given.Picture(project));
        await app.VersionAsync(asset.Subject, own);
        await app.VersionAsync(asset.Subject, shared);
        var library = await app.LibraryAssetAsync($"Mara {Guid.NewGuid():N}", AssetType.Character);
        await app.VersionAsync(library.Subject, shared);
        await app.WithDbAsync(async db =>
        {
            db.Add(
                new CostEntry
                {
                    At = db.Now,
                    ProjectId = project,
                    Provider = "someone",
                    Model = "model",
                    MicroUsd = 40_000,
                    Basis = CostBasis.Price,
                }
            );
            return await db.SaveChangesAsync();
        });
        using (var other = await admin.DeleteAsync($"/api/v1/projects/{project}?name=Another"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        }

        using (var editor = await client.DeleteAsync($"/api/v1/projects/{project}?name=A%20film"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, editor.StatusCode);
        }

        using (var gone = await admin.DeleteAsync($"/api/v1/projects/{project}?name=a%20film"))
        {
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        }

        using (var page = await admin.GetAsync($"/api/v1/projects/{project}/assets"))
        {
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        }

        await using (var scope = app.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Web.Accounts.CurrentViewer>().WorkFor(null);
            await scope.ServiceProvider.GetRequiredService<ProjectDeletion>().PurgeAsync();
        }

        await app.WithDbAsync(async db =>
        {
            foreach (var type in db.Model.GetEntityTypes().Where(t => typeof(IOfProject).IsAssignableFrom(t.ClrType) && !t.IsOwned()))
            {
                var left = await LeftAsync(db, type.ClrType, project);
                Assert.True(left == 0 || typeof(IOutlivesProject).IsAssignableFrom(type.ClrType), $"{left} of {type.ClrType.Name}");
            }

            Assert.Equal(40_000, (await db.Set<CostEntry>().SingleAsync(e => e.ProjectId == project)).MicroUsd);
            Assert.Null(await db.Set<MediaItem>().SingleOrDefaultAsync(m => m.Id == own.Id));
            Assert.Null((await db.Set<MediaItem>().SingleAsync(m => m.Id == shared.Id)).ProjectId);
            return 0;
        });
    }

    [Fact]
    public async Task A_project_with_unfinished_jobs_is_not_deleted()
    {
        var (_, admin, project) = await FilmAsync();
        await app.JobAsync(project, state: JobState.Parked);
        using var refused = await admin.DeleteAsync($"/api/v1/projects/{project}?name=A%20film");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("1 job is not finished", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var page = await admin.GetAsync($"/api/v1/projects/{project}/assets");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task A_branch_goes_with_its_scenes_and_assets_and_main_stays_as_it_was()
    {
        var (client, _, project) = await FilmAsync();
        await client.PostedAsync($"/api/v1/projects/{project}/candidates/accept", new { all = true });
        var main = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project}/branches"))
            .GetProperty("items")[0]
            .GetProperty("id")
            .GetGuid();
        var branch = (await client.PostedAsync($"/api/v1/projects/{project}/branches", new { name = "Other", fromBranchId = main }))
            .GetProperty("id")
            .GetGuid();
        var before = await CountsAsync(main);
        using (var kept = await client.DeleteAsync($"/api/v1/projects/{project}/branches/{main}"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, kept.StatusCode);
        }

        using (var gone = await client.DeleteAsync($"/api/v1/projects/{project}/branches/{branch}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        }

        Assert.Equal((0, 0, 0), await CountsAsync(branch));
        Assert.Equal(before, await CountsAsync(main));
    }

    [Fact]
    public async Task The_latest_draft_can_be_taken_back_until_it_is_extracted()
    {
        var (client, _, project) = await FilmAsync();
        var before = await ScenesAsync(project);
        await ImportAsync(
            client,
            project,
            Script.Replace("INT. KITCHEN", "INT. CELLAR", StringComparison.Ordinal) + "\nINT. MILL - DAY\n\nCorn.\n"
        );
        Assert.NotEqual(before, await ScenesAsync(project));
        using (var older = await client.DeleteAsync($"/api/v1/projects/{project}/drafts/1"))
        {
            Assert.Equal(HttpStatusCode.Conflict, older.StatusCode);
        }

        using (var gone = await client.DeleteAsync($"/api/v1/projects/{project}/drafts/2"))
        {
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        }

        Assert.Equal(before, await ScenesAsync(project));
        using (var extracted = await client.DeleteAsync($"/api/v1/projects/{project}/drafts/1"))
        {
            Assert.Equal(HttpStatusCode.Conflict, extracted.StatusCode);
            Assert.Contains("was extracted", await extracted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var renamed = await client.PatchAsJsonAsync($"/api/v1/projects/{project}/drafts/1", new { fileName = "White draft" });
        Assert.Equal("White draft", (await renamed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("fileName").GetString());
    }

    private static async Task<int> LeftAsync(LibraryContext db, Type type, Guid project)
    {
        var count = typeof(DeletionContract)
            .GetMethod(nameof(CountAsync), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .MakeGenericMethod(type);
        return await (Task<int>)count.Invoke(null, [db, project])!;
    }

    private static Task<int> CountAsync<T>(LibraryContext db, Guid project)
        where T : class, IOfProject => db.Set<T>().IgnoreQueryFilters().CountAsync(r => r.ProjectId == project);

    private Task<(int, int, int)> CountsAsync(Guid branch) =>
        app.WithDbAsync(async db =>
            (
                await db.Set<Draft>().CountAsync(d => d.BranchId == branch),
                await db.Set<Scene>().CountAsync(s => s.BranchId == branch),
                await db.Set<ProjectAsset>().CountAsync(a => a.BranchId == branch)
            )
        );

    private Task<string> ScenesAsync(Guid project) =>
        app.WithDbAsync(async db =>
            string.Join(
                '\n',
                (await db.Set<Scene>().Where(s => s.ProjectId == project).OrderBy(s => s.Ordinal).ThenBy(s => s.Id).ToListAsync()).Select(
                    s =>
                        $"{s.Id} {s.Ordinal} {s.Number} {s.Heading} {s.IntExt} {s.Location} {s.TimeOfDay} {string.Join(',', s.Characters)} {s.FirstDraft} {s.LastDraft}"
                )
            )
        );

    private async Task<(HttpClient Client, HttpClient Admin, Guid Project)> FilmAsync()
    {
        var client = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}"));
        var admin = await app.WithTokenAsync(await app.AddUserAsync($"u{Guid.NewGuid():N}", Role.Admin));
        var style = (
            await client.PostedAsync(
                "/api/v1/styles",
                new
                {
                    name = "Plain",
                    prompt = "Plain daylight.",
                    palette = new[] { "#aabbcc" },
                }
            )
        ).GetProperty("id").GetGuid();
        var project = (await client.PostedAsync("/api/v1/projects", new { name = "A film", styleId = style })).GetProperty("id").GetGuid();
        await ImportAsync(client, project, Script);
        var job = (await client.PostedAsync($"/api/v1/projects/{project}/extractions", new { extractor = "built-in" }))
            .GetProperty("jobId")
            .GetString();
        await client.FinishedAsync($"/api/v1/jobs/{job}");
        return (client, admin, project);
    }

    private static async Task ImportAsync(HttpClient client, Guid project, string script)
    {
        using var body = new StringContent(script);
        using var draft = await client.PostAsync($"/api/v1/projects/{project}/drafts?fileName=a.fountain", body);
        Assert.Equal(HttpStatusCode.Created, draft.StatusCode);
    }
}

public sealed class SqliteDeletionTests(App app) : DeletionContract(app), IClassFixture<App>;

public sealed class PostgresDeletionTests(PostgresApp app) : DeletionContract(app), IClassFixture<PostgresApp>;
