using AssetLibrary.Web.Assets.Matching;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Assets.Matching;

/// <summary>A library or project asset as it is compared.</summary>
internal sealed class KnownName(Guid id, AssetType type, string name, IEnumerable<string> aliases, string description)
{
    public Guid Id => id;
    public AssetType Type => type;
    public NameForms Name { get; } = NameForms.Of(type, name, aliases);
    public HashSet<string> Words { get; } = DescriptionWords.Of(description);

    /// <summary>Of a project asset: what it is linked to.</summary>
    public Guid? LibraryAssetId { get; init; }

    /// <summary>Null: not even near.</summary>
    public LikelyAsset? To(AskedName asked, DescriptionWords words, NameContext context)
    {
        if (asked.Type != type)
        {
            return null;
        }

        var found = NameSimilarity.Compare(asked.Name, Name, context);
        if (found.Score < NameSimilarity.Near)
        {
            return null;
        }

        // Descriptions may lift what is near a little, and never over what tells two apart.
        var (score, why) = (found.Score, found.Why);
        var (lift, shared) = words.Compare(asked.Words, Words);
        var lifted =
            score is >= NameSimilarity.Doubtful and < NameSimilarity.Certain && !found.IsApart
                ? Math.Min(score + lift, NameSimilarity.Certain - 0.01)
                : score;
        return new(
            id,
            type,
            Name.Shown,
            Math.Round(Math.Max(score, lifted), 3),
            shared.Count == 0 ? [why] : [why, $"both descriptions mention {string.Join(", ", shared)}"]
        )
        {
            IsNamesake = asked.Name.Name.Normalized == Name.Name.Normalized,
        };
    }
}
