using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Media;

/// <summary>What came of a sweep.</summary>
/// <param name="Young">Without a row, but not long enough to say that none will come.</param>
/// <param name="Quarantined">Moved to the quarantine now.</param>
/// <param name="Bytes">Of those.</param>
public sealed record Swept(int Young, int Quarantined, long Bytes);

/// <summary>
/// Once a day, bytes that never got a row, because the server ended between the two, are moved to the quarantine. Every column that
/// names a blob is asked, as the model has them.
/// </summary>
internal sealed partial class OrphanSweep(
    IServiceScopeFactory scopes,
    BlobStore blobs,
    BlobOptions options,
    TimeProvider time,
    ILogger<OrphanSweep> logger
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    // A server that has just started has other things to do.
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);

    public async Task<Swept> SweepAsync(CancellationToken cancel)
    {
        if (options.OrphanGrace is not { } grace)
        {
            return new(0, 0, 0);
        }

        // In this order: what is named later was put again, and is young then.
        var before = time.GetUtcNow() - grace;
        var here = blobs.List().ToList();
        var named = await NamedAsync(cancel);
        var (young, aside, bytes) = (0, 0, 0L);
        foreach (var (blob, putAt) in here)
        {
            cancel.ThrowIfCancellationRequested();
            if (named.Contains(Short(blob)))
            {
                continue;
            }

            if (putAt >= before)
            {
                young++;
            }
            else if (blobs.Quarantine(blob, before) is { } size)
            {
                aside++;
                bytes += size;
            }
        }

        return new(young, aside, bytes);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(First, time, stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                var swept = await SweepAsync(stoppingToken);
                blobs.EmptyQuarantine();
                if (swept.Young + swept.Quarantined > 0)
                {
                    LogSwept(swept.Quarantined, swept.Bytes, options.Quarantine, swept.Young);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e); // another day will do
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // The first eight bytes of an address: a million of them take 20 MB, and two that begin alike only keep an orphan.
    private async Task<HashSet<ulong>> NamedAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var named = new HashSet<ulong>();
        foreach (var (table, column) in NamedBlobs.Of(db))
        {
#pragma warning disable EF1002 // names of our own model
            var blobsOfColumn = db.Database.SqlQueryRaw<string>(
                $"""SELECT "{column}" AS "Value" FROM "{table}" WHERE "{column}" IS NOT NULL"""
            );
#pragma warning restore EF1002
            await foreach (var hex in blobsOfColumn.AsAsyncEnumerable().WithCancellation(cancel))
            {
                named.Add(Short(BlobRef.Parse(hex)));
            }
        }

        return named;
    }

    private static ulong Short(BlobRef blob) =>
        ulong.Parse(
            blob.ToString().AsSpan(0, 16),
            System.Globalization.NumberStyles.HexNumber,
            System.Globalization.CultureInfo.InvariantCulture
        );

    [LoggerMessage(
        LogLevel.Information,
        "Moved {Count} unreferenced files ({Bytes} bytes) to {Folder}. {Young} more are too new to check."
    )]
    private partial void LogSwept(int count, long bytes, string folder, int young);

    [LoggerMessage(LogLevel.Warning, "Could not search for unreferenced files.")]
    private partial void LogFailed(Exception e);
}
