using AssetLibrary.Web.LanguageModels;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>A model's failure in the words of the run and of the job.</summary>
internal static class ModelTrouble
{
    public static CallOutcome Of(ModelOutcome.Failure failure) =>
        failure.Kind switch
        {
            ModelFailureKind.Refusal => CallOutcome.Refused,
            ModelFailureKind.Empty => CallOutcome.Empty,
            ModelFailureKind.Cut => CallOutcome.Cut,
            ModelFailureKind.ContextOverflow => CallOutcome.TooLong,
            _ => CallOutcome.Failed,
        };

    public static JobFailure Explain(ModelOutcome.Failure failure) =>
        new(FailureStage.Ask, Class(failure.Kind), failure.Sentence, failure.RetryAfter)
        {
            // Asked three times already. Only who was told to come back later is asked again, then.
            TriedEnough = failure.RetryAfter is null,
        };

    private static ErrorClass Class(ModelFailureKind kind) =>
        kind switch
        {
            ModelFailureKind.RateLimit => ErrorClass.RateLimit,
            ModelFailureKind.Quota => ErrorClass.Quota,
            ModelFailureKind.Auth => ErrorClass.Auth,
            ModelFailureKind.ModelGone => ErrorClass.ModelGone,
            ModelFailureKind.Temporary => ErrorClass.Temporary,
            ModelFailureKind.Refusal => ErrorClass.Safety,
            ModelFailureKind.Empty or ModelFailureKind.Cut => ErrorClass.EmptyResult,
            _ => ErrorClass.BadRequest,
        };
}
