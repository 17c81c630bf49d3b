using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>How a file is fetched from an address that somebody names.</summary>
/// <param name="What">Of which the sentences speak.</param>
/// <param name="Field">Of the request, that holds the address.</param>
/// <param name="TooLarge">The end of the sentence that says so.</param>
public sealed record FetchRules(string What, string Field, string TooLarge)
{
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
    public int MostRedirects { get; init; } = Fetching.MostRedirects;

    /// <summary>Waits until so many bytes more may be read; null for no limit.</summary>
    public Func<int, CancellationToken, ValueTask>? Pace { get; init; }

    /// <summary>Waits before it asks again, where the file is not there yet or the server is busy.</summary>
    public IReadOnlyList<TimeSpan> Waits { get; init; } = [];
}

/// <summary>
/// Fetches a file from an address that somebody names: within a time and a size, and only from where <see cref="Fetching"/> goes.
/// </summary>
internal sealed class RemoteFiles(Fetching fetching, BlobStore blobs, TimeProvider time)
{
    /// <summary>The file lies beside the store and is the caller's.</summary>
    /// <param name="address">Where it lies.</param>
    /// <param name="mostBytes">More are not taken.</param>
    /// <param name="rules">How it is fetched.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RefusedException">422: a sentence that says why there is no file.</exception>
    public async Task<string> FetchAsync(Uri address, long mostBytes, FetchRules rules, CancellationToken cancel)
    {
        using var watch = new CancellationTokenSource(rules.Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, watch.Token);
        var path = blobs.NewFile();
        RefusedException Refused(string why) => RefusedException.Invalid($"{rules.What} couldn’t be downloaded: {why}", rules.Field);
        try
        {
            using var response = await AskAsync(address, rules, both.Token);
            if (!response.IsSuccessStatusCode)
            {
                // Without the address: it can hold a signature.
                var status = (int)response.StatusCode;
                throw Refused($"the server returned HTTP {status}. A signed link may have expired. Use a new one.");
            }

            await using var stream = await response.Content.ReadAsStreamAsync(both.Token);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            return await stream.CopyAtMostAsync(file, mostBytes, both.Token, rules.Pace) ? path : throw Refused(rules.TooLarge);
        }
        catch (Exception e)
        {
            File.Delete(path);
            throw e switch
            {
                _ when e is OperationCanceledException && cancel.IsCancellationRequested => e,
                OperationCanceledException => Refused($"it took longer than {rules.Patience.TotalSeconds:N0} seconds."),
                _ when e.GetBaseException() is ForbiddenAddressException => Refused(ForbiddenAddressException.Sentence),
                HttpRequestException or IOException when !DatabaseErrors.IsFullDisk(e) => Refused(
                    "the server can’t be reached, or it disconnected."
                ),
                _ => e,
            };
        }
    }

    private async Task<HttpResponseMessage> AskAsync(Uri address, FetchRules rules, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            var response = await fetching.GetAsync(address, own: null, sign: null, cancel, rules.MostRedirects);
            if (tries == rules.Waits.Count || !IsNotReady(response))
            {
                return response;
            }

            var told = response.Headers.RetryAfter?.Delta;
            response.Dispose();
            var wait = told > rules.Waits[tries] ? told.Value : rules.Waits[tries];
            await Task.Delay(wait < rules.Patience ? wait : rules.Patience, time, cancel);
        }
    }

    private static bool IsNotReady(HttpResponseMessage response) =>
        (int)response.StatusCode is 202 or 204 or 404 or 408 or 425 or 429 or 500 or 502 or 503 or 504;
}
