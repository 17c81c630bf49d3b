using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Replication.Buckets;
using AssetLibrary.Web.Replication.Peers;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Admin;

/// <summary>Where the library's bytes lie: this server, other servers, the bucket; what is at risk, and what nobody needs.</summary>
[Authorize(Policy = Policies.Admin)]
public sealed class StoragePage(
    LibraryContext db,
    StorageReport report,
    ThisServer server,
    BucketDevice bucket,
    ReplicationOptions options,
    BlobStore blobs,
    BlobOptions blobOptions
) : PageModel
{
    private const int MostListed = 24;

    public StorageFigures Figures { get; private set; } = null!;
    public IReadOnlyList<DeviceView> Devices { get; private set; } = [];

    /// <summary>Pictures of which there are fewer copies than wanted, newest first.</summary>
    public IReadOnlyList<MediaItem> AtRisk { get; private set; } = [];
    public IReadOnlyList<MediaItem> Missing { get; private set; } = [];
    public IReadOnlyList<BlobMeta> Orphans { get; private set; } = [];
    public IReadOnlyList<(BlobRef Blob, long Bytes, DateTimeOffset Since)> Quarantined { get; private set; } = [];
    public Job? Copying { get; private set; }
    public Replicated? LastCopied { get; private set; }
    public DateTimeOffset? LastCopiedAt { get; private set; }

    /// <summary>Copies that failed too often, or last.</summary>
    public string? CopyTrouble { get; private set; }
    public bool HasBucket => bucket.IsSet;
    public int Wanted => options.CopiesOfBest;
    public int QuarantineDays => (int)blobOptions.QuarantineTime.TotalDays;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Figures = await report.ReadAsync(cancel);
        Devices = await DeviceView.AllAsync(db, server.Id, cancel);
        var risky = report.AtRisk();
        AtRisk = await db.Set<MediaItem>()
            .AsNoTracking()
            .Where(m => risky.Contains(m.Sha256))
            .OrderByDescending(m => m.Id)
            .Take(MostListed)
            .ToListAsync(cancel);
        Missing = await report.Missing().AsNoTracking().OrderByDescending(m => m.Id).Take(MostListed).ToListAsync(cancel);
        Orphans = await report.Orphans().AsNoTracking().OrderByDescending(b => b.Bytes).Take(MostListed).ToListAsync(cancel);
        Quarantined = [.. blobs.Quarantined().OrderByDescending(q => q.Since).Take(MostListed)];
        var jobs = await db.Set<Job>()
            .AsNoTracking()
            .Where(j => j.Kind == ReplicateJob.KindName)
            .OrderByDescending(j => j.Id)
            .Take(2)
            .ToListAsync(cancel);
        Copying = jobs.Find(j => j.EndedAt is null);
        if (jobs.Find(j => j is { State: JobState.Succeeded, Result: not null }) is { } last)
        {
            (LastCopied, LastCopiedAt) = (JsonSerializer.Deserialize<Replicated>(last.Result!, JsonSerializerOptions.Web), last.EndedAt);
        }

        CopyTrouble = await db.Set<ReplicationRequest>()
            .Where(r => r.Error != null)
            .OrderByDescending(r => r.Failures)
            .Select(r => r.Error)
            .FirstOrDefaultAsync(cancel);
    }

    public async Task<IActionResult> OnPostCopyAsync([FromServices] Replicator replicator, CancellationToken cancel)
    {
        await db.WriteAsync(
            () =>
                db.Set<ReplicationRequest>()
                    .Where(r => r.Failures > 0)
                    .ExecuteUpdateAsync(
                        s => s.SetProperty(r => r.Failures, 0).SetProperty(r => r.NotBefore, DateTimeOffset.UnixEpoch),
                        cancel
                    ),
            cancel
        );
        this.Say(
            await replicator.RunOnceAsync(cancel, byHand: true) is null ? "Every wanted copy is there." : "Missing copies are being made."
        );
        return Redirect("/Admin/Storage");
    }

    public IActionResult OnPostBackfill([FromServices] BlobIndex index)
    {
        var all = index.AnnounceAgain();
        this.Say($"Announcing {all:N0} {(all == 1 ? "file" : "files")} again.");
        return Redirect("/Admin/Storage");
    }

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancel)
    {
        var verdict = await bucket.Store.TestAsync(cancel);
        await db.WriteAsync(() => bucket.NoteAsync(db, verdict.Trouble, cancel), cancel);
        this.Say(
            verdict.Trouble ?? $"The bucket works. It {(verdict.TakesChecksums == true ? "accepts" : "doesn’t accept")} checksum trailers."
        );
        return Redirect("/Admin/Storage");
    }

    public IActionResult OnPostCode([FromServices] Pairing pairing)
    {
        var (code, _) = pairing.Show();
        this.Say($"Pairing code: {code}. Enter it on the other server within 10 minutes.");
        return Redirect("/Admin/Storage");
    }

    public async Task<IActionResult> OnPostPairAsync(string? url, string? code, [FromServices] PeerServers peers, CancellationToken cancel)
    {
        try
        {
            var device = await peers.PairAsync(db, url, code, cancel);
            this.Say($"Paired with {device.Name}.");
        }
        catch (RefusedException refused)
        {
            this.Say(refused.Message);
        }

        return Redirect("/Admin/Storage");
    }

    public async Task<IActionResult> OnPostForgetAsync(Guid id, CancellationToken cancel)
    {
        await Replication.Devices.ForgetAsync(db, id, server.Id, cancel);
        return Redirect("/Admin/Storage");
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? sha256, CancellationToken cancel)
    {
        if (!BlobRef.TryParse(sha256, out var blob))
        {
            return NotFound();
        }

        this.Say(
            await OrphanRemoval.RemoveAsync(db, blobs, server.Id, blob, blobOptions.OldEnough(db.Now), cancel)
                ? $"Removed. It can be restored for {QuarantineDays} days."
                : "This file is used by something, or was uploaded a short while ago. It stays."
        );
        return Redirect("/Admin/Storage");
    }

    public async Task<IActionResult> OnPostKeepAsync(string? sha256, [FromServices] MediaIntake intake, CancellationToken cancel)
    {
        if (!BlobRef.TryParse(sha256, out var blob))
        {
            return NotFound();
        }

        var name = await db.Set<BlobMeta>().Where(b => b.Sha256 == blob).Select(b => b.FileName).SingleOrDefaultAsync(cancel);
        if (await intake.TakeKeptAsync(blob, new(MediaSource.Import, name ?? "Restored file", name), cancel) is not { } item)
        {
            return NotFound();
        }

        await db.SaveChangesAsync(cancel);
        return Redirect($"/Gallery/{item.Id}");
    }
}
