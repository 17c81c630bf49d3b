using System.Linq.Expressions;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Queue;

/// <summary>A job that is ours to run.</summary>
internal readonly record struct Claim(Guid Job, Guid Lease, string? Lane);

/// <summary>
/// Who may run which row. A claim is one conditional update, so of any number of processes exactly one gets the row. What waits for
/// a further try goes first; of the rest each project has its turn, however many jobs another has put in line before.
/// </summary>
internal sealed class JobClaims(IServiceScopeFactory scopes, RawDatabase database, Lanes lanes, TimeProvider time, QueueOptions options)
{
    // The same question as Claimable, for a worker that looks every few seconds whether there is anything at all.
    private const string AnyClaimable = """
        SELECT 1 FROM "Jobs" WHERE ("State" IN ('Queued', 'Waiting') AND ("NotBefore" IS NULL OR "NotBefore" <= @now)) OR ("State" = 'Running' AND "LeaseUntil" < @now) LIMIT 1
        """;

    // A few at once: when another process is faster with the first, the second is tried without a further look.
    private const int AtOnce = 8;

    // The project whose job was claimed last; empty for the studio's own.
    private Guid turn;

    // Where there was one there mostly is another: it is not asked first whether there is any.
    private bool found;

    /// <summary>Claims at most one job. Only one caller at a time.</summary>
    public async Task<Claim?> ClaimAsync(CancellationToken cancel)
    {
        if (!found && !await database.AnyAsync(AnyClaimable, time.GetUtcNow(), cancel))
        {
            return null;
        }

        found = false;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        // Opened once: else every question below opens and prepares one anew.
        await db.Database.OpenConnectionAsync(cancel);
        var now = db.Now;
        var shut = lanes.Full().Concat(await db.Set<LaneClosing>().Where(c => c.Until > now).Select(c => c.Lane).ToListAsync(cancel)).ToList();
        var open = Jobs(db).Where(j => j.Lane == null || !shut.Contains(j.Lane));
        foreach (var line in Lines(shut.Count == 0 ? Jobs(db) : open, now))
        {
            // Only of the project whose turn it is. Where another process was faster with all of them, the next bell comes soon.
            var next = await line.Select(j => new { j.Id, j.Lane, j.ProjectId }).Take(AtOnce).ToListAsync(cancel);
            foreach (var job in next.TakeWhile(j => j.ProjectId == next[0].ProjectId))
            {
                if (await ClaimAsync(db, job.Id, now, cancel) is { } lease)
                {
                    (turn, found) = (job.ProjectId ?? Guid.Empty, true);
                    return new(job.Id, lease, job.Lane);
                }
            }
        }

        return null;
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

    private async Task<Guid?> ClaimAsync(LibraryContext db, Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        var (lease, until) = (Guid.CreateVersion7(), now + options.Lease);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var claimed = await Jobs(db).Where(j => j.Id == id).Where(Claimable(now)).ExecuteUpdateAsync(s => s
            .SetProperty(j => j.State, JobState.Running).SetProperty(j => j.LeaseOwner, lease).SetProperty(j => j.LeaseUntil, until)
            .SetProperty(j => j.AttemptCount, j => j.AttemptCount + 1).SetProperty(j => j.NotBefore, (DateTimeOffset?)null), cancel);
        await transaction.CommitAsync(cancel);
        if (claimed != 1)
        {
            return null;
        }

        QueueEvents.Tell("claimed", id);
        return lease;
    }

    /// <summary>Where to look, one after the other: what has waited; the projects behind the last one; the studio's own; all others.</summary>
    private IEnumerable<IQueryable<Job>> Lines(IQueryable<Job> jobs, DateTimeOffset now)
    {
        yield return jobs.Where(j => (j.State == JobState.Waiting && (j.NotBefore == null || j.NotBefore <= now)) || (j.State == JobState.Running && j.LeaseUntil < now)).OrderBy(j => j.NotBefore).ThenBy(j => j.Id);
        var queued = jobs.Where(j => j.State == JobState.Queued && (j.NotBefore == null || j.NotBefore <= now));
        var (last, inOrder) = (turn, Ordered(queued.Where(j => j.ProjectId != null)));
        yield return Ordered(queued.Where(j => j.ProjectId != null && j.ProjectId.Value.CompareTo(last) > 0));
        yield return queued.Where(j => j.ProjectId == null).OrderByDescending(j => j.Priority).ThenBy(j => j.CreatedAt).ThenBy(j => j.Id);
        yield return inOrder;
    }

    private static IQueryable<Job> Ordered(IQueryable<Job> jobs) => jobs.OrderBy(j => j.ProjectId).ThenByDescending(j => j.Priority).ThenBy(j => j.CreatedAt).ThenBy(j => j.Id);

    private static Expression<Func<Job, bool>> Claimable(DateTimeOffset now) => j =>
        ((j.State == JobState.Queued || j.State == JobState.Waiting) && (j.NotBefore == null || j.NotBefore <= now))
        || (j.State == JobState.Running && j.LeaseUntil < now);
}
