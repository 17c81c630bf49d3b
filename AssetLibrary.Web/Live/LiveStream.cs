using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Live;

/// <summary>
/// GET /live[?since=SEQ]: one stream of <c>{seq, topic, id}</c> per browser. It replays from Last-Event-ID (or from what the page was
/// rendered with), says <c>resync</c> when that is
/// too old, passes every row through the viewer's own access filter, and ends with the session or when the role changes.
/// </summary>
internal sealed class LiveStream(
    IServiceScopeFactory scopes,
    LiveBell bell,
    LiveOptions options,
    DatabaseOptions database,
    TimeProvider time,
    IHostApplicationLifetime lifetime
)
{
    // On PostgreSQL a lower number may be committed after a higher one: the last few are looked at again.
    private const int Overlap = 200;

    private readonly bool postgres = database.Provider == DatabaseProvider.Postgres;

    public ServerSentEventsResult<string> Open(HttpContext context, CancellationToken cancel) =>
        TypedResults.ServerSentEvents(ReadAsync(context, cancel));

    private async IAsyncEnumerable<SseItem<string>> ReadAsync(HttpContext context, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        var asked = long.TryParse(
            context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } resumed] ? resumed : context.Request.Query["since"].ToString(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var id
        )
            ? id
            : (long?)null;
        var (oldest, newest) = await BoundsAsync(ending.Token);
        var resync = asked is { } from && (from < oldest - 1 || from > newest);
        var last = resync || asked is null ? newest : asked.Value;
        var sent = new HashSet<long>();
        yield return new SseItem<string>("{}", resync ? "resync" : "hello")
        {
            EventId = last.ToString(CultureInfo.InvariantCulture),
            ReconnectionInterval = TimeSpan.FromSeconds(2),
        };

        // Numbers at or below the start were seen on the page that is open already.
        var start = last;
        var opened = time.GetUtcNow();
        while (!ending.IsCancellationRequested)
        {
            var ring = bell.NextRing;
            var news = await NewsAsync(start, last, opened, ending.Token);
            // The news were read with the rights of the request's beginning: anyone who has others now opens a new stream.
            if (!await StandsAsync(context.User, ending.Token))
            {
                yield break;
            }

            foreach (var change in news)
            {
                if (sent.Add(change.Seq))
                {
                    last = Math.Max(last, change.Seq);
                    yield return new SseItem<string>(JsonSerializer.Serialize(change, JsonSerializerOptions.Web), "change")
                    {
                        EventId = last.ToString(CultureInfo.InvariantCulture),
                    };
                }
            }

            sent.RemoveWhere(seq => seq < last - Overlap);
            await WaitAsync(ring, ending.Token);
        }
    }

    private async Task<bool> StandsAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Sessions>().StandsAsync(user, cancel);
        }
        catch (Exception e) when (IsEnd(e, cancel))
        {
            return false;
        }
    }

    private async Task WaitAsync(Task ring, CancellationToken ending)
    {
        // Another process on the same database does not ring here, so now and then the rows are looked at unasked.
        await Task.WhenAny(ring, Task.Delay(options.Poll, time, ending));
        if (!ending.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(options.Gather, time, ending));
        }
    }

    private async Task<List<News>> NewsAsync(long start, long last, DateTimeOffset opened, CancellationToken cancel)
    {
        // On PostgreSQL a transaction that took a lower number may commit after the page was rendered: what was written just
        // before the stream opened is told again, which costs a repeated fetch at most.
        var floor = postgres ? last - Overlap : Math.Max(start, last - Overlap);
        var justNow = postgres ? opened - TimeSpan.FromSeconds(5) : DateTimeOffset.MaxValue;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope
                .ServiceProvider.GetRequiredService<LibraryContext>()
                .Set<Change>()
                .Where(c => c.Seq > floor && (c.Seq > start || c.At > justNow))
                .OrderBy(c => c.Seq)
                .Take(1000)
                .Select(c => new News(c.Seq, c.Topic, c.Id))
                .ToListAsync(cancel);
        }
        catch (Exception e) when (IsEnd(e, cancel))
        {
            return [];
        }
    }

    // A database that is gone ends the stream without a word: the browser opens another, which says so.
    private static bool IsEnd(Exception error, CancellationToken cancel) =>
        error is OperationCanceledException ? cancel.IsCancellationRequested : DatabaseErrors.IsGone(error);

    private async Task<(long Oldest, long Newest)> BoundsAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var changes = scope.ServiceProvider.GetRequiredService<LibraryContext>().Set<Change>().IgnoreQueryFilters([LibraryContext.Access]);
        return (await changes.MinAsync(c => (long?)c.Seq, cancel) ?? 0, await changes.MaxAsync(c => (long?)c.Seq, cancel) ?? 0);
    }

    private sealed record News(long Seq, string Topic, Guid Id);
}
