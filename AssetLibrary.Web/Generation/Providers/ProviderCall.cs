using System.Net.Http.Headers;
using System.Text.Json;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation.Providers.Answers;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// One step of one order, spoken with one server: within a time and a size, and every way in which it can go wrong becomes a
/// <see cref="JobFailedException"/>.
/// </summary>
internal sealed class ProviderCall(
    ProviderHttp http,
    Fetching fetching,
    ProviderProfile profile,
    Uri endpoint,
    string? key,
    TimeSpan patience,
    long mostBytes,
    Errand errand,
    Func<string> newFile,
    TimeProvider time
)
{
    /// <summary>An address is kept like an id before anything is fetched: what was paid for is fetched again, not bought again.</summary>
    public const string Address = "url:";

    private const int ErrorBytes = 64 * 1024;

    private readonly Scrub scrub = new(key, errand.Prompt);

    public Uri Endpoint => endpoint;
    public string? Key => key;
    public string Label => profile.Label;
    public Errand Errand => errand;
    public TimeSpan Patience => patience;
    public long MostBytes => mostBytes;

    /// <summary>A place for a file beside the store.</summary>
    public string NewFile() => newFile();

    /// <summary>An address below the endpoint; the endpoint's own path stays unless it already ends with what is asked for.</summary>
    public Uri At(string path)
    {
        var root = endpoint.AbsoluteUri.TrimEnd('/');
        var version = path.Split('/', 2)[0];
        var isThere = version.StartsWith('v') && version.Length < 8 && root.EndsWith('/' + version, StringComparison.Ordinal);
        return new(isThere ? root[..^(version.Length + 1)] + '/' + path : root + '/' + path);
    }

    /// <param name="request">Sent once.</param>
    /// <param name="stage">Where it is in the order.</param>
    /// <param name="paid">It may cost money, and there is no id to collect by when it breaks.</param>
    public async Task<WireReply> SendAsync(HttpRequestMessage request, FailureStage stage, bool paid, CancellationToken cancel)
    {
        using var watch = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, watch.Token);
        var dial = new Dial(publicOnly: false);
        try
        {
            using var response = await http.SendAsync(request, dial, both.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw Refused(
                    WireErrorReader.Read(await StartAsync(response, both.Token), (int)response.StatusCode),
                    stage,
                    response.Headers
                );
            }

            return new(await BodyAsync(response, paid, both.Token), response.Content.Headers.ContentType?.MediaType)
            {
                Headers = response.Headers,
                ModelUsed = response.Headers.TryGetValues("x-model-used", out var used) ? SearchText.Cut(used.First(), 128) : null,
            };
        }
        catch (Exception e) when (Broke(e, cancel))
        {
            throw Broken(e, dial, stage, paid);
        }
    }

    /// <summary>For what costs nothing.</summary>
    public async Task<JsonElement> JsonAsync(HttpRequestMessage request, FailureStage stage, CancellationToken cancel)
    {
        var reply = await SendAsync(request, stage, paid: false, cancel);
        return reply.Json is { ValueKind: JsonValueKind.Object } answer
            ? answer
            : throw Fail(stage, ErrorClass.Temporary, Unreadable(reply));
    }

    /// <summary>What was made, in an answer.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="part">The part of it in which what was made is told; null where that is not known.</param>
    /// <param name="ofClip">Whether it is a clip, where the errand does not say.</param>
    public Reading Read(WireReply reply, JsonElement? part = null, bool? ofClip = null) =>
        reply.Pictures(errand.OfClip ?? ofClip, errand.Sent, part);

    /// <summary>Takes what was made out of the answer to an order; whether it is whole is proven again where it is taken in.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="reading">What was found in it.</param>
    /// <param name="receipt">What else it says.</param>
    /// <param name="without">How to say that nothing was found; null for the usual words.</param>
    /// <exception cref="UnreadAnswerException">Nothing was found, or what was found is cut short, in an answer that may have been
    /// paid.</exception>
    public async Task<ProviderStep> TakeAsync(
        WireReply reply,
        Reading reading,
        Receipt? receipt,
        CancellationToken cancel,
        string? without = null
    )
    {
        switch (reading.Found)
        {
            case Found.Whole whole:
                return (await FinishedAsync(whole.Bytes, cancel)) with { Receipt = receipt, Answer = Kept(reply, reading) };
            case Found.Elsewhere elsewhere:
                return new ProviderStep.Pending(Address + elsewhere.Address, TimeSpan.Zero) { Answer = Kept(reply, reading) };
            case Found.CutShort cut:
                var what = cut.ContentType.StartsWith("video/", StringComparison.Ordinal) ? "clip" : "picture";
                throw Unread(reply, reading, $"returned an incomplete {what}.");
        }

        throw reply.Error is { } error ? Refused(error, FailureStage.Submit, reply.Headers)
        : reply.IsRead ? Unread(reply, reading, without ?? "responded without a picture.")
        : errand.IsPaid ? Unread(reply, reading, Unreadable(reply))
        : Fail(FailureStage.Submit, ErrorClass.Temporary, Unreadable(reply));
    }

    /// <summary>Puts bytes that came in an answer into a file.</summary>
    public async Task<ProviderStep.Finished> FinishedAsync(ReadOnlyMemory<byte> picture, CancellationToken cancel)
    {
        var file = NewFile();
        try
        {
            await File.WriteAllBytesAsync(file, picture, cancel);
            return new(file);
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    /// <summary>Fetches a finished picture; see <see cref="ProviderDownload"/>.</summary>
    public Task<ProviderStep.Finished> DownloadAsync(
        string address,
        Func<Uri, bool> mayKnowKey,
        CancellationToken cancel,
        string? keyHeader = null
    ) => new ProviderDownload(this, fetching, time).FetchAsync(address, mayKnowKey, keyHeader, cancel);

    public JobFailedException Fail(FailureStage stage, ErrorClass kind, string predicate) =>
        new(new(stage, kind, $"{profile.Label} {predicate}"));

    public OrderGoneException Gone(FailureStage stage, ErrorClass kind, string predicate) =>
        new(new(stage, kind, $"{profile.Label} {predicate}"));

    /// <summary>It was answered, and nothing can be taken from it. Where it was free, that is all; otherwise the answer is kept.</summary>
    public JobFailedException Unread(WireReply reply, Reading reading, string predicate)
    {
        if (!errand.IsPaid)
        {
            return Fail(FailureStage.Download, ErrorClass.EmptyResult, predicate);
        }

        var answer = Kept(reply, reading);
        var shape = reply.IsRead ? $" Structure: {scrub.Shape(answer.Shape)}." : "";
        return new UnreadAnswerException(
            new(FailureStage.Download, ErrorClass.EmptyResult, $"{profile.Label} {predicate} The response is saved.{shape}"),
            answer
        );
    }

    /// <summary>What a provider says, without what is nobody's business.</summary>
    public string Says(string? words) => scrub.Says(words);

    private ProviderAnswer Kept(WireReply reply, Reading reading) =>
        new(scrub.Clean(reply.Body, reading.Echoes), reply.ContentType, scrub.Shape(reply.Shape));

    public WireRefusedException Refused(WireError error, FailureStage stage, HttpResponseHeaders? headers) =>
        new(error.Failure(stage, profile.Label, headers, time.GetUtcNow(), scrub), error);

    private static string Unreadable(WireReply reply) =>
        reply.Body.IsEmpty ? "returned an empty response."
        : reply.IsPage ? "returned a web page. Check its address."
        : "returned something that can’t be read.";

    private async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, bool paid, CancellationToken cancel)
    {
        // A picture of so many bytes takes a third more as text.
        var most = (mostBytes / 2 * 3) + (1024 * 1024);
        var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        return await stream.CopyAtMostAsync(body, most, cancel)
            ? body.Written()
            : throw (paid ? new UnreadAnswerException(TooLarge(), Start(body, response)) : new JobFailedException(TooLarge()));
    }

    private ProviderAnswer Start(MemoryStream body, HttpResponseMessage response) =>
        new(scrub.Clean(body.Written(), []), response.Content.Headers.ContentType?.MediaType, "too large to read");

    /// <summary>As much of a refusal as came: its status is enough.</summary>
    public static async Task<ReadOnlyMemory<byte>> StartAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var start = new MemoryStream();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            await stream.CopyAtMostAsync(start, ErrorBytes, cancel);
        }
        catch (Exception e) when (e is IOException or HttpRequestException) { }

        return start.Written();
    }

    public JobFailure TooLarge() =>
        new(
            FailureStage.Download,
            ErrorClass.Broken,
            $"{profile.Label} returned a response larger than the limit of {mostBytes / (1024 * 1024)} MB "
                + $"(Providers:{profile.Section}:MaxMegabytes)."
        );

    // A full disk is our own affair, and has a sentence of its own.
    public static bool Broke(Exception e, CancellationToken cancel) =>
        (e is HttpRequestException or IOException && !DatabaseErrors.IsFullDisk(e))
        || (e is OperationCanceledException && !cancel.IsCancellationRequested);

    // Not e.Message: it can hold an address, and addresses hold prompts and keys.
    private JobFailedException Broken(Exception e, Dial dial, FailureStage stage, bool paid)
    {
        var refused =
            e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };
        var arrived = dial.Connected && !refused;
        var how =
            e is OperationCanceledException
                ? $"didn’t finish responding within {patience.TotalSeconds:N0} seconds"
                : "disconnected while responding";
        return (arrived, paid) switch
        {
            (false, _) => Fail(stage, ErrorClass.Temporary, $"can’t be reached at {endpoint.Authority}."),
            (true, true) => Fail(
                stage,
                ErrorClass.MaybeCharged,
                $"{how}. The picture may have been charged. Check with the provider, then retry or cancel."
            ),
            (true, false) => Fail(stage, ErrorClass.Temporary, $"{how}."),
        };
    }
}
