using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Queue;

/// <summary>What a person can do to jobs that stand in the queue.</summary>
public sealed class JobControl(LibraryContext db, RunningJobs running, IEnumerable<IJobWatcher> watchers)
{
    /// <summary>Waiting jobs end at once; running ones are told to stop. False when all are over already.</summary>
    public async Task<bool> CancelAsync(params IReadOnlyList<Job> jobs)
    {
        var now = db.Now;
        var ids = jobs.Select(j => j.Id).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var mine = db.Set<Job>().Where(j => ids.Contains(j.Id));
        var ended = await mine.Where(j => j.State != JobState.Running && j.State != JobState.Succeeded && j.State != JobState.Failed && j.State != JobState.Cancelled)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.State, JobState.Cancelled).SetProperty(j => j.ErrorClass, ErrorClass.Cancelled).SetProperty(j => j.Error, "Cancelled.").SetProperty(j => j.EndedAt, now));
        var asked = await mine.Where(j => j.State == JobState.Running).ExecuteUpdateAsync(s => s.SetProperty(j => j.CancelAsked, true));
        if (ended > 0)
        {
            var over = await mine.AsNoTracking().Where(j => j.State == JobState.Cancelled).ToListAsync();
            foreach (var watcher in watchers)
            {
                await watcher.EndedAsync(over);
            }
        }

        await SaveAsync(jobs);
        await transaction.CommitAsync();
        ids.ForEach(running.Cancel);
        return ended + asked > 0;
    }

    /// <summary>What waits is held back, what runs goes on to its end. Returns how many are held now.</summary>
    public Task<int> PauseAsync(params IReadOnlyList<Job> jobs) => TurnAsync(jobs, [JobState.Queued, JobState.Waiting], JobState.Paused);

    /// <summary>What was to wait for a further try still waits.</summary>
    public Task<int> ResumeAsync(params IReadOnlyList<Job> jobs) => TurnAsync(jobs, [JobState.Paused], JobState.Queued);

    /// <summary>Runs it once more, or parks it where a budget stands against it.</summary>
    /// <exception cref="RefusedException">409 not-over.</exception>
    public async Task RetryAsync(Job job)
    {
        if (!job.MayRetry)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "not-over", "Only a job that failed, was cancelled or is unsure can be tried again.");
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        job.Retry();
        foreach (var watcher in watchers)
        {
            if (await watcher.AgainAsync(job) is { } why)
            {
                job.Park(why);
            }
        }

        await SaveAsync([job]);
        await transaction.CommitAsync();
    }

    /// <summary>Runs it although a budget stands against it.</summary>
    /// <exception cref="RefusedException">409 not-parked.</exception>
    public async Task ApproveAsync(Job job)
    {
        if (job.State != JobState.Parked)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "not-parked", "This job waits for no approval.");
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        job.Approve();
        foreach (var watcher in watchers)
        {
            await watcher.ApprovedAsync(job);
        }

        db.Record("job.approved", job.Id, job.ProjectId, job.Title);
        await SaveAsync([job]);
        await transaction.CommitAsync();
    }

    private async Task<int> TurnAsync(IReadOnlyList<Job> jobs, JobState[] from, JobState to)
    {
        var ids = jobs.Select(j => j.Id).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var turned = await db.Set<Job>().Where(j => ids.Contains(j.Id) && from.Contains(j.State)).ExecuteUpdateAsync(s => s.SetProperty(j => j.State, j => to == JobState.Queued && j.NotBefore != null ? JobState.Waiting : to));
        await SaveAsync(jobs);
        await transaction.CommitAsync();
        return turned;
    }

    private Task<int> SaveAsync(IReadOnlyList<Job> jobs)
    {
        foreach (var job in jobs)
        {
            db.Announce(Topics.Job, job.Id, job.ProjectId);
        }

        return db.SaveChangesAsync();
    }
}
