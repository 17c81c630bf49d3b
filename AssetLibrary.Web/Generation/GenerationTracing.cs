using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Telemetry;

namespace AssetLibrary.Web.Generation;

/// <summary>
/// Each call to a provider of pictures as a span, by the semantic conventions for generative AI, and what they took as counts. Keys
/// are in none of them; prompts only where Otlp:IncludeContent says so.
/// </summary>
public sealed class GenerationTracing(OtlpOptions otlp, TimeProvider time)
{
    public const string SourceName = TelemetrySetup.Prefix + "Generation";

    // Static: listeners find them by name, and they are never garbage.
    private static readonly ActivitySource Source = new(SourceName);
    private static readonly Meter Meter = new(SourceName);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "gen_ai.client.operation.duration",
        "s",
        "Duration of provider calls."
    );
    private static readonly Counter<double> Paid = Meter.CreateCounter<double>(
        "assetlibrary.pictures.cost",
        "USD",
        "Cost of generated pictures."
    );

    /// <summary>One call: submit or collect.</summary>
    internal async Task<ProviderStep> CallAsync(string step, GenerationRequest request, RequestSnapshot sent, Func<Task<ProviderStep>> call)
    {
        using var span = Source.StartActivity($"generate_content {request.Model}", ActivityKind.Client);
        var tags = new TagList
        {
            { "gen_ai.operation.name", "generate_content" },
            { "gen_ai.provider.name", request.Provider },
            { "gen_ai.request.model", request.Model },
            { "assetlibrary.step", step },
        };
        foreach (var (key, value) in tags)
        {
            span?.SetTag(key, value);
        }

        Describe(span, request, sent);
        var started = time.GetTimestamp();
        try
        {
            var answer = await call();
            Describe(span, answer);
            return answer;
        }
        catch (JobFailedException e)
        {
            var kind = JsonNamingPolicy.SnakeCaseLower.ConvertName(e.Failure.Class.ToString());
            span?.SetTag("error.type", kind);
            span?.SetStatus(ActivityStatusCode.Error, e.Failure.Sentence); // never holds a key or a prompt
            tags.Add("error.type", kind);
            throw;
        }
        finally
        {
            Duration.Record(time.GetElapsedTime(started).TotalSeconds, tags);
        }
    }

    internal static void Cost(GenerationRequest request, decimal? usd)
    {
        if (usd is > 0)
        {
            Paid.Add((double)usd, new TagList { { "gen_ai.provider.name", request.Provider }, { "gen_ai.request.model", request.Model } });
        }
    }

    private void Describe(Activity? span, GenerationRequest request, RequestSnapshot sent)
    {
        span?.SetTag("gen_ai.output.type", request.Seconds is null ? "image" : "video");
        span?.SetTag("gen_ai.request.seed", request.Seed);
        span?.SetTag("assetlibrary.job.id", request.Id.ToString());
        span?.SetTag("assetlibrary.picture.size", sent.Asked ?? $"{sent.Width}x{sent.Height}");
        span?.SetTag("assetlibrary.references", sent.References?.Count(r => r.IsSent) ?? 0);
        if (span is not null && otlp.IncludeContent)
        {
            span.SetTag(
                "gen_ai.input.messages",
                JsonSerializer.Serialize(new[] { new { role = "user", parts = new[] { new { type = "text", content = sent.Prompt } } } })
            );
        }
    }

    private static void Describe(Activity? span, ProviderStep answer)
    {
        if (answer is ProviderStep.Pending pending)
        {
            span?.SetTag("assetlibrary.pending", true);
            span?.SetTag(
                "gen_ai.response.id",
                pending.ProviderJobId.StartsWith("url:", StringComparison.Ordinal) ? null : pending.ProviderJobId
            );
        }
        else if (answer is ProviderStep.Finished { Receipt: { } receipt })
        {
            span?.SetTag("gen_ai.response.id", receipt.AnswerId);
            span?.SetTag("gen_ai.response.model", receipt.Model);
            span?.SetTag("gen_ai.usage.input_tokens", receipt.Tokens?.Input);
            span?.SetTag("gen_ai.usage.output_tokens", receipt.Tokens?.Output);
        }
    }
}
