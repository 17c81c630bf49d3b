using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction;

public enum Confidence
{
    Sure,
    Probable,
    Ask,
}

/// <summary>
/// Where an extractor saw it. Scene is the 1-based ordinal, 0 before the first scene; the quote stands verbatim on that line.
/// </summary>
public sealed record FoundEvidence(int Scene, int Line, string Quote);

/// <summary>How often it occurs in one scene, by cue, heading or mention.</summary>
public sealed record FoundAppearance(int Scene, bool Speaks, int Count);

/// <summary>A character, location or prop an extractor found in a script, with what it is based on. Plain text throughout.</summary>
public sealed record FoundAsset(
    AssetType Type,
    string Name,
    IReadOnlyList<string> Aliases,
    string Description,
    Confidence Confidence,
    bool Speaks,
    IReadOnlyList<FoundEvidence> Evidence,
    IReadOnlyList<FoundAppearance> Appearances
)
{
    /// <summary>Why a person should look, in a sentence; null where there is no doubt.</summary>
    public string? Doubt { get; init; }
}
