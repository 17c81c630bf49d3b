using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// POST /hooks/replicate: Replicate calls when a prediction has ended. A call proves who it is by its signature and its time, and then
/// says one thing only: ask now. Nothing else of it is believed, so a call that comes twice, late or in another order does no harm; one
/// that does not come is made up for by looking.
/// </summary>
internal sealed partial class ReplicateHook(
    IServiceScopeFactory scopes,
    IEnumerable<IImageProvider> providers,
    OrderNews news,
    ProviderGateway desk,
    TimeProvider time,
    ILogger<ReplicateHook> logger
) : IDisposable
{
    public const string Path = "hooks/replicate";

    private const int LongestCall = 1024 * 1024,
        MostAtOnce = 16,
        ShortestSecret = 16;

    // As the standard of these signatures has it: against a call that was recorded and is sent again later.
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(5),
        AskAgain = TimeSpan.FromMinutes(1),
        AskFor = TimeSpan.FromSeconds(10);

    // The ids of calls that were heard, with the time until which the same call could come again.
    private readonly ConcurrentDictionary<string, DateTimeOffset> heard = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim asking = new(1),
        places = new(MostAtOnce);

    private (string? Secret, DateTimeOffset At) known;

    public async Task<IResult> HearAsync(HttpRequest call, CancellationToken cancel)
    {
        // Nobody has proven yet who is there: only so many are read at once. Replicate calls again.
        if (!places.Wait(0, CancellationToken.None))
        {
            return Problem.Of(StatusCodes.Status503ServiceUnavailable, "slow-down", "Too many calls at once.");
        }

        try
        {
            return await ReadAsync(call, cancel);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<IResult> ReadAsync(HttpRequest call, CancellationToken cancel)
    {
        var (id, at, signatures) = (
            call.Headers["webhook-id"].ToString(),
            call.Headers["webhook-timestamp"].ToString(),
            call.Headers["webhook-signature"].ToString()
        );
        if (
            id.Length is 0 or > 200
            || signatures.Length is 0 or > 2000
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        )
        {
            return Refused("The call is not signed.");
        }

        if (await call.Body.ReadWholeAsync(LongestCall, cancel) is not { } body)
        {
            return Problem.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "A call can have at most 1 MB.");
        }

        if (!await IsSignedAsync([.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body.Span], signatures))
        {
            return Refused("The signature is wrong.");
        }

        var now = time.GetUtcNow();
        if ((DateTimeOffset.FromUnixTimeSeconds(seconds) - now).Duration() is var apart && apart > Apart)
        {
            LogApart(logger, (long)apart.TotalSeconds);
            return Refused("The timestamp is too far from this server’s time.");
        }

        foreach (var old in heard.Where(h => h.Value < now))
        {
            heard.TryRemove(old);
        }

        if (heard.TryAdd(id, now + (2 * Apart)) && PredictionOf(body) is { } prediction)
        {
            await LookAsync(prediction, cancel);
        }

        return Results.NoContent();
    }

    public void Dispose()
    {
        asking.Dispose();
        places.Dispose();
    }

    private async Task LookAsync(string prediction, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        var name = ProviderProfile.Replicate.Name;
        var job = await db.Set<Order>()
            .IgnoreQueryFilters([LibraryContext.Access])
            .Where(o => o.ProviderJobId == prediction && db.Set<GenerationRequest>().Any(r => r.Id == o.Id && r.Provider == name))
            .Select(o => new { o.Id, o.ProjectId })
            .FirstOrDefaultAsync(cancel);
        if (job is not { Id: var id } || news.Ring(id))
        {
            return;
        }

        // Nobody waits for it here: where it stands between two tries, it need not wait any longer.
        await db.WriteAsync(
            async () =>
            {
                if (
                    await db.Set<Job>()
                        .IgnoreQueryFilters([LibraryContext.Access])
                        .Where(j => j.Id == id && j.State == JobState.Waiting)
                        .ExecuteUpdateAsync(s => s.SetProperty(j => j.NotBefore, (DateTimeOffset?)null), cancel) == 1
                )
                {
                    db.Announce(Topics.Job, id, job.ProjectId);
                }
            },
            cancel
        );
    }

    /// <summary>
    /// By the secret that is known; by one that is asked for again, at most once a minute, where that one does not fit any more.
    /// </summary>
    private async Task<bool> IsSignedAsync(byte[] content, string signatures)
    {
        if (desk.OptionsOf(ProviderProfile.Replicate).WebhookSecret is { Length: > 0 } configured)
        {
            return Fits(configured, content, signatures);
        }

        if (Fits(known.Secret, content, signatures))
        {
            return true;
        }

        // Not on the caller's time: anyone who hangs up must not be able to make us ask again and again.
        using var patience = new CancellationTokenSource(AskFor, time);
        if (!await asking.WaitAsync(AskFor, CancellationToken.None))
        {
            return false;
        }

        try
        {
            if (time.GetUtcNow() - known.At > AskAgain)
            {
                known = (known.Secret, time.GetUtcNow());
                known = (await AskAsync(patience.Token) ?? known.Secret, known.At);
            }
        }
        finally
        {
            asking.Release();
        }

        return Fits(known.Secret, content, signatures);
    }

    private async Task<string?> AskAsync(CancellationToken cancel)
    {
        try
        {
            return await providers.OfType<ReplicateProvider>().Single().HookSecretAsync(cancel);
        }
        catch (JobFailedException e)
        {
            LogNoSecret(logger, e.Failure.Sentence);
            return null;
        }
        catch (OperationCanceledException)
        {
            LogNoSecret(logger, "it did not respond in time.");
            return null;
        }
    }

    private static bool Fits(string? secret, byte[] content, string signatures)
    {
        const string Prefix = "whsec_",
            Version = "v1,";
        Span<byte> key = stackalloc byte[512];
        if (
            secret is null
            || secret.Length > 600
            || !Convert.TryFromBase64String(
                secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret,
                key,
                out var length
            )
            || length < ShortestSecret
        )
        {
            return false;
        }

        var right = HMACSHA256.HashData(key[..length], content);
        Span<byte> signature = stackalloc byte[64];
        foreach (var one in signatures.Split(' '))
        {
            if (
                one.Length < 100
                && one.StartsWith(Version, StringComparison.Ordinal)
                && Convert.TryFromBase64String(one[Version.Length..], signature, out var size)
                && CryptographicOperations.FixedTimeEquals(signature[..size], right)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static string? PredictionOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Wire.Text(document.RootElement, "id");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Refused(string why) => Problem.Of(StatusCodes.Status401Unauthorized, "not-signed", why);

    [LoggerMessage(
        LogLevel.Warning,
        "A signed call from Replicate is {Seconds} seconds off the server clock. Check the clock. " + "Orders are still checked regularly."
    )]
    private static partial void LogApart(ILogger logger, long seconds);

    [LoggerMessage(LogLevel.Warning, "Could not get the secret for signed calls from Replicate: {Sentence}")]
    private static partial void LogNoSecret(ILogger logger, string sentence);
}

internal static class Hooks
{
    public static void MapProviderHooks(this WebApplication app) =>
        app.MapPost("/" + ReplicateHook.Path, (HttpRequest call, ReplicateHook hook, CancellationToken cancel) =>
                hook.HearAsync(call, cancel)
            )
            .AllowAnonymous()
            .DisableAntiforgery()
            .ExcludeFromDescription();
}
