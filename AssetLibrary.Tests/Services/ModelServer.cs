using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AssetLibrary.Tests.Services;

/// <summary>
/// A chat server on a free port that speaks the real wire format. It answers what <see cref="Answer"/> says, or the next
/// of <see cref="Next"/>; what it was sent is in <see cref="Requests"/>.
/// </summary>
public sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CancellationTokenSource ending = new();

    public ModelServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/v1/chat/completions", HandleAsync);
        app.Start();
        Endpoint = app.Urls.Single() + "/v1";
    }

    public string Endpoint { get; }

    public ConcurrentQueue<ModelRequest> Requests { get; } = new();

    public ConcurrentQueue<Func<ModelRequest, ModelReply>> Next { get; } = new();

    public Func<ModelRequest, ModelReply> Answer { get; set; } = _ => ModelReply.Says("""{"scenes":[]}""");

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await app.DisposeAsync();
        ending.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var request = new ModelRequest(body, context.Request.Headers.Authorization.ToString());
        Requests.Enqueue(request);
        var reply = (Next.TryDequeue(out var next) ? next : Answer)(request);
        if (reply.Hangs)
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, both.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (reply.Trickles)
        {
            context.Response.ContentType = "application/json";
            for (var first = true; !context.RequestAborted.IsCancellationRequested; first = false)
            {
                await context.Response.WriteAsync(
                    first ? "{\"choices\":[{\"message\":{\"content\":\"" : "and then ",
                    context.RequestAborted
                );
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Yield();
            }

            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(reply.Body);
    }
}

public sealed record ModelRequest(JsonObject Body, string Authorization)
{
    public string System => Body["messages"]![0]!["content"]!.GetValue<string>();

    public string User => Body["messages"]![1]!["content"]!.GetValue<string>();

    /// <summary>json_schema, json_object, or nothing.</summary>
    public string? Form => Body["response_format"]?["type"]?.GetValue<string>();
}

public sealed record ModelReply(int Status, string Body)
{
    public Dictionary<string, string> Headers { get; init; } = new(StringComparer.Ordinal);

    public bool Hangs { get; init; }

    /// <summary>It goes on and on.</summary>
    public bool Trickles { get; init; }

    public static ModelReply Never { get; } = new(200, "") { Hangs = true };

    public static ModelReply Endless { get; } = new(200, "") { Trickles = true };

    public static ModelReply Says(string? content, string finish = "stop", string? refusal = null, int input = 900, int output = 70) =>
        new(
            200,
            JsonSerializer.Serialize(
                new
                {
                    id = "chatcmpl-1",
                    @object = "chat.completion",
                    created = 1763683200,
                    model = "reader-1-2026",
                    choices = new[]
                    {
                        new
                        {
                            index = 0,
                            message = new
                            {
                                role = "assistant",
                                content,
                                refusal,
                            },
                            finish_reason = finish,
                        },
                    },
                    usage = new
                    {
                        prompt_tokens = input,
                        completion_tokens = output,
                        total_tokens = input + output,
                    },
                }
            )
        );

    public static ModelReply Fails(int status, string message, string? code = null, string? type = null, string? retryAfter = null)
    {
        var reply = new ModelReply(
            status,
            JsonSerializer.Serialize(
                new
                {
                    error = new
                    {
                        message,
                        type,
                        param = (string?)null,
                        code,
                    },
                }
            )
        );
        if (retryAfter is not null)
        {
            reply.Headers["Retry-After"] = retryAfter;
        }

        return reply;
    }
}
