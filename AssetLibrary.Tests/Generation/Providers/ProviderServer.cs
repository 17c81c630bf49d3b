using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>Where in the course of an order a call stands.</summary>
public enum Call
{
    Order,
    Look,
    Download,
    Other,
}

/// <summary>
/// A picture server on a free port of this machine that speaks one provider's real wire format. What does not follow it is
/// answered with 418. In place of its own answer it can be told to give another.
/// </summary>
public abstract class ProviderServer : IAsyncDisposable
{
    public const string Key = "sk-verysecret-0123456789";

    private readonly WebApplication app;
    private readonly CancellationTokenSource ending = new();

    protected ProviderServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(o => o.Limits.MaxRequestBodySize = null);
        app = builder.Build();
        app.Run(HandleAsync);
        app.Start();
        Endpoint = app.Urls.Single();
    }

    public string Endpoint { get; }

    public abstract string Name { get; }

    public ConcurrentQueue<WireRequest> Requests { get; } = new();

    /// <summary>Answers in place of the real ones, by call; each is given once, the last of them for ever.</summary>
    public ConcurrentDictionary<Call, Queue<Reply>> Instead { get; } = new();

    public byte[] Picture { get; set; } = Given.HarbourPng();

    public byte[] Clip { get; set; } = Given.Clip();

    /// <summary>Runs while an order is being worked on.</summary>
    public Func<Task> AtWork { get; set; } = () => Task.CompletedTask;

    public int Orders => Requests.Count(r => r.Call == Call.Order);

    public WireRequest LastOrder => Requests.Last(r => r.Call == Call.Order);

    public void Answers(Call call, params Reply[] replies) => Instead[call] = new(replies);

    public void Reset()
    {
        Requests.Clear();
        Instead.Clear();
        Picture = Given.HarbourPng();
        Clip = Given.Clip();
        AtWork = () => Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await app.DisposeAsync();
        ending.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract (Call Call, Func<Reply>? Answer) Route(WireRequest request);

    protected static Reply Wrong(string why) => Reply.Text(418, "the fake says: " + why);

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new WireRequest(
            context.Request.Method,
            context.Request.Path.Value!,
            context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString(), StringComparer.Ordinal),
            body.ToArray()
        );
        (request.Call, var answer) = Route(request);
        Requests.Enqueue(request);
        if (request.Call == Call.Order)
        {
            await AtWork();
        }

        // Where answers that are read from files say that the picture is.
        if (request.Method == "GET" && request.Path.Contains("made", StringComparison.Ordinal) && answer is null)
        {
            request.Call = Call.Download;
            answer = () =>
                request.Path.EndsWith(".mp4", StringComparison.Ordinal) ? Reply.Picture(Clip, "video/mp4") : Reply.Picture(Picture);
        }

        var reply = Next(request.Call) ?? answer?.Invoke() ?? Wrong($"there is no {request.Method} {request.Path}");
        await SayAsync(context, reply);
    }

    private Reply? Next(Call call)
    {
        if (!Instead.TryGetValue(call, out var replies))
        {
            return null;
        }

        lock (replies)
        {
            return replies.Count > 1 ? replies.Dequeue() : replies.Peek();
        }
    }

    private async Task SayAsync(HttpContext context, Reply reply)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending.Token);
        if (reply.Manner == Manner.Dropped)
        {
            context.Abort();
            return;
        }

        if (reply.Manner == Manner.Never)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, both.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        try
        {
            switch (reply.Manner)
            {
                case Manner.Dripping:
                    foreach (var one in reply.Body)
                    {
                        await context.Response.Body.WriteAsync(new[] { one }, both.Token);
                        await context.Response.Body.FlushAsync(both.Token);
                        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, both.Token);
                    }

                    break;
                case Manner.CutOff:
                    context.Response.ContentLength = reply.Body.Length;
                    await context.Response.Body.WriteAsync(reply.Body.AsMemory(0, reply.Body.Length / 2), both.Token);
                    await context.Response.Body.FlushAsync(both.Token);
                    context.Abort();
                    break;
                default:
                    await context.Response.Body.WriteAsync(reply.Body, both.Token);
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // The app has had enough, or the test is over.
        }
    }
}

public sealed record WireRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public Call Call { get; set; }

    public string Text => Encoding.Latin1.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public bool IsForm =>
        Headers.GetValueOrDefault("content-type", "").StartsWith("multipart/form-data; boundary=picture-", StringComparison.Ordinal);

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>The value of a text field of a form.</summary>
    public string? Field(string name)
    {
        var at = Text.IndexOf($"name=\"{name}\"\r\n\r\n", StringComparison.Ordinal);
        return at < 0 ? null : Text[(at + name.Length + 11)..].Split("\r\n")[0];
    }

    public int Files(string name) => Text.Split($"name=\"{name}\"; filename=\"").Length - 1;
}
