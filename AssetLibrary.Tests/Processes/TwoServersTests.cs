using AssetLibrary.Tests.Services;
using Npgsql;

namespace AssetLibrary.Tests.Processes;

/// <summary>Two processes on one PostgreSQL and one data folder.</summary>
[Trait("Kind", "Process")]
public sealed class TwoServersTests(PostgresServer postgres)
{
    [Fact]
    public async Task Two_servers_share_the_work_and_do_nothing_twice()
    {
        const string Claimed = "AssetLibrary.Queue/claimed";
        const int Pictures = 40;
        var database = postgres.NewDatabase();
        using var studio = await Studios.NewOnPostgresAsync(database);
        await using var first = await RealApp.StartTellingAsync(studio, Claimed);
        await using var second = await RealApp.StartTellingAsync(studio, Claimed);
        var assets = new List<Guid>();
        for (var i = 0; i < Pictures; i++)
        {
            assets.Add(await first.Api.AddAssetAsync($"Crate {i}"));
        }

        await first.Api.DrawAsync([.. assets]);
        var jobs = await second.Api.JobsOverAsync();

        Assert.Equal(Pictures, jobs.Count);
        Assert.All(jobs, job =>
            Assert.Equal(("succeeded", 1), (job.GetProperty("state").GetString(), job.GetProperty("attemptCount").GetInt32()))
        );
        foreach (var asset in assets)
        {
            Assert.Equal(1, Assert.Single(await second.Api.VersionsAsync(asset)).GetProperty("number").GetInt32());
        }

        Assert.NotEmpty(first.Said(Claimed));
        Assert.NotEmpty(second.Said(Claimed));
        Assert.Equal(jobs.Select(j => j.GetProperty("id").GetString()).Order(), first.Said(Claimed).Concat(second.Said(Claimed)).Order());
        Assert.Equal((Pictures, Pictures, Pictures), await CountAsync(database));
        Assert.Equal(
            studio.WholeBlobs().Order(),
            (await first.Api.ItemsAsync("/api/v1/media?limit=200")).Select(m => m.GetProperty("sha256").GetString()!).Distinct().Order()
        );
    }

    [Fact]
    public async Task What_one_server_dies_over_the_other_finishes()
    {
        using var studio = await Studios.NewOnPostgresAsync(postgres.NewDatabase());
        await using var dying = await RealApp.StartKilledAtAsync(studio, "AssetLibrary.Queue/succeeding");
        var asset = await dying.Api.AddAssetAsync("Old harbour");
        await Api.MaybeAsync(() => dying.Api.DrawAsync(asset));
        await dying.KilledAsync();

        await using var other = await RealApp.StartAsync(studio);
        var job = Assert.Single(await other.Api.JobsOverAsync());

        Assert.Equal(("succeeded", 2), (job.GetProperty("state").GetString(), job.GetProperty("attemptCount").GetInt32()));
        Assert.Single(await other.Api.VersionsAsync(asset));
        Assert.Single(await other.Api.ItemsAsync("/api/v1/media"));
        Assert.Single(studio.WholeBlobs());
    }

    private static async Task<(long Requests, long Takes, long Versions)> CountAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT count(*), (SELECT count(*) FROM (SELECT DISTINCT "InputsHash", "Take" FROM "GenerationRequests") t), (SELECT count(*) FROM "AssetVersions")
            FROM "GenerationRequests"
            """;
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }
}
