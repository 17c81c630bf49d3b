using System.Collections.Concurrent;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Queue;

/// <summary>Claims jobs and runs them, several at once. The bell only wakes it; the rows say what there is to do.</summary>
internal sealed partial class Worker(
    IServiceScopeFactory scopes,
    JobClaims claims,
    ConcurrencyGroups groups,
    RunningJobs running,
    LiveBell bell,
    QueueOptions options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    LogThrottle throttle,
    ILogger<Worker> logger
) : BackgroundService
{
    private const string Untold = "The job failed, but the error message can’t be stored. See the log.";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before the server listens: the first touch of EF would delay the start.
        var started = new TaskCompletionSource();
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        using var slots = new SemaphoreSlim(options.Parallel);
        using var landings = new SemaphoreSlim(Math.Max(1, options.Parallel));
        var runs = new ConcurrentDictionary<Task, byte>();
        while (options.Parallel > 0 && !stoppingToken.IsCancellationRequested)
        {
            var (ring, leave) = (bell.NextRing, groups.NextLeave);
            await slots.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                break;
            }

            // As many as there are places now: one look and one commit for all of them.
            var places = 1;
            while (slots.Wait(0, CancellationToken.None))
            {
                places++;
            }

            var mine = await TryClaimAsync(places, stoppingToken);
            if (places > mine.Count)
            {
                slots.Release(places - mine.Count);
            }

            foreach (var claim in mine)
            {
                var place = new Place(slots, landings, groups, claim.ConcurrencyGroup);
                var run = Task.Run(() => RunAsync(claim.Job, claim.Lease, place, stoppingToken), CancellationToken.None);
                runs.TryAdd(run, 0);
                _ = run.ContinueWith(
                    t =>
                    {
                        runs.TryRemove(t, out _);
                        place.Leave();
                    },
                    TaskScheduler.Default
                );
            }

            if (mine.Count == 0)
            {
                await Task.WhenAny(ring, leave, Task.Delay(options.Poll, time, stoppingToken));
            }
        }

        await Task.WhenAll(runs.Keys);
    }

    /// <summary>
    /// A job's place among those that run at once and in its group, and then, when only this machine's own work is left, among those that
    /// land.
    /// </summary>
    private sealed class Place(SemaphoreSlim slots, SemaphoreSlim landings, ConcurrencyGroups groups, string? group)
    {
        private bool landed;

        /// <summary>Where too many land at once, it waits in the place it has.</summary>
        public async Task ReleaseSlotAsync(CancellationToken cancel)
        {
            if (!landed)
            {
                await landings.WaitAsync(cancel);
                landed = true;
                groups.Leave(group);
                slots.Release();
            }
        }

        public void Leave()
        {
            if (landed)
            {
                landings.Release();
            }
            else
            {
                groups.Leave(group);
                slots.Release();
            }
        }
    }

    private async Task<IReadOnlyList<Claim>> TryClaimAsync(int most, CancellationToken stopping)
    {
        try
        {
            return await claims.ClaimAsync(most, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A database that is away for a moment must not end the worker.
            if (throttle.ShouldLog(nameof(LogNoClaim), out var suppressed))
            {
                LogNoClaim(logger, suppressed, e);
            }

            await Task.Delay(options.Poll, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    private async Task RunAsync(Guid id, Guid lease, Place place, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        running.Add(id, ending);
        using var over = new CancellationTokenSource();
        var renewal = RenewAsync(id, lease, ending, over.Token);
        JobFailure? failure = null;
        try
        {
            failure = await AttemptAsync(id, lease, place, ending.Token);
        }
        catch (DbUpdateConcurrencyException)
        {
            LogLost(logger, id); // another worker has it; all of ours was rolled back
            failure = null;
        }
        catch (JobFailedException e)
        {
            failure = e.Failure;
            if (e.InnerException is { } inner && failure.Class is ErrorClass.MaybeCharged or ErrorClass.Internal)
            {
                LogBroken(logger, id, inner);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            failure = new(FailureStage.Prepare, ErrorClass.Cancelled, "Cancelled.");
        }
        catch (Exception e)
        {
            LogBroken(logger, id, e);
            failure = new(FailureStage.Prepare, ErrorClass.Internal, "Something unexpected went wrong. See the log.");
        }
        finally
        {
            running.Remove(id);
            await over.CancelAsync();
            await renewal;
        }

        if (failure is not null)
        {
            await EndBadlyAsync(id, lease, failure, stopping.IsCancellationRequested);
        }
    }

    private async Task<JobFailure?> AttemptAsync(Guid id, Guid lease, Place place, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var viewer = scope.ServiceProvider.GetRequiredService<CurrentViewer>();
        viewer.WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        if (await db.Set<Job>().SingleOrDefaultAsync(j => j.Id == id && j.LeaseOwner == lease, cancel) is not { } job)
        {
            return null;
        }

        viewer.WorkFor(job.CreatedBy);
        if (job.CancelAsked)
        {
            return new(FailureStage.Prepare, ErrorClass.Cancelled, "Cancelled.");
        }

        if (job.AttemptCount > options.MaxAttempts)
        {
            return new(
                FailureStage.Prepare,
                ErrorClass.Internal,
                $"This job was interrupted {options.MaxAttempts} times and won’t be retried automatically."
            );
        }

        if (scope.ServiceProvider.GetServices<IJobHandler>().SingleOrDefault(h => h.Kind == job.Kind) is not { } handler)
        {
            return new(FailureStage.Prepare, ErrorClass.Internal, $"This server can’t run jobs of the kind {job.Kind}.");
        }

        var run = new JobRun(job, db, scopes, place.ReleaseSlotAsync, cancel);
        await handler.RunAsync(run);
        if (job.State == JobState.Running)
        {
            await run.SucceedAsync();
        }

        QueueEvents.Tell("done", id);
        return null;
    }

    private async Task RenewAsync(Guid id, Guid lease, CancellationTokenSource ending, CancellationToken over)
    {
        while (true)
        {
            await Task.Delay(options.Renew, time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (!await claims.RenewAsync(id, lease, over))
                {
                    await ending.CancelAsync();
                    return;
                }
            }
            catch (Exception e) when (!over.IsCancellationRequested)
            {
                LogNoRenewal(logger, id, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task EndBadlyAsync(Guid id, Guid lease, JobFailure failure, bool stopping)
    {
        if (!await EndAsync(id, lease, failure, stopping))
        {
            // Whatever it is that cannot be stored must not make the job run again, and pay again.
            var plain = new JobFailure(failure.Stage, failure.Class, Untold, failure.RetryAfter) { TriedEnough = failure.TriedEnough };
            await EndAsync(id, lease, plain, stopping);
        }
    }

    private Task<bool> EndAsync(Guid id, Guid lease, JobFailure failure, bool stopping) => ChangeAsync(id, lease, (job, db) =>
        {
            if (stopping && !job.CancelAsked && failure.Class == ErrorClass.Cancelled)
            {
                job.HandBack();
            }
            else if (failure.Class == ErrorClass.MaybeCharged)
            {
                job.LeaveToPerson(failure);
            }
            else if (job.CancelAsked)
            {
                job.Fail(new(failure.Stage, ErrorClass.Cancelled, "Cancelled."), db.Now);
            }
            else if (failure.IsTemporary && job.RetryCount < options.MaxRetries)
            {
                job.Wait(failure, db.Now + (failure.RetryAfter ?? Backoff(job.RetryCount)));
            }
            else
            {
                job.Fail(failure, db.Now);
            }
        });

    /// <summary>False where it could not be saved.</summary>
    private async Task<bool> ChangeAsync(Guid id, Guid lease, Action<Job, LibraryContext> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        try
        {
            await db.WriteAsync(async () =>
            {
                if (await db.Set<Job>().SingleOrDefaultAsync(j => j.Id == id && j.LeaseOwner == lease) is not { } job)
                {
                    return;
                }

                change(job, db);
                foreach (var watcher in job.IsOver ? scope.ServiceProvider.GetServices<IJobWatcher>() : [])
                {
                    await watcher.EndedAsync([job]);
                }

                db.Announce(Topics.Job, job.Id, job.ProjectId);
            });
            return true;
        }
        catch (Exception e)
        {
            LogNotEnded(logger, id, e); // its lease runs out and another attempt follows
            return false;
        }
    }

    private TimeSpan Backoff(int retries) => options.Backoff * Math.Pow(2, retries) * (1 + (Random.Shared.NextDouble() / 2));

    [LoggerMessage(LogLevel.Warning, "Couldn’t claim a job. Trying again ({Suppressed} similar failures not logged).")]
    private static partial void LogNoClaim(ILogger logger, int suppressed, Exception e);

    [LoggerMessage(LogLevel.Warning, "Job {Id}: lost the lease to another worker.")]
    private static partial void LogLost(ILogger logger, Guid id);

    [LoggerMessage(LogLevel.Error, "Job {Id} failed unexpectedly.")]
    private static partial void LogBroken(ILogger logger, Guid id, Exception e);

    [LoggerMessage(LogLevel.Warning, "Job {Id}: couldn’t renew the lease.")]
    private static partial void LogNoRenewal(ILogger logger, Guid id, Exception e);

    [LoggerMessage(LogLevel.Error, "Job {Id}: couldn’t save how it ended.")]
    private static partial void LogNotEnded(ILogger logger, Guid id, Exception e);
}
