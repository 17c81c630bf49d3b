using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Replication;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Delivery;

/// <summary>Has missing bytes fetched by a job, one for each medium however many ask.</summary>
public sealed class MissingBytes(IServiceScopeFactory scopes, ThisServer server) : IMissingBytes
{
    public async Task<bool> AskAsync(Guid mediaId, CancellationToken cancel) => await JobAsync(mediaId, now: false, cancel) is not null;

    /// <param name="mediaId">Whose bytes.</param>
    /// <param name="now">A person wants them: what failed lately is tried again at once.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The job that is at it; null when no place is known.</returns>
    public async Task<Guid?> JobAsync(Guid mediaId, bool now, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var fetcher = scope.ServiceProvider.GetRequiredService<Fetcher>();
        var item = await db.Set<MediaItem>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == mediaId, cancel);
        return item is null || !await fetcher.MayHaveAsync(item, cancel)
            ? null
            : await db.WriteAsync(() => EnterAsync(db, item, server.Id, now, cancel), cancel);
    }

    private static async Task<Guid?> EnterAsync(LibraryContext db, MediaItem item, Guid server, bool now, CancellationToken cancel)
    {
        var fetch = await db.Set<Fetch>().SingleOrDefaultAsync(f => f.MediaId == item.Id, cancel);
        if (fetch is null)
        {
            fetch = new() { MediaId = item.Id, ProjectId = item.ProjectId };
            db.Add(fetch);
        }
        else if (await db.Set<Job>().AnyAsync(j => j.Id == fetch.JobId && j.EndedAt == null, cancel))
        {
            return fetch.JobId;
        }
        else if (!now && (fetch.NotBefore > db.Now || fetch.Failures >= Fetch.Enough))
        {
            return null; // no fetch is running, so there is nothing to wait for
        }

        fetch.JobId = db.Enqueue(
            new Job(FetchJob.KindName, $"Fetch “{SearchText.Cut(item.Title, 60)}”", item.ProjectId) { ServerId = server }
        ).Id;
        return fetch.JobId;
    }
}

/// <summary>Fetches the bytes of one medium, and tells the pages that wait for them.</summary>
public sealed class FetchJob(LibraryContext db, BlobStore blobs, Fetcher fetcher) : IJobHandler
{
    public const string KindName = "fetch";

    public string Kind => KindName;

    public async Task RunAsync(JobRun run)
    {
        var fetch = await db.Set<Fetch>().SingleOrDefaultAsync(f => f.JobId == run.Job.Id, run.Cancel);
        var item = fetch is null ? null : await db.Set<MediaItem>().SingleOrDefaultAsync(m => m.Id == fetch.MediaId, run.Cancel);
        if (fetch is null || item is null)
        {
            await run.SucceedAsync(); // it was deleted, or has come another way
            return;
        }

        var fetched = blobs.Has(item.Sha256) ? new(DeliveryCounts.Local, null) : await fetcher.FetchAsync(item, run.Cancel);
        if (fetched.Step is not { } step)
        {
            fetch.Fail(fetched.Why!, db.Now);
            await db.SaveChangesAsync(run.Cancel);
            throw new JobFailedException(new(FailureStage.Download, ErrorClass.Temporary, fetched.Why!) { TriedEnough = true });
        }

        db.Remove(fetch);
        db.Announce(Topics.Media, item.Id, item.ProjectId);
        await run.SucceedAsync(new { mediaId = item.Id, step });
    }
}
