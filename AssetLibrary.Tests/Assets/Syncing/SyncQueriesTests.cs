using System.Data.Common;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Tests.Database;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Assets.Syncing;

/// <summary>How an asset stands to the library costs the same number of queries for one and for a thousand.</summary>
public abstract class SyncQueriesContract(CountingApp app)
{
    [Fact]
    public async Task The_status_of_a_thousand_assets_takes_no_more_than_three_queries()
    {
        var user = await app.AddUserAsync($"u{Guid.NewGuid():N}");
        var client = await app.WithTokenAsync(user);
        var counts = new List<int>();
        foreach (var many in new[] { 1, 1000 })
        {
            var project = await app.ProjectAsync("A film", user.Id);
            await FillAsync(project, many);
            await client.GetStringAsync($"/api/v1/projects/{project.Id}/assets/sync-status"); // tokens and the like are looked up once
            app.Queries.Take();
            var items = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets/sync-status")).GetProperty(
                "items"
            );
            counts.Add(app.Queries.Take());
            Assert.Equal(many, items.GetArrayLength());
            Assert.All(items.EnumerateArray(), i => Assert.Equal("libraryAhead", i.GetProperty("syncState").GetString()));
        }

        Assert.Equal(counts[0], counts[1]);
        // Token, project and branch are asked for by every address; what is left is the status.
        Assert.InRange(counts[1], 1, 3 + 3);
    }

    private async Task FillAsync(Project project, int many) =>
        await app.WithDbAsync(async db =>
        {
            var branch = await db.Set<Branch>().IgnoreQueryFilters().Where(b => b.ProjectId == project.Id).Select(b => b.Id).SingleAsync();
            for (var i = 0; i < many; i++)
            {
                var library = LibraryAsset.Make(db, AssetType.Prop, $"Thing {i}", [], "Old.");
                ProjectAsset.Make(db, project.Id, branch, AssetType.Prop, library.Name, [], "Old.").Link(library, db.Now);
                library.Describe(library.Name, [], "New.");
            }

            return await db.SaveChangesAsync();
        });
}

public sealed class SqliteSyncQueriesTests(CountingApp app) : SyncQueriesContract(app), IClassFixture<CountingApp>;

public sealed class PostgresSyncQueriesTests(PostgresCountingApp app) : SyncQueriesContract(app), IClassFixture<PostgresCountingApp>;

/// <summary>A clone that breaks off before its picture is in the project's history leaves nothing behind.</summary>
public sealed class BrokenCloneTests(BrokenCloneTests.FailingApp app) : IClassFixture<BrokenCloneTests.FailingApp>
{
    [Fact]
    public async Task It_is_all_or_nothing()
    {
        var user = await app.AddUserAsync("ann");
        var client = await app.WithTokenAsync(user);
        var project = await app.ProjectAsync("A film", user.Id);
        var library = await app.LibraryAssetAsync("Mara", AssetType.Character, "Tall.");
        await app.VersionAsync(library.Subject, Given.Picture());
        app.Fault.On = true;
        using var answer = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assets/clone", new { libraryAssetId = library.Id });
        app.Fault.On = false;
        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(
            0,
            (await client.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{project.Id}/assets")).GetProperty("items").GetArrayLength()
        );
        Assert.Equal(
            0,
            await app.WithDbAsync(db => db.Set<Subject>().IgnoreQueryFilters().CountAsync(s => s.Type == SubjectType.ProjectAsset))
        );
        using var again = await client.PostAsJsonAsync($"/api/v1/projects/{project.Id}/assets/clone", new { libraryAssetId = library.Id });
        Assert.True(again.IsSuccessStatusCode);
    }

    public sealed class FailingApp : App
    {
        public FaultyHistories Fault { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(s => s.AddSingleton<IInterceptor>(Fault));
        }
    }

    public sealed class FaultyHistories : DbCommandInterceptor
    {
        public bool On { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        ) =>
            On && command.CommandText.Contains("INSERT INTO \"Histories\"", StringComparison.Ordinal)
                ? throw new IOException("The disk went away.")
                : base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
