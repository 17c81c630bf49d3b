namespace AssetLibrary.Web.Names;

/// <summary>
/// How alike two words of names are, from 0 to 1. Each grade is a way of being alike, and told from the others by its number.
/// </summary>
internal static class WordSimilarity
{
    public const double Exact = 1,
        Script = 0.95,
        Heard = 0.92,
        Short = 0.86,
        Mistyped = 0.84,
        Initial = 0.7,
        Ending = 0.6,
        Plural = 0.5;

    private const int LongEnoughForTypo = 5,
        LongEnoughForEnding = 6,
        ShortestHeardName = 3,
        ShortestHeardWord = 4;

    public static double Of(NameWord a, NameWord b, AssetType type)
    {
        if (a.Text == b.Text)
        {
            return Exact;
        }

        // TIEDEMANNS WERKSTATT and TIEDEMANN'S WERKSTATT.
        if (a.IsOwner != b.IsOwner && (a.IsOwner ? a.Text + "s" == b.Text : b.Text + "s" == a.Text))
        {
            return Heard;
        }

        if (a.IsUnspaced || b.IsUnspaced)
        {
            return 0;
        }

        return type == AssetType.Character && Named(a, b) is { } named ? named : Written(a, b, type);
    }

    // What only names of people have; null: no word of it.
    private static double? Named(NameWord a, NameWord b)
    {
        if (a.IsInitial || b.IsInitial)
        {
            return a.Sound.Length > 0 && b.Sound.Length > 0 && (a.Text[0] == b.Text[0] || a.Sound[0] == b.Sound[0]) ? Initial : 0;
        }

        if (NameWords.IsShortFor(a.Text, b.Text))
        {
            return a.Sound != b.Sound ? Short
                : a.IsForeign != b.IsForeign ? Script
                : Heard;
        }

        // Two names that people are given are two names, however alike they look.
        return !NameWords.IsGiven(a.Text) || !NameWords.IsGiven(b.Text) ? null
            : a.IsForeign != b.IsForeign && a.Sound == b.Sound ? Script
            : 0;
    }

    private static double Written(NameWord a, NameWord b, AssetType type)
    {
        if (a.IsForeign != b.IsForeign)
        {
            var (one, other) = (Plain(a), Plain(b));
            return one == other ? Script
                : Math.Min(a.Sound.Length, b.Sound.Length) > LongEnoughForTypo && Typo.IsOne(one, other) ? Heard
                : 0;
        }

        if (a.Sound == b.Sound && a.Sound.Length >= (type == AssetType.Character ? ShortestHeardName : ShortestHeardWord))
        {
            return Heard;
        }

        if (IsPlural(a.Text, b.Text))
        {
            return type == AssetType.Prop ? Plural : 0;
        }

        var shorter = Math.Min(a.Text.Length, b.Text.Length);
        return shorter < LongEnoughForTypo || a.Text[0] != b.Text[0] || !Typo.IsOne(a.Text, b.Text) ? 0
            : !EndsOtherwise(a.Text, b.Text) ? Mistyped
            : type == AssetType.Character && shorter >= LongEnoughForEnding ? Ending
            : 0;
    }

    // Журавлёва is written Zhuravleva as often as Zhuravlyova.
    private static string Plain(NameWord word) => word.Sound.Replace("io", "e", StringComparison.Ordinal);

    // Maria and Mario, Karin and Karina, key and keys: the last letter makes another word.
    private static bool EndsOtherwise(string a, string b) =>
        a.Length == b.Length ? a.AsSpan().CommonPrefixLength(b) >= a.Length - 1
        : a.Length > b.Length ? a.StartsWith(b, StringComparison.Ordinal)
        : b.StartsWith(a, StringComparison.Ordinal);

    // A key and keys may be one thing that the writer counted otherwise.
    private static bool IsPlural(string a, string b) =>
        a.Length == b.Length + 1
            ? a[^1] == 's' && a.StartsWith(b, StringComparison.Ordinal)
            : b.Length == a.Length + 1 && b[^1] == 's' && b.StartsWith(a, StringComparison.Ordinal);
}
