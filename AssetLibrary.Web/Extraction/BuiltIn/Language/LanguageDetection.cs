namespace AssetLibrary.Web.Extraction.BuiltIn.Language;

/// <summary>Which language a script is in: by its letters, or by its small words. A script in two is read in one of them.</summary>
internal static class LanguageDetection
{
    private const int EnoughWordsToTell = 2000;
    private const int EnoughLettersToTell = 20_000;

    private static readonly ScriptLanguage[] Latin =
    [
        ScriptLanguage.English,
        ScriptLanguage.German,
        ScriptLanguage.French,
        ScriptLanguage.Spanish,
        ScriptLanguage.Italian,
        ScriptLanguage.Portuguese,
    ];

    public static ScriptLanguage Of(string source, IEnumerable<ScriptLine> action) => ByLetters(source) ?? BySmallWords(action);

    private static ScriptLanguage? ByLetters(string source)
    {
        var (kana, han, cyrillic, all) = (0, 0, 0, 0);
        foreach (var c in source.AsSpan(0, Math.Min(source.Length, EnoughLettersToTell)))
        {
            kana += c is >= '\u3041' and <= '\u30fa' ? 1 : 0;
            han += c is >= '\u4e00' and <= '\u9fff' ? 1 : 0;
            cyrillic += c is >= '\u0400' and <= '\u04ff' ? 1 : 0;
            all += char.IsLetter(c) ? 1 : 0;
        }
        // One sign of these says as much as two or three letters of ours.
        return (kana + han) * 4 > all
            ? kana * 8 > han
                ? ScriptLanguage.Japanese
                : ScriptLanguage.Chinese
            : cyrillic * 2 > all
                ? ScriptLanguage.Russian
                : null;
    }

    private static ScriptLanguage BySmallWords(IEnumerable<ScriptLine> action)
    {
        var lists = Latin.Select(l => Vocabulary.SmallOf(l)).ToArray();
        var counts = new int[lists.Length];
        var total = 0;
        foreach (var line in action)
        {
            foreach (var word in line.Words)
            {
                for (var i = 0; i < lists.Length; i++)
                {
                    counts[i] += lists[i].Has(word.In(line.Text)) ? 1 : 0;
                }
            }
            total += line.Words.Count;
            if (total > EnoughWordsToTell)
            {
                break;
            }
        }
        return Latin[Array.IndexOf(counts, counts.Max())];
    }
}
