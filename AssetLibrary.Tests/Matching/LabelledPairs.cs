using AssetLibrary.Web.Library;
using AssetLibrary.Web.Matching;

namespace AssetLibrary.Tests.Matching;

/// <summary>Samples/matching/pairs.tsv: pairs of names with the answer of a person; aliases behind a bar.</summary>
public sealed record LabelledPair(string Half, AssetType Type, bool Same, MatchedName One, MatchedName Other, string Why)
{
    public static IReadOnlyList<LabelledPair> Of(string half) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Samples", "matching", "pairs.tsv")).Skip(1).Select(l => l.Split('\t')).Where(c => c[0] == half)
            .Select(c => new LabelledPair(c[0], Enum.Parse<AssetType>(c[1], ignoreCase: true), c[2] == "same", Name(c[1], c[3]), Name(c[1], c[4]), c[5])),
    ];

    public Likeness Likeness => One.LikenessTo(Other);

    private static MatchedName Name(string type, string text)
    {
        var at = text.IndexOf('|', StringComparison.Ordinal);
        return MatchedName.Of(Enum.Parse<AssetType>(type, ignoreCase: true), at < 0 ? text : text[..at], at < 0 ? [] : AssetText.SplitAliases(text[(at + 1)..]));
    }
}
