using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Extraction.Model;

public enum CallOutcome
{
    Answered,
    Cut,
    Unreadable,
    Refused,
    Empty,
    TooLong,
    Failed,
}

/// <summary>One question to a language model within a run: what was sent, what came back, and what it cost. Never changed.</summary>
public sealed class ExtractionCall : IOfProject
{
    public Guid Id { get; init; } = Ids.New();
    public required Guid RunId { get; init; }
    public Guid? ProjectId { get; init; }

    /// <summary>Its place among the run's questions, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>What was asked about: scenes by their ordinals ("1–4"), or "names".</summary>
    public required string About { get; init; }
    public required string System { get; init; }
    public required string Prompt { get; init; }

    /// <summary>What came back, or the sentence of the failure.</summary>
    public required string Answer { get; init; }
    public required CallOutcome Outcome { get; init; }

    /// <summary>How much the answer had to be repaired; null where there was nothing to read.</summary>
    public string? Tier { get; init; }
    public required long InputTokens { get; init; }
    public required long OutputTokens { get; init; }
    public required long CostMicroUsd { get; init; }
    public required long ElapsedMs { get; init; }
}
