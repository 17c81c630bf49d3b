using AssetLibrary.Web.Generation.Providers.Answers;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>What one step of an order is about.</summary>
/// <param name="Prompt">What must not come back in a sentence.</param>
/// <param name="OfClip">Whether a clip is wanted, or a picture; null where that is not known.</param>
/// <param name="IsPaid">It may cost money.</param>
internal sealed record Errand(string? Prompt, bool? OfClip, bool IsPaid)
{
    public SentAlong Sent { get; init; } = SentAlong.None;

    /// <summary>An order that is out already, of which nothing else is known here.</summary>
    public static Errand Collecting => new(null, null, IsPaid: true);
}

/// <summary>A server has refused what was asked of it.</summary>
internal sealed class WireRefusedException(JobFailure failure, WireError error) : JobFailedException(failure)
{
    public WireError Error => error;
}
