using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Library.Assets;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Library.Bulk;

/// <summary>
/// Removes for good what has lain in the trash longer than <see cref="LibraryOptions.TrashDays"/>, and adds up PostgreSQL's tallies.
/// </summary>
internal sealed partial class TrashEmptying(
    IServiceScopeFactory scopes,
    LibraryOptions options,
    DatabaseOptions database,
    TimeProvider time,
    ILogger<TrashEmptying> logger
) : BackgroundService
{
    private const int AtOnce = 100;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>One round; returns how many assets were removed.</summary>
    public async Task<int> EmptyAsync(CancellationToken cancel)
    {
        var (removed, after) = (0, Guid.Empty);
        while (options.TrashDays > 0)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
            var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
            var limit = db.Now - TimeSpan.FromDays(options.TrashDays);
            var old = await db.Set<LibraryAsset>()
                .Where(a => a.TrashedAt != null && a.TrashedAt < limit && a.Id.CompareTo(after) > 0)
                .OrderBy(a => a.Id)
                .Take(AtOnce)
                .Select(a => a.Id)
                .ToListAsync(cancel);
            if (old.Count == 0)
            {
                break;
            }

            removed += (await scope.ServiceProvider.GetRequiredService<ManyAssets>().EraseAsync(old)).Changed.Count;
            after = old[^1];
        }

        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await EmptyAsync(stoppingToken) is > 0 and var removed)
                {
                    LogEmptied(removed, options.TrashDays);
                }

                await AddUpAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e); // the next hour tries again
            }
        }
    }

    // Writers only add rows there, so that none waits for another.
    private async Task AddUpAsync(CancellationToken cancel)
    {
        if (database.Provider == DatabaseProvider.Postgres)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope
                .ServiceProvider.GetRequiredService<LibraryContext>()
                .Database.ExecuteSqlAsync(
                    $"""
                    WITH gone AS (DELETE FROM "LibraryTallies" RETURNING "Type", "Trashed", "Count")
                    INSERT INTO "LibraryTallies" ("Type", "Trashed", "Count") SELECT "Type", "Trashed", sum("Count") FROM gone GROUP BY 1, 2
                    """,
                    cancel
                );
        }
    }

    [LoggerMessage(LogLevel.Information, "Permanently deleted {Count} library assets that were in the trash for more than {Days} days.")]
    private partial void LogEmptied(int count, int days);

    [LoggerMessage(LogLevel.Warning, "Could not empty the library trash.")]
    private partial void LogFailed(Exception e);
}
