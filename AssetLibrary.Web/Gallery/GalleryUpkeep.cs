using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Gallery.Uploads;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>Every hour: the trash loses what has been there for longer than it is kept, uploads what nobody goes on with.</summary>
internal sealed partial class GalleryUpkeep(
    IServiceScopeFactory scopes,
    GalleryOptions options,
    ResumableUploads uploads,
    TimeProvider time,
    ILogger<GalleryUpkeep> logger
) : BackgroundService
{
    private const int AtOnce = 100;

    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>One round; returns how many went.</summary>
    public async Task<int> EmptyAsync(CancellationToken cancel)
    {
        var removed = 0;
        while (options.TrashDays > 0)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
            var removal = scope.ServiceProvider.GetRequiredService<MediaRemoval>();
            var limit = time.GetUtcNow() - TimeSpan.FromDays(options.TrashDays);
            var old = await removal.Trashed().Where(m => m.TrashedAt < limit).Select(m => m.Id).Take(AtOnce).ToListAsync(cancel);
            if (old.Count == 0)
            {
                break;
            }

            removed += await removal.EraseAsync(old);
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
                uploads.RemoveOld();
                if (await EmptyAsync(stoppingToken) is > 0 and var removed)
                {
                    LogEmptied(removed, options.TrashDays);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e); // the next hour tries again
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Permanently deleted {Count} files that were in the trash for more than {Days} days.")]
    private partial void LogEmptied(int count, int days);

    [LoggerMessage(LogLevel.Warning, "Could not clear the gallery’s trash and unfinished uploads.")]
    private partial void LogFailed(Exception e);
}
