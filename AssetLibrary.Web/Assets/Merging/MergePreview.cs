using AssetLibrary.Web.Names;
using AssetLibrary.Web.Versions;

namespace AssetLibrary.Web.Assets.Merging;

/// <summary>Two that may become one, as a form shows them.</summary>
public sealed record MergePreview(
    MergeSide Kept,
    MergeSide? Other,
    IReadOnlyList<MergeChoice> Choices,
    int Revision,
    string Address,
    string Back,
    bool MayEdit,
    Guid? Branch = null
)
{
    /// <summary>What was typed before a save was refused; null on the first look.</summary>
    public string? Name { get; init; }
    public string? Description { get; init; }
}

/// <summary>Counts: how many of what hang on it.</summary>
public sealed record MergeSide(
    Guid Id,
    AssetType Type,
    string Name,
    IReadOnlyList<string> Aliases,
    string Description,
    Picture? Picture,
    IReadOnlyList<(int Count, string One, string Many)> Counts
)
{
    public string Carries => string.Join(", ", Counts.Select(c => c.Count == 1 ? $"1 {c.One}" : $"{c.Count} {c.Many}"));
}

public sealed record MergeChoice(Guid Id, string Name);
