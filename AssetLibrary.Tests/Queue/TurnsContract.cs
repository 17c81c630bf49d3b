using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Queue;

/// <summary>Whose turn it is, and which lanes are passed by. Nobody works here: the test claims.</summary>
public abstract class TurnsContract(App app) : IAsyncLifetime
{
    private JobClaims Claims => app.Services.GetRequiredService<JobClaims>();

    private ConcurrencyGroups ConcurrencyGroups => app.Services.GetRequiredService<ConcurrencyGroups>();

    public async ValueTask InitializeAsync() =>
        await app.WithDbAsync(async db => await db.Set<Job>().ExecuteDeleteAsync() + await db.Set<ClosedGroup>().ExecuteDeleteAsync());

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_project_has_its_turn_however_many_jobs_another_has_put_in_line_before()
    {
        var (one, two) = (await ProjectAsync(), await ProjectAsync());
        await EnqueueAsync(one, 6);
        await EnqueueAsync(two, 2);
        await EnqueueAsync(null, 2);
        var order = await ClaimAllAsync();
        Assert.Equal(10, order.Count);
        Assert.Equal(3, order.Take(3).Distinct().Count());
        Assert.Equal(3, order.Skip(3).Take(3).Distinct().Count());
        Assert.All(order.Skip(6), p => Assert.Equal(one.Id, p));
    }

    [Fact]
    public async Task Jobs_of_one_project_go_by_priority_and_then_by_age()
    {
        var project = await ProjectAsync();
        var first = await EnqueueAsync(project, 3);
        Assert.Equal(first, [(await OneAsync())!.Value.Job, (await OneAsync())!.Value.Job, (await OneAsync())!.Value.Job]);
    }

    [Fact]
    public async Task A_full_lane_is_passed_by_and_a_job_that_leaves_makes_room()
    {
        await EnqueueAsync(null, 3, "narrow");
        await EnqueueAsync(null, 2, "picture:nobody");
        var claimed = new List<string?>();
        while (await OneAsync() is { } claim)
        {
            claimed.Add(claim.ConcurrencyGroup);
        }

        Assert.Equal(["narrow", "picture:nobody", "picture:nobody"], claimed.Order(StringComparer.Ordinal));
        var room = ConcurrencyGroups.NextLeave;
        ConcurrencyGroups.Leave("narrow");
        Assert.True(room.IsCompleted);
        Assert.Equal("narrow", (await OneAsync())!.Value.ConcurrencyGroup);
        ConcurrencyGroups.Leave("narrow");
        ConcurrencyGroups.Leave("picture:nobody");
        ConcurrencyGroups.Leave("picture:nobody");
    }

    [Fact]
    public async Task A_lane_that_was_asked_to_slow_down_is_closed_for_every_server()
    {
        await EnqueueAsync(null, 1, "picture:busy");
        await app.WithDbAsync(async db =>
        {
            await db.CloseGroupAsync("picture:busy", db.Now.AddMinutes(1));
            await db.CloseGroupAsync("picture:busy", db.Now.AddSeconds(-1)); // a shorter wait changes nothing
            return 0;
        });
        Assert.Null(await OneAsync());
        await app.WithDbAsync(db => db.Set<ClosedGroup>().ExecuteUpdateAsync(s => s.SetProperty(c => c.Until, app.Now.AddSeconds(-1))));
        Assert.Equal("picture:busy", (await OneAsync())!.Value.ConcurrencyGroup);
    }

    [Fact]
    public async Task What_has_waited_for_a_further_try_goes_first()
    {
        await EnqueueAsync(await ProjectAsync(), 2);
        var waited = await app.WithDbAsync(async db =>
        {
            var job = db.Enqueue(new Job("none", "again", null));
            job.Wait(new(FailureStage.Submit, ErrorClass.Temporary, "Busy."), db.Now.AddSeconds(-1));
            await db.SaveChangesAsync();
            return job.Id;
        });
        Assert.Equal(waited, (await OneAsync())!.Value.Job);
    }

    [Fact]
    public async Task What_waits_is_paused_and_resumed_and_waits_still_without_holding_up_others()
    {
        var project = await ProjectAsync();
        var later = await app.WithDbAsync(async db =>
        {
            var job = db.Enqueue(new Job("none", "later", project.Id));
            job.Wait(new(FailureStage.Submit, ErrorClass.RateLimit, "Later."), db.Now.AddHours(1));
            await db.SaveChangesAsync();
            return job;
        });
        await using (var scope = app.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Web.Accounts.CurrentViewer>().WorkFor(null);
            var control = scope.ServiceProvider.GetRequiredService<JobControl>();
            Assert.Equal(1, await control.PauseAsync(later));
            Assert.Equal(1, await control.ResumeAsync(later));
        }

        Assert.Equal(
            JobState.Waiting,
            await app.WithDbAsync(db => db.Set<Job>().Where(j => j.Id == later.Id).Select(j => j.State).SingleAsync())
        );
        var other = await EnqueueAsync(null, 1);
        Assert.Equal(other[0], (await OneAsync())!.Value.Job);
        Assert.Null(await OneAsync());
    }

    [Fact]
    public async Task Several_are_claimed_at_once_in_the_same_order_and_within_their_lanes()
    {
        var (one, two) = (await ProjectAsync(), await ProjectAsync());
        await EnqueueAsync(one, 3);
        await EnqueueAsync(two, 3);
        await EnqueueAsync(null, 3, "narrow");
        var claims = await Claims.ClaimAsync(5, CancellationToken.None);
        Assert.Equal(5, claims.Count);
        Assert.Equal(5, claims.Select(c => c.Lease).Distinct().Count());
        Assert.Single(claims, c => c.ConcurrencyGroup == "narrow");
        var jobs = claims.Select(c => c.Job).ToList();
        var running = await app.WithDbAsync(db => db.Set<Job>().Where(j => jobs.Contains(j.Id)).ToListAsync());
        Assert.All(running, j => Assert.Equal((JobState.Running, 1), (j.State, j.AttemptCount)));
        Assert.All(claims, c => Assert.Equal(c.Lease, running.Single(j => j.Id == c.Job).LeaseOwner));
        Assert.Equal([2, 2], running.Where(j => j.ProjectId != null).GroupBy(j => j.ProjectId).Select(g => g.Count()));
        Assert.Equal(2, (await Claims.ClaimAsync(100, CancellationToken.None)).Count); // the narrow group is full
        ConcurrencyGroups.Leave("narrow");
    }

    private async Task<Claim?> OneAsync() => await Claims.ClaimAsync(1, CancellationToken.None) is [var claim] ? claim : null;

    private async Task<List<Guid?>> ClaimAllAsync()
    {
        var order = new List<Guid?>();
        while (await OneAsync() is { } claim)
        {
            order.Add(await app.WithDbAsync(db => db.Set<Job>().Where(j => j.Id == claim.Job).Select(j => j.ProjectId).SingleAsync()));
        }

        return order;
    }

    private Task<List<Guid>> EnqueueAsync(Project? project, int count, string? group = null) =>
        app.WithDbAsync(async db =>
        {
            var ids = new List<Guid>();
            for (var i = 0; i < count; i++)
            {
                ids.Add(db.Enqueue(new Job("none", "A job", project?.Id) { ConcurrencyGroup = group }).Id);
                await db.SaveChangesAsync();
            }

            return ids;
        });

    private async Task<Project> ProjectAsync() => await app.ProjectAsync("A film", (await app.AddUserAsync($"u{Guid.NewGuid():N}")).Id);
}

/// <summary>One job at a time in the group "narrow".</summary>
internal sealed class NarrowLane : IConcurrencyRule
{
    public int? WidthOf(string group) => group == "narrow" ? 1 : null;
}

public class IdleApp : App
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Queue:Parallel"] = "0" };

    protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(s => s.AddSingleton<IConcurrencyRule, NarrowLane>());
    }
}

public class IdlePostgresApp(PostgresServer server) : IdleApp
{
    protected override string? Postgres { get; } = server.NewLibrary();
}

public sealed class SqliteTurnsTests(IdleApp app) : TurnsContract(app), IClassFixture<IdleApp>;

public sealed class PostgresTurnsTests(IdlePostgresApp app) : TurnsContract(app), IClassFixture<IdlePostgresApp>;
