using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AssetLibrary.Web.Live;

/// <summary>Section <c>Live</c>.</summary>
public sealed class LiveOptions
{
    /// <summary>How long changes are gathered before a stream looks at the rows again.</summary>
    public TimeSpan Gather { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>How often a stream looks without being woken: for changes made by another server.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How far back a browser that was away can catch up.</summary>
    public TimeSpan Keep { get; set; } = TimeSpan.FromHours(24);
}

internal static partial class LiveSetup
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection("Live").Get<LiveOptions>() ?? new());
        builder.Services.AddSingleton<LiveBell>();
        builder.Services.AddSingleton<IInterceptor, RingAfterCommit>();
        builder.Services.AddSingleton<LiveStream>();
        builder.Services.AddHostedService<OldNews>();
    }

    /// <summary>What a page was rendered with, so that its stream begins there and nothing falls between.</summary>
    public const string Since = "live-since";

    public static void UseLive(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                context.Items[Since] = context.RequestServices.GetRequiredService<LiveBell>().Newest;
                return next(context);
            }
        );

    public static void MapLive(this WebApplication app) =>
        app.MapGet("/live", (HttpContext context, LiveStream stream, CancellationToken cancel) => stream.Open(context, cancel))
            .ExcludeFromDescription();

    /// <summary>Clears away news that nobody will ask for any more.</summary>
    private sealed partial class OldNews(IServiceScopeFactory scopes, LiveOptions options, TimeProvider time, ILogger<OldNews> logger)
        : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), time);
            while (await hourly.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await ClearAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogFailed(e); // a service that throws would end the server; the next hour tries again
                }
            }
        }

        private async Task ClearAsync(CancellationToken cancel)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
            var limit = db.Now - options.Keep;
            await db.Set<Change>().IgnoreQueryFilters([LibraryContext.Access]).Where(c => c.At < limit).ExecuteDeleteAsync(cancel);
        }

        [LoggerMessage(LogLevel.Warning, "Couldn’t delete old live updates.")]
        private partial void LogFailed(Exception e);
    }
}
