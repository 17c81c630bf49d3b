using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>An answer that was read whole.</summary>
internal sealed record WireReply(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Pollinations names the model that really answered in a header.</summary>
    public string? ModelUsed { get; init; }
}

/// <summary>
/// One step of one order, spoken with one server: within a time and a size, and every way in which it can go wrong becomes a
/// <see cref="JobFailedException"/>.
/// </summary>
internal sealed class ProviderLine(ProviderHttp http, ProviderProfile profile, Uri endpoint, string? key, TimeSpan patience, long mostBytes, string? prompt, Func<string> newFile, TimeProvider time)
{
    private const int ErrorBytes = 64 * 1024, MostRedirects = 5;

    private readonly Scrub scrub = new(key, prompt);

    public Uri Endpoint => endpoint;
    public string? Key => key;
    public string Label => profile.Label;

    /// <summary>An address below the endpoint; the endpoint's own path stays unless it already ends with what is asked for.</summary>
    public Uri At(string path)
    {
        var root = endpoint.AbsoluteUri.TrimEnd('/');
        var version = path.Split('/', 2)[0];
        return new(version.StartsWith('v') && version.Length < 8 && root.EndsWith('/' + version, StringComparison.Ordinal) ? root[..^(version.Length + 1)] + '/' + path : root + '/' + path);
    }

    /// <param name="request">Sent once.</param>
    /// <param name="stage">Where it stands in the order.</param>
    /// <param name="paid">It may cost money, and there is no id to collect by when it breaks.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<WireReply> SendAsync(HttpRequestMessage request, FailureStage stage, bool paid, CancellationToken cancel)
    {
        using var watch = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, watch.Token);
        var dial = new Dial(publicOnly: false);
        try
        {
            using var response = await http.SendAsync(request, dial, both.Token);
            var good = response.IsSuccessStatusCode;
            var body = await BodyAsync(response, good, both.Token);
            return good
                ? new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body) { ModelUsed = response.Headers.TryGetValues("x-model-used", out var used) ? SearchText.Cut(used.First(), 128) : null }
                : throw new JobFailedException(WireError.Read(body, (int)response.StatusCode).Failure(stage, profile.Label, response.Headers, time.GetUtcNow(), scrub));
        }
        catch (Exception e) when (Broke(e, cancel))
        {
            throw Broken(e, dial, stage, paid);
        }
    }

    public async Task<JsonElement> JsonAsync(HttpRequestMessage request, FailureStage stage, bool paid, CancellationToken cancel)
    {
        var reply = await SendAsync(request, stage, paid, cancel);
        return Json(reply, stage, paid);
    }

    public JsonElement Json(WireReply reply, FailureStage stage, bool paid)
    {
        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document.RootElement.Clone();
            }
        }
        catch (JsonException)
        {
        }

        throw Fail(stage, paid ? ErrorClass.EmptyResult : ErrorClass.Temporary, reply.Body.Length == 0 ? "answered with nothing." : Sniffed(reply.Body.Span) == ContentSniffer.Html
            ? "answered with a web page: is its address right?"
            : "answered with something that cannot be read.");
    }

    /// <summary>Puts bytes that came in an answer into a file, if they are a picture at all; whether it is whole is proven where it is taken in.</summary>
    public async Task<ProviderStep> FinishedAsync(ReadOnlyMemory<byte> picture, CancellationToken cancel)
    {
        RequirePicture(picture.Span);
        var file = newFile();
        try
        {
            await File.WriteAllBytesAsync(file, picture, cancel);
            return new ProviderStep.Finished(file);
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    public Task<ProviderStep> FinishedAsync(string base64, CancellationToken cancel)
    {
        var text = base64.AsMemory();
        if (base64.StartsWith("data:", StringComparison.Ordinal))
        {
            text = text[(base64.IndexOf(',', StringComparison.Ordinal) + 1)..];
        }

        var bytes = new byte[((text.Length / 4) + 1) * 3];
        return Convert.TryFromBase64Chars(text.Span, bytes, out var written)
            ? FinishedAsync(bytes.AsMemory(0, written), cancel)
            : throw Fail(FailureStage.Download, ErrorClass.EmptyResult, "answered with a picture that cannot be read.");
    }

    /// <summary>
    /// Fetches a finished picture. It may lie anywhere in the public network, and on the configured server's own host; every
    /// redirect is looked at anew. The key goes along only where <paramref name="mayKnowKey"/> says so.
    /// </summary>
    /// <param name="address">Absolute, or below the endpoint.</param>
    /// <param name="mayKnowKey">Whether a server may know it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="keyHeader">Where the key stands, when not as a bearer's.</param>
    public async Task<ProviderStep> DownloadAsync(string address, Func<Uri, bool> mayKnowKey, CancellationToken cancel, string? keyHeader = null)
    {
        if (address.StartsWith("data:", StringComparison.Ordinal))
        {
            return await FinishedAsync(address, cancel);
        }

        var at = Uri.TryCreate(endpoint, address, out var first) ? first : throw Fail(FailureStage.Download, ErrorClass.EmptyResult, "gave no address of a picture.");
        using var watch = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, watch.Token);
        var dial = new Dial(publicOnly: false);
        var file = newFile();
        try
        {
            for (var hops = 0; ; hops++)
            {
                if (at.Scheme is not ("http" or "https") || at.UserInfo.Length > 0 || hops > MostRedirects)
                {
                    throw Fail(FailureStage.Download, ErrorClass.Broken, "leads to an address from which nothing is fetched.");
                }

                dial = new Dial(publicOnly: !string.Equals(at.IdnHost, endpoint.IdnHost, StringComparison.OrdinalIgnoreCase));
                using var request = new HttpRequestMessage(HttpMethod.Get, at);
                if (key is not null && mayKnowKey(at) && keyHeader is not null)
                {
                    request.Headers.Add(keyHeader, key);
                }
                else if (key is not null && mayKnowKey(at))
                {
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                }

                using var response = await http.SendAsync(request, dial, both.Token);
                if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } next)
                {
                    at = new(at, next);
                    continue;
                }

                if (!response.IsSuccessStatusCode)
                {
                    throw NotThere(response.StatusCode, WireError.Read(await BodyAsync(response, false, both.Token), (int)response.StatusCode).Failure(FailureStage.Download, profile.Label, response.Headers, time.GetUtcNow(), scrub));
                }

                await ToFileAsync(response, file, both.Token);
                return new ProviderStep.Finished(file);
            }
        }
        catch (Exception e)
        {
            File.Delete(file);
            if (!Broke(e, cancel))
            {
                throw;
            }

            throw e.GetBaseException() is PrivateAddressException
                ? Fail(FailureStage.Download, ErrorClass.Broken, "leads to an address in a private network, from which nothing is fetched.")
                : Broken(e, dial, FailureStage.Download, paid: false);
        }
    }

    public JobFailedException Fail(FailureStage stage, ErrorClass kind, string predicate) => new(new(stage, kind, $"{profile.Label} {predicate}"));

    public OrderGoneException Gone(FailureStage stage, ErrorClass kind, string predicate) => new(new(stage, kind, $"{profile.Label} {predicate}"));

    /// <summary>What a provider says, without what is nobody's business.</summary>
    public string Says(string? words) => scrub.Says(words);

    public static HttpRequestMessage Post(Uri address, JsonNode body) => new(HttpMethod.Post, address)
    {
        Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new("application/json") } },
    };

    /// <summary>As servers of every kind read it: names in quotes, the boundary without.</summary>
    public static MultipartFormDataContent Form(params IEnumerable<(string Name, string Value)> fields)
    {
        var boundary = $"picture-{Guid.NewGuid():N}";
        var form = new MultipartFormDataContent(boundary);
        form.Headers.ContentType!.Parameters.Single().Value = boundary;
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value) { Headers = { ContentType = null } }, $"\"{name}\"");
        }

        return form;
    }

    public static void Attach(MultipartFormDataContent form, string name, ReferencePicture picture, string fileName) =>
        form.Add(new ByteArrayContent(picture.Bytes) { Headers = { ContentType = new(picture.ContentType) } }, $"\"{name}\"", $"\"{fileName}\"");

    public static string FileName(ReferencePicture picture, string stem) => $"{stem}.{(picture.ContentType == "image/jpeg" ? "jpg" : picture.ContentType["image/".Length..])}";

    private JobFailedException NotThere(HttpStatusCode status, JobFailure failure) => status is HttpStatusCode.NotFound or HttpStatusCode.Gone
        ? Gone(FailureStage.Download, ErrorClass.EmptyResult, "no longer has the picture: it keeps what it made for a while only.")
        : new JobFailedException(failure);

    private async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, bool good, CancellationToken cancel)
    {
        var body = new MemoryStream();
        // A picture of so many bytes takes a third more as text.
        var most = good ? (mostBytes / 2 * 3) + (1024 * 1024) : ErrorBytes;
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
            {
                body.Write(buffer, 0, read);
                if (body.Length > most)
                {
                    return good ? throw TooLarge() : body.ToArray();
                }
            }
        }
        catch (Exception e) when (!good && e is IOException or HttpRequestException)
        {
            // The status is enough.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private async Task ToFileAsync(HttpResponseMessage response, string path, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long size = 0;
            for (int read; (read = await stream.ReadAtLeastAsync(buffer, 4096, throwOnEndOfStream: false, cancel)) > 0;)
            {
                if (size == 0)
                {
                    RequirePicture(buffer.AsSpan(0, read));
                }

                if ((size += read) > mostBytes)
                {
                    throw TooLarge();
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }

            if (size == 0)
            {
                RequirePicture([]);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void RequirePicture(ReadOnlySpan<byte> head)
    {
        var type = Sniffed(head);
        if (head.IsEmpty || type is null || !(type.StartsWith("image/", StringComparison.Ordinal) || type.StartsWith("video/", StringComparison.Ordinal)) || type == ContentSniffer.Svg)
        {
            throw Fail(FailureStage.Download, ErrorClass.EmptyResult, head.IsEmpty ? "answered with an empty file." : type == ContentSniffer.Html ? "answered with a web page in place of a picture." : "answered with something that is no picture.");
        }
    }

    private JobFailedException TooLarge() => Fail(FailureStage.Download, ErrorClass.Broken, $"answered with more than the {mostBytes / (1024 * 1024)} MB that are taken (Providers:{profile.Section}:MaxMegabytes).");

    private static string? Sniffed(ReadOnlySpan<byte> head) => ContentSniffer.Sniff(head[..Math.Min(head.Length, 4096)]);

    // A full disk is our own affair, and has a sentence of its own.
    private static bool Broke(Exception e, CancellationToken cancel) => (e is HttpRequestException or IOException && !ErrorPages.IsFullDisk(e)) || (e is OperationCanceledException && !cancel.IsCancellationRequested);

    // Not e.Message: it can hold an address, and addresses hold prompts and keys.
    private JobFailedException Broken(Exception e, Dial dial, FailureStage stage, bool paid)
    {
        var arrived = dial.Connected && e is not HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError };
        var late = e is OperationCanceledException;
        return (arrived, paid) switch
        {
            (false, _) => Fail(stage, ErrorClass.Temporary, $"cannot be reached at {endpoint.Authority}."),
            (true, true) => Fail(stage, ErrorClass.MaybeCharged, $"{(late ? $"did not finish its answer within {patience.TotalSeconds:N0} seconds" : "broke off while it answered")}: the picture may have been charged. Look there, then try again or cancel."),
            (true, false) => Fail(stage, ErrorClass.Temporary, late ? $"did not finish its answer within {patience.TotalSeconds:N0} seconds." : "broke off while it answered."),
        };
    }
}
