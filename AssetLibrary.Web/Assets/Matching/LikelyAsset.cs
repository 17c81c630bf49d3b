using AssetLibrary.Web.Assets.Matching;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Assets.Matching;

/// <summary>A known asset that a name may mean. Reasons read on from its name: "sounds like it".</summary>
public sealed record LikelyAsset(Guid Id, AssetType Type, string Name, double Score, IReadOnlyList<string> Reasons)
{
    public bool IsCertain => Score >= NameSimilarity.Certain;

    public bool IsLikely => Score >= NameSimilarity.Likely;

    /// <summary>Both are written alike but for case and accents.</summary>
    public bool IsNamesake { get; init; }
}

/// <summary>Who is looked for: a candidate, or a project asset.</summary>
public sealed class AskedName(AssetType type, string name, IEnumerable<string> aliases, string description)
{
    public AssetType Type => type;
    public NameForms Name { get; } = NameForms.Of(type, name, aliases);
    internal HashSet<string> Words { get; } = DescriptionWords.Of(description);
}
