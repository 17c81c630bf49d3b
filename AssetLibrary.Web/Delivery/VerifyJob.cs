using System.Security.Cryptography;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Delivery;

/// <summary>What a verification found.</summary>
/// <param name="Checked">Files that were read.</param>
/// <param name="Bytes">Of these.</param>
/// <param name="Missing">Not here.</param>
/// <param name="Corrupt">Here, with other bytes than their address says: set aside.</param>
/// <param name="Repaired">Of both, fetched again from another place.</param>
/// <param name="Lost">The first of those that no place had.</param>
public sealed record VerifyReport(int Checked, long Bytes, int Missing, int Corrupt, int Repaired, IReadOnlyList<LostFile> Lost);

/// <summary>Bytes that are nowhere.</summary>
public sealed record LostFile(Guid MediaId, string Title, string Why);

/// <summary>Reads every file that the library names, sets corrupt ones aside, and fetches what is missing from other places.</summary>
public sealed class VerifyJob(LibraryContext db, BlobStore blobs, BlobIndex index, Fetcher fetcher) : IJobHandler
{
    public const string KindName = "verify-repair";

    private const int AtOnce = 200,
        MostLost = 100;

    public string Kind => KindName;

    public async Task RunAsync(JobRun run)
    {
        var total = await db.Set<MediaItem>().IgnoreQueryFilters().CountAsync(run.Cancel);
        var report = new VerifyReport(0, 0, 0, 0, 0, []);
        var (last, done) = (Guid.Empty, 0);
        while (true)
        {
            var items = await db.Set<MediaItem>()
                .IgnoreQueryFilters()
                .AsNoTracking()
                .Where(m => m.Id.CompareTo(last) > 0)
                .OrderBy(m => m.Id)
                .Take(AtOnce)
                .ToListAsync(run.Cancel);
            if (items.Count == 0)
            {
                break;
            }

            foreach (var item in items)
            {
                report = await CheckAsync(item, report, run.Cancel);
                await run.ReportAsync(++done, total);
            }

            last = items[^1].Id;
        }

        await run.SucceedAsync(report);
    }

    private async Task<VerifyReport> CheckAsync(MediaItem item, VerifyReport report, CancellationToken cancel)
    {
        var health = await HealthAsync(item.Sha256, cancel);
        if (health == true)
        {
            return report with { Checked = report.Checked + 1, Bytes = report.Bytes + item.Bytes };
        }

        report = health is null
            ? report with
            {
                Missing = report.Missing + 1,
            }
            : report with
            {
                Checked = report.Checked + 1,
                Corrupt = report.Corrupt + 1,
            };
        var fetched = await fetcher.FetchAsync(item, cancel);
        if (fetched.Step is null)
        {
            return report.Lost.Count < MostLost ? report with { Lost = [.. report.Lost, new(item.Id, item.Title, fetched.Why!)] } : report;
        }

        await db.WriteAsync(
            async () =>
            {
                await db.Set<Fetch>().Where(f => f.MediaId == item.Id).ExecuteDeleteAsync(cancel);
                db.Announce(Topics.Media, item.Id, item.ProjectId);
                return true;
            },
            cancel
        );
        return report with { Repaired = report.Repaired + 1 };
    }

    /// <summary>Whether the bytes are what their address says; null when there are none. Corrupt ones are set aside.</summary>
    private async Task<bool?> HealthAsync(BlobRef blob, CancellationToken cancel)
    {
        byte[] hash;
        await using (var bytes = blobs.Open(blob))
        {
            if (bytes is null)
            {
                return null;
            }

            hash = await SHA256.HashDataAsync(bytes, cancel);
        }

        if (BlobRef.Of(hash) == blob)
        {
            index.SetHealth(blob, BlobHealth.Ok);
            return true;
        }

        blobs.SetAside(blob);
        return false;
    }
}
