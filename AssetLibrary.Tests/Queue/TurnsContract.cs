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

    private Lanes Lanes => app.Services.GetRequiredService<Lanes>();

    public async ValueTask InitializeAsync() => await app.WithDbAsync(async db => await db.Set<Job>().ExecuteDeleteAsync() + await db.Set<LaneClosing>().ExecuteDeleteAsync());

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
        Assert.Equal(first, [(await Claims.ClaimAsync(default))!.Value.Job, (await Claims.ClaimAsync(default))!.Value.Job, (await Claims.ClaimAsync(default))!.Value.Job]);
    }

    [Fact]
    public async Task A_full_lane_is_passed_by_and_a_job_that_leaves_makes_room()
    {
        await EnqueueAsync(null, 3, "narrow");
        await EnqueueAsync(null, 2, "picture:nobody");
        var claimed = new List<string?>();
        while (await Claims.ClaimAsync(default) is { } claim)
        {
            Lanes.Enter(claim.Lane);
            claimed.Add(claim.Lane);
        }

        Assert.Equal(["narrow", "picture:nobody", "picture:nobody"], claimed.Order(StringComparer.Ordinal));
        var room = Lanes.NextLeave;
        Lanes.Leave("narrow");
        Assert.True(room.IsCompleted);
        Assert.Equal("narrow", (await Claims.ClaimAsync(default))!.Value.Lane);
        Lanes.Leave("picture:nobody");
        Lanes.Leave("picture:nobody");
    }

    [Fact]
    public async Task A_lane_that_was_asked_to_slow_down_is_closed_for_every_server()
    {
        await EnqueueAsync(null, 1, "picture:busy");
        await app.WithDbAsync(async db =>
        {
            await db.CloseLaneAsync("picture:busy", db.Now.AddMinutes(1));
            await db.CloseLaneAsync("picture:busy", db.Now.AddSeconds(-1));      // a shorter wait changes nothing
            return 0;
        });
        Assert.Null(await Claims.ClaimAsync(default));
        await app.WithDbAsync(db => db.Set<LaneClosing>().ExecuteUpdateAsync(s => s.SetProperty(c => c.Until, DateTimeOffset.UtcNow.AddSeconds(-1))));
        Assert.Equal("picture:busy", (await Claims.ClaimAsync(default))!.Value.Lane);
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
        Assert.Equal(waited, (await Claims.ClaimAsync(default))!.Value.Job);
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

        Assert.Equal(JobState.Waiting, await app.WithDbAsync(db => db.Set<Job>().Where(j => j.Id == later.Id).Select(j => j.State).SingleAsync()));
        var other = await EnqueueAsync(null, 1);
        Assert.Equal(other[0], (await Claims.ClaimAsync(default))!.Value.Job);
        Assert.Null(await Claims.ClaimAsync(default));
    }

    private async Task<List<Guid?>> ClaimAllAsync()
    {
        var order = new List<Guid?>();
        while (await Claims.ClaimAsync(default) is { } claim)
        {
            order.Add(await app.WithDbAsync(db => db.Set<Job>().Where(j => j.Id == claim.Job).Select(j => j.ProjectId).SingleAsync()));
        }

        return order;
    }

    private Task<List<Guid>> EnqueueAsync(Project? project, int count, string? lane = null) => app.WithDbAsync(async db =>
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(db.Enqueue(new Job("none", "A job", project?.Id) { Lane = lane }).Id);
            await db.SaveChangesAsync();
        }

        return ids;
    });

    private async Task<Project> ProjectAsync() => await app.ProjectAsync("A film", (await app.AddUserAsync($"u{Guid.NewGuid():N}")).Id);
}

/// <summary>One job at a time in the lane "narrow".</summary>
internal sealed class NarrowLane : ILaneRule
{
    public int? WidthOf(string lane) => lane == "narrow" ? 1 : null;
}

public class IdleApp : App
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal) { ["Queue:Parallel"] = "0" };

    protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(s => s.AddSingleton<ILaneRule, NarrowLane>());
    }
}

public class IdlePostgresApp(PostgresServer server) : IdleApp
{
    protected override string? Postgres { get; } = server.NewDatabase();
}

public sealed class SqliteTurnsTests(IdleApp app) : TurnsContract(app), IClassFixture<IdleApp>;

public sealed class PostgresTurnsTests(IdlePostgresApp app) : TurnsContract(app), IClassFixture<IdlePostgresApp>;
