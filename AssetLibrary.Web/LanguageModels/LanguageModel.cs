using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using AssetLibrary.Web.Shared;
using OpenAI;
using OpenAI.Chat;
using Polly;

namespace AssetLibrary.Web.LanguageModels;

/// <summary>
/// The one client for every server that speaks OpenAI's chat completions. Whatever the server does ends as an outcome;
/// only cancellation by the caller is thrown. Nothing is loaded before the first question.
/// </summary>
public sealed class LanguageModel(LanguageModelOptions options, ModelTracing tracing, TimeProvider time) : IDisposable
{
    private const int LargestBody = 16 * 1024 * 1024;

    private static readonly ModelOutcome NoAnswer = new ModelOutcome.Failure(
        ModelFailureKind.Temporary,
        "The response isn’t from a chat server. Check LanguageModel:Endpoint. It usually ends in /v1."
    );

    private readonly SemaphoreSlim slots = new(options.MaxParallel);
    private readonly Lazy<ChatClient> client = new(() => Connect(options));
    private readonly Lazy<ResiliencePipeline<ModelOutcome>> tries = new(() => Tries.Pipeline(options, time));
    private Dialect? dialect;
    private volatile bool formIsProven;

    public LanguageModelOptions Options => options;

    /// <summary>Why nothing can be asked, or null.</summary>
    public string? Missing =>
        options.IsConfigured ? null : "No language model is configured. Set LanguageModel:Endpoint and LanguageModel:Model.";

    /// <summary>How answers are asked for at the moment.</summary>
    public AnswerForm Form => Speaks.Form;

    private Dialect Speaks => dialect ?? Dialect.For(new Uri(options.Endpoint));

    /// <param name="question">What to ask.</param>
    /// <param name="cancel">Ends it at once, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">None is configured: see <see cref="Missing"/>.</exception>
    public async Task<ModelOutcome> AskAsync(ModelQuestion question, CancellationToken cancel = default)
    {
        if (Missing is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        var started = time.GetTimestamp();
        var (input, output) = (0L, 0L);
        using var span = tracing.StartChat(options, question);
        var outcome = await tries.Value.ExecuteAsync(
            async stop =>
            {
                var one = await TryAsync(question, span, stop);
                (input, output) = (input + one.InputTokens, output + one.OutputTokens);
                return one;
            },
            cancel
        );
        outcome = outcome with { InputTokens = input, OutputTokens = output, Time = time.GetElapsedTime(started) };
        tracing.End(span, outcome);
        return outcome;
    }

    /// <summary>
    /// The answer did not have the shape that was asked for: from now on it is asked for in a looser form, which such servers may know.
    /// </summary>
    public void ShapeWasIgnored(AnswerForm asked)
    {
        if (Speaks.Form == asked && Speaks.Looser() is { } looser)
        {
            dialect = looser;
        }
    }

    public void Dispose() => slots.Dispose();

    private async Task<ModelOutcome> TryAsync(ModelQuestion question, Activity? span, CancellationToken cancel)
    {
        var speaks = Speaks;
        while (true)
        {
            var outcome = await SendAsync(question, speaks, span, cancel);
            if (outcome is not ModelOutcome.Failure { Kind: ModelFailureKind.BadRequest } failure)
            {
                // Of three concurrent questions the strictest dialect that was understood must not win over a looser one.
                // An answer in plain words proves nothing about the form of others.
                if (outcome is ModelOutcome.Answer && !question.IsFree)
                {
                    formIsProven = formIsProven || speaks.Form == Speaks.Form || dialect is null;
                    dialect = dialect is null || speaks.Form >= dialect.Form ? speaks : dialect;
                }

                return outcome;
            }

            if (speaks.After(failure.Sentence, formIsProven) is not { } next)
            {
                return outcome;
            }

            speaks = next;
        }
    }

    private async Task<ModelOutcome> SendAsync(ModelQuestion question, Dialect speaks, Activity? span, CancellationToken cancel)
    {
        await slots.WaitAsync(cancel);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(options.TimeoutSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            using var content = BinaryContent.Create(ChatRequest.Body(question, options.Model, options.LargestAnswer, speaks));
            var result = await client.Value.CompleteChatAsync(
                content,
                new RequestOptions
                {
                    CancellationToken = both.Token,
                    ErrorOptions = ClientErrorBehaviors.NoThrow,
                    BufferResponse = false,
                }
            );
            using var response = result.GetRawResponse();
            var body = await ReadAsync(response, both.Token);
            return response.Status is >= 200 and < 300
                ? ChatResponse.Read(body) is { } said
                    ? Outcome(question, said, span)
                    : NoAnswer
                : ErrorBody
                    .Read(body, options.ApiKey)
                    .Failure(
                        response.Status,
                        response.Headers.TryGetValue("retry-after", out var after) ? after : null,
                        time.GetUtcNow(),
                        options.Model
                    );
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new ModelOutcome.Failure(
                ModelFailureKind.Temporary,
                $"The language model server didn’t respond within {options.TimeoutSeconds} seconds."
            );
        }
        catch (Exception e)
            when (e is ClientResultException or HttpRequestException or IOException or AggregateException && !cancel.IsCancellationRequested
            )
        {
            return new ModelOutcome.Failure(
                ModelFailureKind.Temporary,
                $"The language model server at {options.Endpoint} can’t be reached: {(e.InnerException ?? e).Message}"
            );
        }
        finally
        {
            slots.Release();
        }
    }

    private ModelOutcome Outcome(ModelQuestion question, ChatResponse response, Activity? span)
    {
        ModelTracing.Describe(span, response);
        ModelOutcome outcome = response switch
        {
            { Refusal: { } words } => new ModelOutcome.Failure(ModelFailureKind.Refusal, $"The model refused: {Short(words)}"),
            { FinishReason: "content_filter" } => new ModelOutcome.Failure(
                ModelFailureKind.Refusal,
                "The server’s content filter blocked the response."
            ),
            { Text: "", FinishReason: "length" } => new ModelOutcome.Failure(
                ModelFailureKind.Cut,
                "The response reached the token limit before any text."
            ),
            { Text: "" } => new ModelOutcome.Failure(ModelFailureKind.Empty, "The model returned an empty response."),
            _ => new ModelOutcome.Answer(response.Text, response.FinishReason == "length", response.Model ?? options.Model),
        };

        // Some servers do not count; an estimate is nearer to the truth than nothing.
        return outcome with
        {
            InputTokens = response.InputTokens ?? TokenEstimate.Of(question.System) + TokenEstimate.Of(question.User),
            OutputTokens = response.OutputTokens ?? TokenEstimate.Of(response.Text),
        };
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(PipelineResponse response, CancellationToken cancel) =>
        response.ContentStream is { } stream ? await stream.ReadStartAsync(LargestBody, cancel) : response.Content.ToMemory();

    private static string Short(string text) => text.Length <= 300 ? text : text[..300] + "…";

    private static ChatClient Connect(LanguageModelOptions options)
    {
        // Which runtime and machine this is concerns no server.
        AppContext.SetSwitch("OpenAI.DisableTelemetry", true);
        var key = new ApiKeyCredential(options.ApiKey.Length > 0 ? options.ApiKey : "none");
        return new(
            options.Model,
            key,
            new OpenAIClientOptions
            {
                Endpoint = new Uri(options.Endpoint.TrimEnd('/')),
                RetryPolicy = new ClientRetryPolicy(0),
                NetworkTimeout = Timeout.InfiniteTimeSpan, // ours stands around the whole answer
                EnableDistributedTracing = false,
            }
        );
    }
}
