using AssetLibrary.Web.Library;

namespace AssetLibrary.Web.Matching;

/// <summary>A library or project asset as it is compared.</summary>
internal sealed class KnownName(Guid id, AssetType type, string name, IEnumerable<string> aliases, string description)
{
    public Guid Id => id;
    public AssetType Type => type;
    public MatchedName Name { get; } = MatchedName.Of(type, name, aliases);
    public HashSet<string> Words { get; } = DescriptionWords.Of(description);

    /// <summary>Of a project asset: what it is linked to.</summary>
    public Guid? LibraryAssetId { get; init; }

    /// <summary>Null: not even near.</summary>
    public LikelyAsset? To(AskedName asked, DescriptionWords words, Func<Library.Names.NameWord, int> bearers, bool own)
    {
        if (asked.Type != type)
        {
            return null;
        }

        var found = asked.Name.LikenessTo(Name, bearers, own);
        if (found.Score < Likeness.Near)
        {
            return null;
        }

        var (score, why) = (found.Score, found.Why);
        if (!own && score >= Likeness.Certain && Likeness.IsCommon(asked.Name.Name))
        {
            (score, why) = (0.75, $"{why}, a word for anybody");
        }

        var (lift, shared) = words.Compare(asked.Words, Words);
        var lifted = score is >= 0.45 and < Likeness.Certain && !found.IsApart ? Math.Min(score + lift, Likeness.Certain - 0.01) : score;
        return new(id, type, Name.Shown, Math.Round(Math.Max(score, lifted), 3), shared.Count == 0 ? [why] : [why, $"both: {string.Join(", ", shared)}"])
        {
            IsNamesake = asked.Name.Name.Normalized == Name.Name.Normalized,
        };
    }
}
