using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Queue;

/// <summary>What a person can do to jobs that are in the queue.</summary>
public sealed class JobControl(LibraryContext db, RunningJobs running, IEnumerable<IJobWatcher> watchers)
{
    /// <summary>Waiting jobs end at once; running ones are told to stop. False when all are over already.</summary>
    public async Task<bool> CancelAsync(params IReadOnlyList<Job> jobs)
    {
        var touched = await ChangeAsync(jobs, async fresh =>
        {
            var changed = fresh.Where(j => j.Cancel(db.Now)).ToList();
            var over = changed.Where(j => j.IsOver).ToList();
            await db.SaveChangesAsync(); // watchers read the rows
            foreach (var watcher in over.Count > 0 ? watchers : [])
            {
                await watcher.EndedAsync(over);
            }

            return changed.Count;
        });
        foreach (var job in jobs)
        {
            running.Cancel(job.Id);
        }

        return touched > 0;
    }

    /// <summary>What waits is held back, what runs goes on to its end. Returns how many are held now.</summary>
    public Task<int> PauseAsync(params IReadOnlyList<Job> jobs) => ChangeAsync(jobs, fresh => Task.FromResult(fresh.Count(j => j.Pause())));

    /// <summary>What was to wait for a further try still waits.</summary>
    public Task<int> ResumeAsync(params IReadOnlyList<Job> jobs) =>
        ChangeAsync(jobs, fresh => Task.FromResult(fresh.Count(j => j.Resume())));

    /// <summary>Runs it once more, or parks it where a budget stands against it.</summary>
    /// <exception cref="RefusedException">409 not-over.</exception>
    public async Task RetryAsync(Job job)
    {
        if (!job.MayRetry)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "not-over", "Only failed, cancelled or unknown jobs can be retried.");
        }

        await db.WriteAsync(async () =>
        {
            job.Retry();
            foreach (var watcher in watchers)
            {
                if (await watcher.AgainAsync(job) is { } why)
                {
                    job.Park(why);
                }
            }

            Announce([job]);
        });
    }

    /// <summary>Runs it although a budget stands against it.</summary>
    /// <exception cref="RefusedException">409 not-parked.</exception>
    public async Task ApproveAsync(Job job)
    {
        if (job.State != JobState.Parked)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "not-parked", "This job doesn’t need approval.");
        }

        await db.WriteAsync(async () =>
        {
            job.Approve();
            foreach (var watcher in watchers)
            {
                await watcher.ApprovedAsync(job);
            }

            db.Record("job.approved", job.Id, job.ProjectId, job.Title);
            Announce([job]);
        });
    }

    /// <summary>Hands the rows to the verb as they are now, locked: what the caller has read may be old.</summary>
    private Task<int> ChangeAsync(IReadOnlyList<Job> jobs, Func<List<Job>, Task<int>> verb)
    {
        var ids = jobs.Select(j => j.Id).ToList();
        foreach (var job in jobs)
        {
            db.Entry(job).State = EntityState.Detached;
        }

        return db.WriteAsync(Held.Rows<Job>(ids), async () =>
        {
            Announce(jobs);
            return await verb(await db.Set<Job>().Where(j => ids.Contains(j.Id)).AsTracking().ToListAsync());
        });
    }

    private void Announce(IReadOnlyList<Job> jobs)
    {
        foreach (var job in jobs)
        {
            db.Announce(Topics.Job, job.Id, job.ProjectId);
        }
    }
}
