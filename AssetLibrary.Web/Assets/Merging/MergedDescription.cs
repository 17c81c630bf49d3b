namespace AssetLibrary.Web.Assets.Merging;

public enum MergedBy
{
    BuiltIn,
    Model,
}

/// <summary>A sentence of the project that says something else than one of the library's.</summary>
public sealed record ChangedFact(string Library, string Project);

/// <summary>A description made of the library's and the project's: proposed, to be read by a person before it is taken.</summary>
public sealed record MergedDescription(string Text, MergedBy By)
{
    /// <summary>Sentences for a person: why it was not the model, what to look at.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Where the project changes what the library says. The built-in merge keeps both, one after the other.</summary>
    public IReadOnlyList<ChangedFact> Changes { get; init; } = [];

    /// <summary>Words, numbers and quoted terms of either side that do not are in the text; those of changed facts only.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Words of the text that neither side has.</summary>
    public IReadOnlyList<string> Invented { get; init; } = [];

    /// <summary>What the question cost, also where its answer was not used.</summary>
    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public long CostMicroUsd { get; init; }
}
