using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Queue;

/// <summary>
/// Does the work of one kind of job. It may be stopped at any moment and begun again, in this process or another: what it
/// saves before its end must be safe to find again, and its end (<see cref="JobRun.SucceedAsync"/>) is saved together with
/// what it made. It throws <see cref="JobFailedException"/> for what it can explain, and obeys <see cref="JobRun.Cancel"/>.
/// </summary>
public interface IJobHandler
{
    string Kind { get; }

    Task RunAsync(JobRun run);
}

/// <summary>
/// A room above that must hear when a job ends without success, and before one runs again by a person's wish: what it reserves for
/// a job is released and reserved again with it. It works in the caller's transaction, and the caller saves.
/// </summary>
public interface IJobWatcher
{
    /// <param name="jobs">As they ended: failed or cancelled.</param>
    Task EndedAsync(IReadOnlyList<Job> jobs);

    /// <returns>Null, or why somebody has to approve it first.</returns>
    Task<string?> AgainAsync(Job job);

    /// <summary>Somebody has approved it.</summary>
    Task ApprovedAsync(Job job);
}

/// <summary>One attempt at a job, in a scope of its own that acts for the person who asked.</summary>
public sealed class JobRun(
    Job job,
    LibraryContext db,
    IServiceScopeFactory scopes,
    Func<CancellationToken, Task> land,
    CancellationToken cancel
)
{
    private long lastReport;

    public Job Job => job;
    public CancellationToken Cancel => cancel;

    /// <summary>
    /// Anyone who was at work elsewhere has finished, and what is left is to put away what came: the next job may take the place among
    /// those that run at once, and in the group.
    /// </summary>
    public Task ReleaseSlotAsync() => land(cancel);

    /// <summary>Shows progress, at most some five times a second; it saves nothing of what the handler has pending.</summary>
    public async Task ReportAsync(int done, int total)
    {
        var now = Environment.TickCount64;
        if (done != total && now - lastReport < 200)
        {
            return;
        }

        lastReport = now;
        await using var scope = scopes.CreateAsyncScope();
        var other = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        await other.WriteAsync(
            async () =>
            {
                await other
                    .Set<Job>()
                    .IgnoreQueryFilters([LibraryContext.Access])
                    .Where(j => j.Id == job.Id && j.LeaseOwner == job.LeaseOwner)
                    .ExecuteUpdateAsync(s => s.SetProperty(j => j.Done, done).SetProperty(j => j.Total, total), cancel);
                other.Announce(Topics.Job, job.Id, job.ProjectId);
            },
            cancel
        );
    }

    /// <summary>Saves what is pending and the job's success as one: refused when another worker has taken over.</summary>
    public async Task SucceedAsync(object? result = null)
    {
        QueueEvents.Tell("succeeding", job.Id);
        job.Succeed(result, db.Now);
        db.Announce(Topics.Job, job.Id, job.ProjectId);
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
