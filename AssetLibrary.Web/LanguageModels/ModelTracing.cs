using System.Diagnostics;
using System.Text.Json;
using AssetLibrary.Web.Telemetry;

namespace AssetLibrary.Web.LanguageModels;

/// <summary>
/// The story of each call as OpenTelemetry spans, by the semantic conventions for generative AI, under one span for the whole run.
/// </summary>
public sealed class ModelTracing(OtlpOptions otlp)
{
    public const string SourceName = TelemetrySetup.Prefix + "LanguageModels";

    // Static: listeners find sources by name, and a source is never garbage.
    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The span that holds all calls of a run; dispose it at the run's end. Null: nobody listens.</summary>
    public Activity? StartRun(string workflow, Guid run)
    {
        var span = Source.StartActivity($"invoke_workflow {workflow}", ActivityKind.Internal, parentContext: default);
        span?.SetTag("gen_ai.operation.name", "invoke_workflow");
        span?.SetTag("gen_ai.workflow.name", workflow);
        span?.SetTag("gen_ai.conversation.id", run.ToString());
        span?.SetTag("langsmith.span.kind", "chain");
        return span;
    }

    internal Activity? StartChat(LanguageModelOptions model, ModelQuestion question)
    {
        if (Source.StartActivity($"chat {model.Model}", ActivityKind.Client) is not { } span)
        {
            return null;
        }

        var server = new Uri(model.Endpoint);
        var provider = Provider(server.Host);
        span.SetTag("gen_ai.operation.name", "chat");
        span.SetTag("gen_ai.provider.name", provider);
        span.SetTag("gen_ai.system", provider); // its older name, which collectors still read
        span.SetTag("gen_ai.request.model", model.Model);
        span.SetTag("gen_ai.request.max_tokens", model.LargestAnswer);
        span.SetTag("gen_ai.output.type", "json");
        span.SetTag("server.address", server.Host);
        span.SetTag("server.port", server.Port);
        span.SetTag("langsmith.span.kind", "llm");
        if (otlp.IncludeContent)
        {
            span.SetTag("gen_ai.system_instructions", JsonSerializer.Serialize(new[] { new { type = "text", content = question.System } }));
            span.SetTag(
                "gen_ai.input.messages",
                JsonSerializer.Serialize(new[] { new { role = "user", parts = new[] { new { type = "text", content = question.User } } } })
            );
            span.SetTag("gen_ai.prompt.0.role", "system");
            span.SetTag("gen_ai.prompt.0.content", question.System);
            span.SetTag("gen_ai.prompt.1.role", "user");
            span.SetTag("gen_ai.prompt.1.content", question.User);
        }

        return span;
    }

    internal static void Describe(Activity? span, ChatResponse response)
    {
        span?.SetTag("gen_ai.response.id", response.Id);
        span?.SetTag("gen_ai.response.model", response.Model);
        span?.SetTag("gen_ai.response.finish_reasons", response.FinishReason is null ? null : new[] { response.FinishReason });
    }

    internal void End(Activity? span, ModelOutcome outcome)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag("gen_ai.usage.input_tokens", outcome.InputTokens);
        span.SetTag("gen_ai.usage.output_tokens", outcome.OutputTokens);
        if (outcome is ModelOutcome.Failure failure)
        {
            span.SetTag("error.type", JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.Kind.ToString()));
            span.SetStatus(ActivityStatusCode.Error, otlp.IncludeContent ? failure.Sentence : null);
        }
        else if (otlp.IncludeContent && outcome is ModelOutcome.Answer answer)
        {
            span.SetTag(
                "gen_ai.output.messages",
                JsonSerializer.Serialize(
                    new[]
                    {
                        new
                        {
                            role = "assistant",
                            parts = new[] { new { type = "text", content = answer.Text } },
                            finish_reason = answer.Cut ? "length" : "stop",
                        },
                    }
                )
            );
            span.SetTag("gen_ai.completion.0.role", "assistant");
            span.SetTag("gen_ai.completion.0.content", answer.Text);
        }
    }

    // The names that the conventions give to the well-known ones; of any other server its host is what is known.
    private static string Provider(string host) =>
        host switch
        {
            _ when host.EndsWith("openai.azure.com", StringComparison.OrdinalIgnoreCase) => "azure.ai.openai",
            _ when host.EndsWith("openai.com", StringComparison.OrdinalIgnoreCase) => "openai",
            _ when host.EndsWith("googleapis.com", StringComparison.OrdinalIgnoreCase) => "gcp.gemini",
            _ when host.EndsWith("anthropic.com", StringComparison.OrdinalIgnoreCase) => "anthropic",
            _ when host.EndsWith("mistral.ai", StringComparison.OrdinalIgnoreCase) => "mistral_ai",
            _ when host.EndsWith("groq.com", StringComparison.OrdinalIgnoreCase) => "groq",
            _ when host.EndsWith("deepseek.com", StringComparison.OrdinalIgnoreCase) => "deepseek",
            _ => host,
        };
}
