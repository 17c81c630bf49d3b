using System.Net;
using AssetLibrary.Tests.Database;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;

namespace AssetLibrary.Tests.Scripts;

public abstract class DraftQueriesContract(CountingApp app)
{
    [Fact]
    public async Task Pages_of_drafts_ask_as_often_for_many_scenes_and_assets_as_for_few()
    {
        var ann = await app.AddUserAsync("ann");
        using var browser = await app.SignInAsync("ann");
        var few = await CountAsync(browser, await FilmAsync(ann, 3));
        var many = await CountAsync(browser, await FilmAsync(ann, 40));
        Assert.Equal(few, many);
        Assert.All(many, count => Assert.True(count <= 20, $"{count} queries"));
    }

    private async Task<Project> FilmAsync(User user, int size)
    {
        var project = await app.ProjectAsync("A film", user.Id);
        using var client = await app.WithTokenAsync(user);
        foreach (var first in new[] { 0, size / 2 })
        {
            var script = string.Concat(
                Enumerable
                    .Range(first, size)
                    .Select(i => $"INT. ROOM {i} - DAY\n\nBeat {i} of {first}.\n\nPERSON {i + first}\nLine {i}.\n\n")
            );
            using var answer = await client.PostAsync(
                $"/api/v1/projects/{project.Id}/drafts?fileName=a.fountain",
                new StringContent(script)
            );
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        for (var i = 0; i < size; i++)
        {
            var asset = await app.ProjectAssetAsync(project, $"Person {i}", AssetType.Character);
            await app.VersionAsync(asset.Subject, Given.Picture(project.Id));
        }

        return project;
    }

    private async Task<List<int>> CountAsync(HttpClient browser, Project project)
    {
        var counts = new List<int>();
        foreach (var page in new[] { "Changes", "Drafts/Diff", "Script", "Script?draft=1", "Branches" })
        {
            await browser.GetStringAsync($"/Projects/{project.Id}/{page}");
            app.Queries.Take();
            await browser.GetStringAsync($"/Projects/{project.Id}/{page}");
            counts.Add(app.Queries.Take());
        }

        return counts;
    }
}

public sealed class SqliteDraftQueriesTests(CountingApp app) : DraftQueriesContract(app), IClassFixture<CountingApp>;

public sealed class PostgresDraftQueriesTests(PostgresCountingApp app) : DraftQueriesContract(app), IClassFixture<PostgresCountingApp>;
