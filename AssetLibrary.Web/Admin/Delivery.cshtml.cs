using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Delivery;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Admin;

/// <summary>How pictures reach people: from where, what was missing, what would be lost, and the last verification.</summary>
[Authorize(Policy = Policies.Admin)]
public sealed class DeliveryPage(LibraryContext db, BlobStore blobs, DeliveryUpkeep upkeep, MissingBytes missing) : PageModel
{
    private const int Shown = 14,
        MostLooked = 5000,
        MostListed = 100;

    /// <summary>Of each day, oldest first: how many came from where.</summary>
    public IReadOnlyList<DeliveryDay> Days { get; private set; } = [];
    public IReadOnlyList<(string Step, string Outcome, long Count)> Steps { get; private set; } = [];

    /// <summary>How many files were well, elsewhere or missing, of each day that was counted.</summary>
    public IReadOnlyList<HealthDay> Health { get; private set; } = [];

    /// <summary>Media whose bytes are not here while an address still has them, the first to end first.</summary>
    public IReadOnlyList<AtRisk> Missing { get; private set; } = [];
    public int Fetching { get; private set; }
    public VerifyReport? Report { get; private set; }
    public DateTimeOffset? ReportAt { get; private set; }
    public (int Done, int? Total)? Verifying { get; private set; }

    public long Asked => Days.Sum(d => d.Total);

    /// <summary>Parts of a hundred; null before anything was asked for.</summary>
    public double? Success => Asked == 0 ? null : 100.0 * (Asked - Days.Sum(d => d.Missing)) / Asked;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await upkeep.RunOnceAsync(cancel);
        var since = new DateTimeOffset(db.Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1 - Shown);
        var rows = await db.Set<DeliveryCount>().AsNoTracking().Where(c => c.Hour >= since).ToListAsync(cancel);
        Health = [.. rows.Where(r => r.Step == DeliveryCount.Health).GroupBy(r => r.Hour).OrderBy(g => g.Key).Select(HealthDay.Of)];
        rows.RemoveAll(r => r.Step == DeliveryCount.Health);
        Steps =
        [
            .. rows.GroupBy(r => (r.Step, r.Outcome))
                .Select(g => (g.Key.Step, g.Key.Outcome, g.Sum(r => r.Count)))
                .OrderByDescending(s => s.Item3),
        ];
        Days =
        [
            .. Enumerable
                .Range(0, Shown)
                .Select(i => DateOnly.FromDateTime(since.UtcDateTime).AddDays(i))
                .Select(day => DeliveryDay.Of(day, rows.Where(r => DateOnly.FromDateTime(r.Hour.UtcDateTime) == day))),
        ];
        var remote = await db.Set<MediaItem>()
            .AsNoTracking()
            .Where(m => m.RemoteUrl != null)
            .OrderBy(m => m.RemoteExpiresAt == null)
            .ThenBy(m => m.RemoteExpiresAt)
            .ThenByDescending(m => m.Id)
            .Take(MostLooked)
            .Select(m => new
            {
                m.Id,
                m.Title,
                m.Sha256,
                m.RemoteExpiresAt,
            })
            .ToListAsync(cancel);
        Missing = [.. remote.Where(m => !blobs.Has(m.Sha256)).Take(MostListed).Select(m => new AtRisk(m.Id, m.Title, m.RemoteExpiresAt))];
        Fetching = await db.Set<Fetch>().CountAsync(cancel);
        var last = await db.Set<Job>()
            .AsNoTracking()
            .Where(j => j.Kind == VerifyJob.KindName)
            .OrderByDescending(j => j.Id)
            .Take(2)
            .ToListAsync(cancel);
        Verifying = last.Find(j => j.EndedAt is null) is { } running ? (running.Done, running.Total) : null;
        if (last.Find(j => j is { State: JobState.Succeeded, Result: not null }) is { } done)
        {
            (Report, ReportAt) = (JsonSerializer.Deserialize<VerifyReport>(done.Result!, JsonSerializerOptions.Web), done.EndedAt);
        }
    }

    public async Task<IActionResult> OnPostVerifyAsync([FromServices] ThisServer server)
    {
        await VerifyStart.BeginAsync(db, server.Id);
        return Redirect("/Admin/Delivery");
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancel)
    {
        await OnGetAsync(cancel);
        var asked = 0;
        foreach (var item in Missing)
        {
            asked += await missing.JobAsync(item.MediaId, now: true, cancel) is null ? 0 : 1;
        }

        this.Say($"Fetching {asked:N0} {(asked == 1 ? "file" : "files")}.");
        return Redirect("/Admin/Delivery");
    }

    public IActionResult OnPostClear([FromServices] Thumbnails thumbnails, [FromServices] DocumentPages pages)
    {
        var freed = thumbnails.Clear() + pages.Clear();
        this.Say($"Caches cleared: {freed / 1048576.0:N1} MB.");
        return Redirect("/Admin/Delivery");
    }
}

/// <summary>A medium whose bytes lie at somebody else's only.</summary>
public sealed record AtRisk(Guid MediaId, string Title, DateTimeOffset? Until);

/// <summary>How pictures came on one day.</summary>
public sealed record DeliveryDay(DateOnly Day, long Local, long Cache, long Elsewhere, long Missing)
{
    public long Total => Local + Cache + Missing;

    public static DeliveryDay Of(DateOnly day, IEnumerable<DeliveryCount> rows)
    {
        var of = rows.GroupBy(r => r.Step).ToDictionary(g => g.Key, g => g.Sum(r => r.Count), StringComparer.Ordinal);
        var (local, cache, missing) = (
            of.GetValueOrDefault(DeliveryCounts.Local),
            of.GetValueOrDefault(DeliveryCounts.Cache),
            of.GetValueOrDefault(DeliveryCounts.Missing)
        );
        return new(day, local, cache, of.Values.Sum() - local - cache - missing, missing);
    }
}

/// <summary>The library's media by health on one day.</summary>
public sealed record HealthDay(DateOnly Day, long Ok, long Elsewhere, long Missing)
{
    public long Total => Ok + Elsewhere + Missing;

    public static HealthDay Of(IEnumerable<DeliveryCount> rows)
    {
        var all = rows.ToList();
        long Sum(string outcome) => all.Where(r => r.Outcome == outcome).Sum(r => r.Count);
        return new(DateOnly.FromDateTime(all[0].Hour.UtcDateTime), Sum("ok"), Sum("elsewhere"), Sum("missing"));
    }
}
