using System.Collections.Concurrent;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Replication.Buckets;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Replication;

/// <summary>What a run of copying did.</summary>
public sealed record Replicated(int Copied, long Bytes, int Removed, int Failed, string? Why);

/// <summary>Works through the requests that this server can do: from its disk to the bucket, out of the bucket, off its disk.</summary>
public sealed class ReplicateJob(
    LibraryContext db,
    BlobStore blobs,
    BucketDevice bucket,
    ThisServer server,
    IUnneededBytes unneeded,
    ReplicationOptions options,
    TimeProvider time
) : IJobHandler
{
    public const string KindName = "replicate";

    private const int AtOnce = 200;

    public string Kind => KindName;

    /// <summary>What this server can do now, the most urgent first.</summary>
    internal static IQueryable<ReplicationRequest> Due(LibraryContext db, Guid server, Guid bucket)
    {
        var now = db.Now;
        return db.Set<ReplicationRequest>()
            .Where(r =>
                (r.DeviceId == bucket || r.DeviceId == server && r.Action == RequestAction.Remove)
                && r.NotBefore <= now
                && r.Failures < ReplicationRequest.Enough
                && (
                    r.Action == RequestAction.Remove
                    || db.Set<DevicePresence>().Any(p => p.Sha256 == r.Sha256 && p.DeviceId == server && p.Health == BlobHealth.Ok)
                )
            )
            .OrderByDescending(r => r.Priority)
            .ThenBy(r => r.NotBefore)
            .ThenBy(r => r.CreatedAt);
    }

    public async Task RunAsync(JobRun run)
    {
        var (report, done) = (new Replicated(0, 0, 0, 0, null), 0);
        while (true)
        {
            var left = await Due(db, server.Id, bucket.Id).CountAsync(run.Cancel);
            var requests = await Due(db, server.Id, bucket.Id).AsNoTracking().Take(AtOnce).ToListAsync(run.Cancel);
            if (requests.Count == 0)
            {
                break;
            }

            var hashes = requests.ConvertAll(r => r.Sha256);
            var facts = await db.Set<BlobMeta>()
                .AsNoTracking()
                .Where(b => hashes.Contains(b.Sha256))
                .ToDictionaryAsync(b => b.Sha256, run.Cancel);
            var outcomes = new ConcurrentBag<Outcome>();
            try
            {
                foreach (var request in requests.Where(r => r.DeviceId == server.Id))
                {
                    await unneeded.PurgeAsync(request.Sha256, facts.GetValueOrDefault(request.Sha256)?.Bytes ?? 0, run.Cancel);
                    outcomes.Add(new(request, 0, null));
                }

                await Parallel.ForEachAsync(
                    requests.Where(r => r.DeviceId != server.Id),
                    new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce, CancellationToken = run.Cancel },
                    async (request, cancel) =>
                    {
                        outcomes.Add(await DoAsync(request, facts.GetValueOrDefault(request.Sha256), cancel));
                        await run.ReportAsync(done + outcomes.Count, done + left);
                    }
                );
            }
            finally
            {
                // What has arrived counts, also when the rest is cancelled.
                await NoteAsync(outcomes, CancellationToken.None);
            }

            done += requests.Count;
            report = outcomes.Aggregate(report, (sum, o) => o.AddTo(sum));
        }

        await run.SucceedAsync(report);
    }

    private async Task<Outcome> DoAsync(ReplicationRequest request, BlobMeta? meta, CancellationToken cancel)
    {
        try
        {
            if (request.Action == RequestAction.Remove)
            {
                await bucket.Store.DeleteAsync(request.Sha256, cancel);
                return new(request, 0, null);
            }

            if (!blobs.Has(request.Sha256))
            {
                return new(request, 0, "The file is missing from this server.");
            }

            await bucket.Store.PutAsync(request.Sha256, blobs.PathOf(request.Sha256), new(meta?.FileName, meta?.ContentType), cancel);
            return new(request, meta?.Bytes ?? 0, null);
        }
        catch (StoreTroubleException e)
        {
            return new(request, 0, e.Message);
        }
    }

    private async Task NoteAsync(IReadOnlyCollection<Outcome> outcomes, CancellationToken cancel)
    {
        var done = outcomes.Where(o => o.Why is null).Select(o => o.Request).ToList();
        var failed = outcomes.Where(o => o.Why is not null).ToList();
        var now = time.GetUtcNow();
        foreach (var (request, _, why) in failed)
        {
            request.Fail(why!, now);
        }

        await db.WriteAsync(
            async () =>
            {
                var (copied, removed) = (
                    done.FindAll(r => r.Action == RequestAction.Copy),
                    done.FindAll(r => r.Action == RequestAction.Remove)
                );
                await db.ArrivedAsync(bucket.Id, copied.ConvertAll(r => r.Sha256), cancel);
                await db.DeleteAsync(removed.ConvertAll(r => new DevicePresence { DeviceId = r.DeviceId, Sha256 = r.Sha256 }), cancel);

                // Nobody wants the copy any more, for instance because it was erased while it travelled.
                var hashes = copied.ConvertAll(r => r.Sha256);
                var wanted = await db.Set<ReplicationRequest>()
                    .Where(r => r.DeviceId == bucket.Id && r.Action == RequestAction.Copy && hashes.Contains(r.Sha256))
                    .Select(r => r.Sha256)
                    .ToListAsync(cancel);
                await db.DeleteAsync(done, cancel);
                await db.AskToRemoveAsync(hashes.Except(wanted).Select(b => (bucket.Id, b)), cancel);
                await bucket.NoteAsync(db, done.Count > 0 ? null : failed.Select(f => f.Why).FirstOrDefault(), cancel);
                await db.SaveChangesAsync(cancel);
                await db.UpdateAsync(failed.ConvertAll(f => f.Request), cancel);
            },
            cancel
        );
    }

    private sealed record Outcome(ReplicationRequest Request, long Bytes, string? Why)
    {
        public Replicated AddTo(Replicated sum) =>
            Why is not null ? sum with { Failed = sum.Failed + 1, Why = Why }
            : Request.Action == RequestAction.Remove ? sum with { Removed = sum.Removed + 1 }
            : sum with { Copied = sum.Copied + 1, Bytes = sum.Bytes + Bytes };
    }
}
