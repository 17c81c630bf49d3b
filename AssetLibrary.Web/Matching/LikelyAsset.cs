using AssetLibrary.Web.Library;

namespace AssetLibrary.Web.Matching;

/// <summary>A known asset that a name may mean. Reasons read on from its name: "sounds like it".</summary>
public sealed record LikelyAsset(Guid Id, AssetType Type, string Name, double Score, IReadOnlyList<string> Reasons)
{
    public bool IsCertain => Score >= Likeness.Certain;

    public bool IsLikely => Score >= Likeness.Likely;

    /// <summary>Both are written alike but for case and accents.</summary>
    public bool IsNamesake { get; init; }
}

/// <summary>Who is looked for: a candidate, or a project asset.</summary>
public sealed class AskedName(AssetType type, string name, IEnumerable<string> aliases, string description)
{
    public AssetType Type => type;
    public MatchedName Name { get; } = MatchedName.Of(type, name, aliases);
    internal HashSet<string> Words { get; } = DescriptionWords.Of(description);
}
