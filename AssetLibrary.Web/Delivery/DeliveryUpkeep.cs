using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Delivery;

/// <summary>Puts the counts away, and goes on trying to fetch what is still missing.</summary>
public sealed partial class DeliveryUpkeep(
    IServiceScopeFactory scopes,
    DeliveryCounts counts,
    TimeProvider time,
    ILogger<DeliveryUpkeep> logger
) : BackgroundService
{
    private const int AtOnce = 100;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // A year is enough to see a trend.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(366);

    public async Task RunOnceAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var taken = counts.Take();
        if (taken.Count > 0)
        {
            await db.WriteAsync(() => AddAsync(db, taken, cancel), cancel);
        }

        await NoteHealthAsync(db, scope.ServiceProvider.GetRequiredService<StorageReport>(), cancel);
        var now = db.Now;
        var due = await db.Set<Fetch>()
            .Where(f => f.NotBefore < now && f.Failures > 0 && f.Failures < Fetch.Enough)
            .OrderBy(f => f.NotBefore)
            .Select(f => f.MediaId)
            .Take(AtOnce)
            .ToListAsync(cancel);
        var missing = scope.ServiceProvider.GetRequiredService<IMissingBytes>();
        foreach (var media in due)
        {
            if (!await missing.AskAsync(media, cancel))
            {
                // No place has it any more: it would only stand in the way of others.
                await db.WriteAsync(() => db.Set<Fetch>().Where(f => f.MediaId == media).ExecuteDeleteAsync(cancel), cancel);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e); // another minute will do
            }
        }
    }

    // Once a day: a trend needs no more, and counting all files takes a while.
    private static async Task NoteHealthAsync(LibraryContext db, StorageReport report, CancellationToken cancel)
    {
        var day = new DateTimeOffset(db.Now.UtcDateTime.Date, TimeSpan.Zero);
        if (await db.Set<DeliveryCount>().AnyAsync(c => c.Hour == day && c.Step == DeliveryCount.Health, cancel))
        {
            return;
        }

        // Read before anything is locked; of two servers that count at once, the first one's rows stay.
        var rows = (await report.HealthAsync(cancel))
            .Select(h => new DeliveryCount
            {
                Hour = day,
                Step = DeliveryCount.Health,
                Outcome = h.Outcome,
                Count = h.Count,
            })
            .ToList();
        await db.WriteAsync(() => db.InsertMissingAsync(rows, cancel), cancel);
    }

    private static async Task<bool> AddAsync(
        LibraryContext db,
        IReadOnlyCollection<KeyValuePair<(DateTimeOffset Hour, string Step, string Outcome), long>> taken,
        CancellationToken cancel
    )
    {
        foreach (var ((hour, step, outcome), count) in taken)
        {
            var row = await db.Set<DeliveryCount>()
                .SingleOrDefaultAsync(c => c.Hour == hour && c.Step == step && c.Outcome == outcome, cancel);
            if (row is null)
            {
                row = new()
                {
                    Hour = hour,
                    Step = step,
                    Outcome = outcome,
                };
                db.Add(row);
            }

            row.Count += count;
        }

        var old = db.Now - Kept;
        await db.Set<DeliveryCount>().Where(c => c.Hour < old).ExecuteDeleteAsync(cancel);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Could not save delivery statistics or continue fetching missing files.")]
    private partial void LogFailed(Exception e);
}
