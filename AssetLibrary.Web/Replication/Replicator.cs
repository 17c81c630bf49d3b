using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Replication.Buckets;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Replication;

/// <summary>
/// Looks which copies are wanted and not there, writes a request for each, and has a job work through them. The rows are the truth: a
/// server that dies in the middle leaves them as they were.
/// </summary>
public sealed partial class Replicator(
    IServiceScopeFactory scopes,
    BucketDevice bucket,
    ThisServer server,
    RangedDownload download,
    ReplicationOptions options,
    TimeProvider time,
    LogThrottle throttle,
    ILogger<Replicator> logger
) : BackgroundService
{
    private const int MostRequests = 5000;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EveryDay = TimeSpan.FromDays(1);

    // Whoever cancels copying has a reason.
    private static readonly TimeSpan AfterCancel = TimeSpan.FromHours(1);

    /// <summary>One look.</summary>
    /// <returns>The job that works on it; null when there is nothing to do.</returns>
    public async Task<Guid?> RunOnceAsync(CancellationToken cancel, bool byHand = false)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        if (bucket.IsSet)
        {
            await bucket.SayAsync(db, cancel);
            await PlanAsync(db, scope.ServiceProvider.GetServices<IWantedCopies>().ToList(), cancel);
        }

        return await db.WriteAsync(() => StartAsync(db, byHand, cancel), cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var cleared = time.GetUtcNow();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                if (time.GetUtcNow() - cleared > EveryDay)
                {
                    cleared = time.GetUtcNow();
                    await ClearAsync(stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (throttle.ShouldLog(nameof(LogFailed), out var suppressed))
                {
                    LogFailed(suppressed, e);
                }
            }
        }
    }

    private async Task ClearAsync(CancellationToken cancel)
    {
        download.ClearOld();
        if (bucket.IsSet)
        {
            await bucket.Store.ClearIncompleteAsync(cancel);
        }
    }

    private async Task PlanAsync(LibraryContext db, List<IWantedCopies> rooms, CancellationToken cancel)
    {
        var classes = new (int Copies, Func<IWantedCopies, IQueryable<BlobRef>> Blobs, int Priority)[]
        {
            (options.CopiesOfBest, r => r.Best(), 1),
            (options.Primary == PrimaryStore.S3 ? int.MaxValue : options.CopiesOfOthers, r => r.All(), 0),
        };
        foreach (var (copies, blobs, priority) in classes.Where(c => c.Copies > 1))
        {
            foreach (var wanted in rooms.Select(blobs))
            {
                var missing = await wanted
                    .Distinct()
                    .Where(b =>
                        db.Copies().Count(p => p.Sha256 == b) < copies
                        && db.Copies().Any(p => p.Sha256 == b)
                        && !db.Copies().Any(p => p.Sha256 == b && p.DeviceId == bucket.Id)
                        && !db.Set<ReplicationRequest>().Any(r => r.Sha256 == b && r.DeviceId == bucket.Id)
                    )
                    .Take(MostRequests)
                    .ToListAsync(cancel);
                var requests = missing
                    .Select(b => new ReplicationRequest
                    {
                        DeviceId = bucket.Id,
                        Sha256 = b,
                        Action = RequestAction.Copy,
                        Priority = priority,
                        CreatedAt = db.Now,
                    })
                    .ToList();
                if (requests.Count > 0)
                {
                    await db.WriteAsync(() => db.InsertMissingAsync(requests, cancel), cancel);
                }
            }
        }
    }

    private async Task<Guid?> StartAsync(LibraryContext db, bool byHand, CancellationToken cancel)
    {
        var due = await ReplicateJob.Due(db, server.Id, bucket.Id).CountAsync(cancel);
        if (due == 0)
        {
            return null;
        }

        var last = await db.Set<Job>()
            .Where(j => j.Kind == ReplicateJob.KindName && j.ServerId == server.Id)
            .OrderByDescending(j => j.Id)
            .FirstOrDefaultAsync(cancel);
        if (last is { EndedAt: null })
        {
            return last.Id;
        }

        if (last?.State == JobState.Cancelled && last.EndedAt > db.Now - AfterCancel && !byHand)
        {
            return null;
        }

        return db.Enqueue(new Job(ReplicateJob.KindName, "Copy files to other places", projectId: null) { ServerId = server.Id }).Id;
    }

    [LoggerMessage(LogLevel.Warning, "Could not look for missing copies. {Suppressed} more of this were not logged.")]
    private partial void LogFailed(int suppressed, Exception e);
}
