using System.Collections.Concurrent;
using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Queue;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Queue;

public abstract class QueueContract(QueueApp app)
{
    [Fact]
    public async Task A_job_longer_than_its_lease_runs_once()
    {
        var job = await app.EnqueueAsync("long");
        var done = await app.OverAsync(job);
        Assert.Equal((JobState.Succeeded, 1), (done.State, done.AttemptCount));
        Assert.Equal(1, app.Handler.Runs[job]);
    }

    [Fact]
    public async Task A_temporary_error_is_tried_again_at_most_twice()
    {
        var done = await app.OverAsync(await app.EnqueueAsync("temporary"));
        Assert.Equal((JobState.Failed, 2, ErrorClass.Temporary), (done.State, done.RetryCount, done.ErrorClass!.Value));
        Assert.Equal("The line is busy.", done.Error);
    }

    [Fact]
    public async Task A_final_error_is_not_tried_again()
    {
        var job = await app.EnqueueAsync("final");
        Assert.Equal(
            (JobState.Failed, 0, FailureStage.Verify),
            (await app.OverAsync(job)) is var done ? (done.State, done.RetryCount, done.FailureStage!.Value) : default
        );
        Assert.Equal(1, app.Handler.Runs[job]);
    }

    [Fact]
    public async Task An_unexpected_error_fails_the_job_with_a_sentence_and_the_worker_goes_on()
    {
        var done = await app.OverAsync(await app.EnqueueAsync("broken"));
        Assert.Equal((JobState.Failed, ErrorClass.Internal), (done.State, done.ErrorClass!.Value));
        Assert.DoesNotContain("secret detail", done.Error, StringComparison.Ordinal);
        Assert.Equal(JobState.Succeeded, (await app.OverAsync(await app.EnqueueAsync("quick"))).State);
    }

    [Fact]
    public async Task What_others_said_is_stored_without_what_nobody_should_see()
    {
        var job = await app.EnqueueAsync("foreign");
        Assert.Equal("It says: no such size.", (await app.OverAsync(job)).Error);
        Assert.Equal(1, app.Handler.Runs[job]);
    }

    [Fact]
    public async Task A_failure_that_cannot_be_stored_is_stored_in_plain_words_and_the_job_does_not_run_again()
    {
        var job = await app.EnqueueAsync(UnstorableEnd.Title);
        var done = await app.OverAsync(job);
        Assert.Equal((JobState.Failed, ErrorClass.Broken), (done.State, done.ErrorClass!.Value));
        Assert.Contains("can’t be stored", done.Error, StringComparison.Ordinal);
        Assert.Equal(1, app.Handler.Runs[job]);
    }

    [Fact]
    public async Task A_running_job_is_cancelled_at_once_and_a_waiting_one_never_starts()
    {
        var endless = await app.EnqueueAsync("endless");
        await app.Handler.Started(endless);
        await app.CancelAsync(endless);
        Assert.Equal(JobState.Cancelled, (await app.OverAsync(endless)).State);
        var later = await app.WithDbAsync(async db =>
        {
            var job = db.Enqueue(new Job("test", "quick", null));
            job.Wait(new(FailureStage.Submit, ErrorClass.Temporary, "Later."), db.Now.AddHours(1));
            await db.SaveChangesAsync();
            return job.Id;
        });
        await app.CancelAsync(later);
        Assert.Equal(JobState.Cancelled, (await app.OverAsync(later)).State);
        Assert.False(app.Handler.Runs.ContainsKey(later));
    }

    [Fact]
    public async Task What_a_worker_saves_after_losing_its_lease_is_refused_as_a_whole()
    {
        var job = await app.EnqueueAsync("robbed");
        var done = await app.OverAsync(job);
        Assert.Equal(JobState.Succeeded, done.State);
        Assert.Equal(2, app.Handler.Runs[job]);
        Assert.Equal(1, await app.WithDbAsync(db => db.Set<Batch>().CountAsync(b => b.Name == job.ToString())));
    }

    [Fact]
    public async Task Many_jobs_are_each_done_once()
    {
        var jobs = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            jobs.Add(await app.EnqueueAsync("quick"));
        }

        foreach (var job in jobs)
        {
            Assert.Equal((JobState.Succeeded, 1), (await app.OverAsync(job)) is var done ? (done.State, done.AttemptCount) : default);
            Assert.Equal(1, app.Handler.Runs[job]);
        }
    }
}

public sealed class SqliteQueueTests(QueueApp app) : QueueContract(app), IClassFixture<QueueApp>;

public sealed class PostgresQueueTests(PostgresQueueApp app) : QueueContract(app), IClassFixture<PostgresQueueApp>;

public class QueueApp : App
{
    /// <summary>So much longer than the time between two renewals that a busy machine does not lose it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    public StoryHandler Handler { get; } = new();

    protected override IReadOnlyDictionary<string, string> Settings { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Queue:Lease"] = Lease.ToString(),
            ["Queue:Renew"] = "00:00:00.2",
            ["Queue:Poll"] = "00:00:00.2",
            ["Queue:Backoff"] = "00:00:00.05",
            ["Queue:Parallel"] = "4",
        };

    public Task<Guid> EnqueueAsync(string story) =>
        WithDbAsync(async db =>
        {
            var job = db.Enqueue(new Job("test", story, null));
            await db.SaveChangesAsync();
            return job.Id;
        });

    public async Task CancelAsync(Guid id)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Web.Accounts.CurrentViewer>().WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<Web.Database.LibraryContext>();
        await scope.ServiceProvider.GetRequiredService<JobControl>().CancelAsync(await db.Set<Job>().SingleAsync(j => j.Id == id));
    }

    public Task<Job> OverAsync(Guid id) =>
        Patience.SeeAsync(() => WithDbAsync(db => db.Set<Job>().AsNoTracking().SingleAsync(j => j.Id == id)), job => job.IsOver);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(s =>
            s.AddScoped<IJobHandler>(p => new StoryJob(Handler, p.GetRequiredService<Web.Database.LibraryContext>()))
                .AddScoped<IJobWatcher, UnstorableEnd>()
        );
    }

    private sealed class StoryJob(StoryHandler handler, Web.Database.LibraryContext db) : IJobHandler
    {
        public string Kind => "test";

        public Task RunAsync(JobRun run) => handler.RunAsync(run, db);
    }
}

/// <summary>Stands for a database that refuses what was said.</summary>
internal sealed class UnstorableEnd : IJobWatcher
{
    public const string Title = "unstorable";

    public Task EndedAsync(IReadOnlyList<Job> jobs) =>
        jobs.Any(j => j.Title == Title && j.Error == StoryHandler.Refused)
            ? throw new InvalidOperationException("No database stores this.")
            : Task.CompletedTask;

    public Task<string?> AgainAsync(Job job) => Task.FromResult<string?>(null);

    public Task ApprovedAsync(Job job) => Task.CompletedTask;
}

public sealed class PostgresQueueApp(PostgresServer server) : QueueApp
{
    protected override string? Postgres { get; } = server.NewLibrary();
}

/// <summary>A job does what its title says.</summary>
public sealed class StoryHandler
{
    public const string Refused = "That cannot be saved.";

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> started = new();

    public ConcurrentDictionary<Guid, int> Runs { get; } = new();

    public Task Started(Guid job) => started.GetOrAdd(job, _ => new()).Task.WaitAsync(Patience.Limit);

    internal async Task RunAsync(JobRun run, Web.Database.LibraryContext db)
    {
        var times = Runs.AddOrUpdate(run.Job.Id, 1, (_, n) => n + 1);
        started.GetOrAdd(run.Job.Id, _ => new()).TrySetResult();
        switch (run.Job.Title)
        {
            case "long":
                // Until the lease with which it began would have run out.
                var begun = db.Now;
                await Patience.UntilAsync(() => db.Now > begun + QueueApp.Lease);
                break;
            case "endless":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, run.Cancel);
                break;
            case "temporary":
                throw new JobFailedException(new(FailureStage.Submit, ErrorClass.Temporary, "The line is busy."));
            case "final":
                throw new JobFailedException(new(FailureStage.Verify, ErrorClass.Broken, "That is no picture."));
            case "foreign":
                throw new JobFailedException(
                    new(FailureStage.Verify, ErrorClass.Broken, "It says: \0no\u202E such\u001b[31m size\ud83d.\0")
                );
            case UnstorableEnd.Title:
                throw new JobFailedException(new(FailureStage.Verify, ErrorClass.Broken, Refused));
            case "broken":
                throw new InvalidOperationException("secret detail");
            case "robbed":
                db.Add(new Batch { Name = run.Job.Id.ToString() });
                if (times == 1)
                {
                    // As if the lease had run out and another worker had claimed the row.
                    await db.Set<Job>()
                        .Where(j => j.Id == run.Job.Id)
                        .ExecuteUpdateAsync(
                            s => s.SetProperty(j => j.LeaseOwner, Guid.NewGuid()).SetProperty(j => j.LeaseUntil, db.Now.AddSeconds(-1)),
                            CancellationToken.None
                        );
                }

                await run.SucceedAsync();
                break;
        }
    }
}
