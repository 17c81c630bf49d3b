using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Tests.Names;

/// <summary>Samples/names/pairs.tsv: pairs of names with the answer of a person; aliases behind a bar.</summary>
public sealed record LabelledPair(string Half, AssetType Type, bool Same, NameForms One, NameForms Other, string Why)
{
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "Samples", "names", "pairs.tsv");

    public static IReadOnlyList<LabelledPair> Of(string half) =>
        [.. File.ReadLines(Sample).Skip(1).Select(l => l.Split('\t')).Where(c => c[0] == half).Select(Read)];

    public NameSimilarity Similarity => NameSimilarity.Compare(One, Other, NameContext.Alone);

    private static LabelledPair Read(string[] columns)
    {
        var type = Enum.Parse<AssetType>(columns[1], ignoreCase: true);
        return new(columns[0], type, columns[2] == "same", Name(type, columns[3]), Name(type, columns[4]), columns[5]);
    }

    private static NameForms Name(AssetType type, string text)
    {
        var at = text.IndexOf('|', StringComparison.Ordinal);
        return at < 0 ? NameForms.Of(type, text) : NameForms.Of(type, text[..at], TypedText.SplitAliases(text[(at + 1)..]));
    }
}
