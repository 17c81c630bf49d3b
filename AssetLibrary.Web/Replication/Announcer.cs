using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Replication.Peers;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Replication;

/// <summary>
/// Tells the library's coordination tables what lies on this server, and what does not any more. The local index remembers what has not
/// been told: while the database is away nothing fails, and afterwards it is caught up by itself.
/// </summary>
public sealed partial class Announcer(
    IServiceScopeFactory scopes,
    BlobIndex index,
    ThisServer server,
    PeerServers peers,
    TimeProvider time,
    LogThrottle throttle,
    IHostApplicationLifetime lifetime,
    ILogger<Announcer> logger
) : BackgroundService
{
    private const int AtOnce = 500;

    // Pictures come in groups, and one commit tells of all of them.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(1);

    /// <summary>Announces all that was not.</summary>
    /// <returns>How many are told of.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        var told = 0;
        while (true)
        {
            var (here, gone) = (index.Unannounced(AtOnce), index.Gone(AtOnce));
            if (here.Count + gone.Count == 0)
            {
                return told;
            }

            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
            var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
            await db.WriteAsync(
                async () =>
                {
                    await server.SayAsync(db, cancel);
                    await db.SaveChangesAsync(cancel);
                    await db.TellAsync(server.Id, here, gone, cancel);
                },
                cancel
            );
            index.MarkAnnounced(here, gone);
            await peers.TellAsync(db, here, gone, cancel);
            told += here.Count + gone.Count;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var change = index.NextChange;
            try
            {
                if (await RunOnceAsync(stoppingToken) == 0)
                {
                    await SayAsync(stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (throttle.ShouldLog(nameof(LogFailed), out var suppressed))
                {
                    LogFailed(suppressed, e);
                }
            }

            await Task.WhenAny(change, Task.Delay(Heartbeat, time, stoppingToken));
            await Task.Delay(Gathering, time, stoppingToken);
        }
    }

    private async Task SayAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        await db.WriteAsync(() => server.SayAsync(db, cancel), cancel);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Could not tell the library what is on this server; it is tried again every minute. {Suppressed} more of this were not logged."
    )]
    private partial void LogFailed(int suppressed, Exception e);
}

/// <summary>What a device has, in the library's tables.</summary>
public static class Presence
{
    /// <summary>In the caller's write.</summary>
    public static async Task TellAsync(
        this LibraryContext db,
        Guid device,
        IReadOnlyCollection<IndexedBlob> here,
        IReadOnlyCollection<BlobRef> gone,
        CancellationToken cancel
    )
    {
        await db.InsertMissingAsync(
            here.Select(b => new BlobMeta
                {
                    Sha256 = b.Blob,
                    Bytes = b.Bytes,
                    ContentType = b.ContentType,
                    FileName = b.FileName is { } name ? SearchText.Cut(name, 300) : null,
                    CreatedAt = b.CreatedAt,
                })
                .ToList(),
            cancel
        );
        await db.PutAsync(
            here.Select(b => new DevicePresence
                {
                    DeviceId = device,
                    Sha256 = b.Blob,
                    Health = b.Health,
                    VerifiedAt = b.VerifiedAt ?? b.CreatedAt,
                })
                .ToList(),
            cancel
        );
        await db.DeleteAsync(gone.Select(b => new DevicePresence { DeviceId = device, Sha256 = b }).ToList(), cancel);
    }

    /// <summary>A copy arrived there a moment ago, and was compared with its address.</summary>
    public static Task ArrivedAsync(this LibraryContext db, Guid device, IReadOnlyCollection<BlobRef> blobs, CancellationToken cancel) =>
        db.PutAsync(
            blobs
                .Select(b => new DevicePresence
                {
                    DeviceId = device,
                    Sha256 = b,
                    Health = BlobHealth.Ok,
                    VerifiedAt = db.Now,
                })
                .ToList(),
            cancel
        );

    /// <summary>Good copies, wherever they lie.</summary>
    public static IQueryable<DevicePresence> Copies(this LibraryContext db) =>
        db.Set<DevicePresence>().Where(p => p.Health == BlobHealth.Ok);

    /// <summary>What nothing names any more goes from every other device as well; in the caller's write.</summary>
    public static async Task RemoveElsewhereAsync(
        this LibraryContext db,
        Guid here,
        IReadOnlyCollection<BlobRef> blobs,
        CancellationToken cancel = default
    )
    {
        await db.Set<ReplicationRequest>()
            .Where(r => r.Action == RequestAction.Copy && blobs.Contains(r.Sha256))
            .ExecuteDeleteAsync(cancel);
        await db.Set<BlobMeta>().Where(b => blobs.Contains(b.Sha256)).ExecuteDeleteAsync(cancel);
        var elsewhere = await db.Set<DevicePresence>()
            .Where(p => p.DeviceId != here && blobs.Contains(p.Sha256))
            // A paired server has a library of its own, which may need them.
            .Where(p => db.Set<Device>().Any(d => d.Id == p.DeviceId && d.KnownBy == null))
            .Select(p => new { p.DeviceId, p.Sha256 })
            .ToListAsync(cancel);
        await db.AskToRemoveAsync(elsewhere.Select(p => (p.DeviceId, p.Sha256)), cancel);
    }

    /// <summary>In the caller's write.</summary>
    public static Task AskToRemoveAsync(
        this LibraryContext db,
        IEnumerable<(Guid Device, BlobRef Blob)> copies,
        CancellationToken cancel
    ) =>
        db.PutAsync(
            copies
                .Select(c => new ReplicationRequest
                {
                    DeviceId = c.Device,
                    Sha256 = c.Blob,
                    Action = RequestAction.Remove,
                    Priority = 1,
                    CreatedAt = db.Now,
                })
                .ToList(),
            cancel
        );
}
