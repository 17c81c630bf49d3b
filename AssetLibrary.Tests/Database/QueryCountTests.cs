using AssetLibrary.Web.Names;

namespace AssetLibrary.Tests.Database;

public abstract class QueryCountContract(CountingApp app)
{
    [Fact]
    public async Task A_list_asks_the_database_as_often_for_many_rows_as_for_few()
    {
        var ann = await app.AddUserAsync("ann", Web.Database.Role.Admin);
        var project = await app.ProjectAsync("A film", ann.Id);
        var client = await app.SignInAsync("ann");
        string[] pages =
        [
            "/Library",
            "/Library?q=lamp&sort=name",
            "/Library?q=lamp&type=prop",
            "/Library/Tags",
            "/api/v1/tags",
            "/Projects",
            "/Gallery",
            $"/Gallery?unsorted=true&tag=lamp&rating=1&project={project.Id}",
            "/Gallery/Trash",
            "/Chat",
            "/Visualize",
            "/Gallery/Link",
            "/Jobs",
            $"/Projects/{project.Id}",
            $"/Projects/{project.Id}/Inbox",
            $"/Projects/{project.Id}/Settings",
            $"/Projects/{project.Id}/Script",
            $"/Projects/{project.Id}/Branches",
            "/Admin",
            "/Admin/Costs",
            "/Jobs?state=failed",
            $"/Projects/{project.Id}/Assets?sync=instep&picture=has&sort=scenes&kind=character&tier=ask",
            $"/Projects/{project.Id}/Casting",
            $"/Projects/{project.Id}/Scenes",
            $"/Projects/{project.Id}/Scenes/Missing",
            $"/Projects/{project.Id}/Breakdown",
            "/api/v1/library",
            "/api/v1/projects",
            "/api/v1/media",
            "/api/v1/jobs?state=failed",
            $"/api/v1/projects/{project.Id}/assets",
            $"/api/v1/projects/{project.Id}/best",
            $"/api/v1/projects/{project.Id}/candidates",
        ];
        await AddAsync(project, 2);
        var few = await CountAsync(client, pages);
        await AddAsync(project, 40);
        var many = await CountAsync(client, pages);
        Assert.Empty(few.Where(p => many[p.Key] != p.Value).Select(p => $"{p.Key}: {p.Value}, then {many[p.Key]}"));
        Assert.All(many, p => Assert.True(p.Value <= 26, $"{p.Key}: {p.Value} queries"));
    }

    private async Task AddAsync(Web.Projects.Project project, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var asset = await app.LibraryAssetAsync($"Lamp {i}", (AssetType)(i % 3));
            await app.VersionAsync(asset.Subject, Given.Picture());
            var mine = await app.ProjectAssetAsync(project, $"Lamp {i}");
            await app.VersionAsync(mine.Subject, Given.Picture(project.Id));
            await app.CandidateAsync(project, $"Person {i}");
            await app.JobAsync(project.Id);
            await app.ConversationAsync(project);
            await app.AddUserAsync($"person{Guid.NewGuid():N}");
        }
    }

    private async Task<Dictionary<string, int>> CountAsync(HttpClient client, string[] pages)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            await client.GetStringAsync(page);
            // What is kept for a second may run out while one of them is measured: the least is what the page itself asks.
            var least = int.MaxValue;
            for (var i = 0; i < 3; i++)
            {
                app.Queries.Take();
                await client.GetStringAsync(page);
                least = Math.Min(least, app.Queries.Take());
            }

            counts[page] = least;
        }

        return counts;
    }
}

public sealed class SqliteQueryCountTests(CountingApp app) : QueryCountContract(app), IClassFixture<CountingApp>;

public sealed class PostgresQueryCountTests(PostgresCountingApp app) : QueryCountContract(app), IClassFixture<PostgresCountingApp>;
