using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssetLibrary.Tests.Services;

public enum CollectorMood
{
    Well,
    Hangs,
    TalksNonsense,
    Away,
}

/// <summary>Takes traces on a free port, as a collector for OTLP over HTTP does, or behaves badly.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CancellationTokenSource ending = new();

    public Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/otel/v1/traces", TakeAsync);
        app.Start();
        Endpoint = app.Urls.Single() + "/otel";
    }

    public string Endpoint { get; }

    public CollectorMood Mood { get; init; }

    public ConcurrentQueue<(string Path, string Key, byte[] Body)> Received { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await app.DisposeAsync();
        ending.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Received.Enqueue((context.Request.Path, context.Request.Headers["x-api-key"].ToString(), body.ToArray()));
        if (Mood == CollectorMood.Hangs)
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, both.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (Mood == CollectorMood.TalksNonsense)
        {
            context.Response.StatusCode = StatusCodes.Status418ImATeapot;
            await context.Response.WriteAsync("<html>no traces here</html>");
        }
    }
}
