using Polly;
using Polly.Retry;

namespace AssetLibrary.Web.LanguageModels;

/// <summary>
/// At most three tries, only after rate limits and temporary errors. A server that says when to come back is obeyed; when
/// that is later than a call may wait, the call ends with the failure, which carries the time.
/// </summary>
internal static class Tries
{
    public const int Most = 3;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    public static ResiliencePipeline<ModelOutcome> Pipeline(LanguageModelOptions options, TimeProvider time)
    {
        var longest = TimeSpan.FromSeconds(options.WaitSeconds);
        return new ResiliencePipelineBuilder<ModelOutcome> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<ModelOutcome>
                {
                    MaxRetryAttempts = Most - 1,
                    Delay = First,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = args =>
                        ValueTask.FromResult(
                            args.Outcome.Result is ModelOutcome.Failure { IsTemporary: true } failure && !(failure.RetryAfter > longest)
                        ),
                    DelayGenerator = args => ValueTask.FromResult((args.Outcome.Result as ModelOutcome.Failure)?.RetryAfter),
                }
            )
            .Build();
    }
}
