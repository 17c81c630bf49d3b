using System.Linq.Expressions;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Queue;

/// <summary>Who may run which row. A claim is one conditional update, so of any number of processes exactly one gets the row.</summary>
internal sealed class JobClaims(IServiceScopeFactory scopes, RawDatabase database, TimeProvider time, QueueOptions options)
{
    // The same question as Claimable, for a worker that looks every few seconds whether there is anything at all.
    private const string AnyClaimable = """
        SELECT 1 FROM "Jobs" WHERE ("State" IN ('Queued', 'Waiting') AND ("NotBefore" IS NULL OR "NotBefore" <= @now)) OR ("State" = 'Running' AND "LeaseUntil" < @now) LIMIT 1
        """;

    /// <summary>Claims at most one job and returns its id and lease number.</summary>
    public async Task<(Guid Job, Guid Lease)?> ClaimAsync(CancellationToken cancel)
    {
        if (!await database.AnyAsync(AnyClaimable, time.GetUtcNow(), cancel))
        {
            return null;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var now = db.Now;
        while (true)
        {
            // A few at once: when another process is faster with the first, the second is tried without a further look.
            var ids = await Jobs(db).Where(Claimable(now)).OrderByDescending(j => j.Priority).ThenBy(j => j.CreatedAt).ThenBy(j => j.Id).Select(j => j.Id).Take(8).ToListAsync(cancel);
            if (ids.Count == 0)
            {
                return null;
            }

            foreach (var id in ids)
            {
                var lease = Guid.CreateVersion7();
                var until = now + options.Lease;
                if (await Jobs(db).Where(j => j.Id == id).Where(Claimable(now)).ExecuteUpdateAsync(s => s
                    .SetProperty(j => j.State, JobState.Running).SetProperty(j => j.LeaseOwner, lease).SetProperty(j => j.LeaseUntil, until)
                    .SetProperty(j => j.AttemptCount, j => j.AttemptCount + 1).SetProperty(j => j.NotBefore, (DateTimeOffset?)null), cancel) == 1)
                {
                    QueueEvents.Tell("claimed", id);
                    return (id, lease);
                }
            }
        }
    }

    /// <summary>False when the lease is lost, or when the job is to be cancelled.</summary>
    public async Task<bool> RenewAsync(Guid job, Guid lease, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var until = db.Now + options.Lease;
        return await Jobs(db).Where(j => j.Id == job && j.LeaseOwner == lease && !j.CancelAsked)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.LeaseUntil, until), cancel) == 1;
    }

    internal static IQueryable<Job> Jobs(LibraryContext db) => db.Set<Job>().IgnoreQueryFilters([LibraryContext.Access]);

    private static Expression<Func<Job, bool>> Claimable(DateTimeOffset now) => j =>
        ((j.State == JobState.Queued || j.State == JobState.Waiting) && (j.NotBefore == null || j.NotBefore <= now))
        || (j.State == JobState.Running && j.LeaseUntil < now);
}
