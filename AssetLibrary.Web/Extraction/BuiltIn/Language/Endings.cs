using System.Buffers;

namespace AssetLibrary.Web.Extraction.BuiltIn.Language;

/// <summary>From a word as it is in a sentence back to the words a list may have it under.</summary>
internal static class Endings
{
    private const int ShortestStem = 3;

    private static readonly SearchValues<char> Umlauts = SearchValues.Create("äöüÄÖÜ");

    private static readonly Dictionary<ScriptLanguage, (string Ending, string Instead)[]> ByLanguage = new()
    {
        [ScriptLanguage.English] =
        [
            ("s", ""),
            ("ches", "ch"),
            ("shes", "sh"),
            ("xes", "x"),
            ("sses", "ss"),
            ("zzes", "zz"),
            ("oes", "o"),
            ("ies", "y"),
            ("ves", "fe"),
            ("ves", "f"),
        ],
        [ScriptLanguage.German] = [("s", ""), ("n", ""), ("e", ""), ("en", ""), ("er", ""), ("es", ""), ("ern", ""), ("nen", "")],
        [ScriptLanguage.French] = [("s", ""), ("x", ""), ("aux", "al"), ("aux", "ail")],
        [ScriptLanguage.Spanish] =
        [
            ("s", ""),
            ("es", ""),
            ("ces", "z"),
            ("ones", "ón"),
            ("anes", "án"),
            ("ines", "ín"),
            ("eses", "és"),
            ("uses", "ús"),
        ],
        [ScriptLanguage.Italian] =
        [
            ("i", "o"),
            ("i", "e"),
            ("e", "a"),
            ("i", "io"),
            ("chi", "co"),
            ("ghi", "go"),
            ("che", "ca"),
            ("ghe", "ga"),
            ("ce", "cia"),
            ("ge", "gia"),
            ("i", "a"),
        ],
        [ScriptLanguage.Portuguese] =
        [
            ("s", ""),
            ("es", ""),
            ("ões", "ão"),
            ("ães", "ão"),
            ("ais", "al"),
            ("éis", "el"),
            ("eis", "el"),
            ("óis", "ol"),
            ("is", "il"),
            ("ns", "m"),
        ],
        [ScriptLanguage.Russian] = [],
        [ScriptLanguage.Chinese] = [],
        [ScriptLanguage.Japanese] = [],
    };

    private static readonly string[] RussianCases =
    [
        "ями",
        "ами",
        "ией",
        "иям",
        "ой",
        "ей",
        "ью",
        "ом",
        "ем",
        "ём",
        "ам",
        "ям",
        "ах",
        "ях",
        "ов",
        "ев",
        "ёв",
        "а",
        "я",
        "у",
        "ю",
        "ы",
        "и",
        "е",
        "о",
        "ь",
        "й",
        "ё",
    ];

    /// <summary>The list's word of which this is a plural; the first that fits.</summary>
    public static string? Singular(ReadOnlySpan<char> word, ScriptLanguage language, WordList list)
    {
        foreach (var (ending, instead) in ByLanguage[language])
        {
            if (word.Length > ending.Length + 1 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                var stem = word[..^ending.Length];
                if (list.Get(instead.Length == 0 ? stem : string.Concat(stem, instead)) is { } found)
                {
                    return found;
                }
                if (language == ScriptLanguage.German && WithoutUmlaut(stem) is { } plain && list.Get(plain) is { } umlauted)
                {
                    return umlauted;
                }
            }
        }
        return language == ScriptLanguage.German && WithoutUmlaut(word) is { } same ? list.Get(same) : null;
    }

    /// <summary>Two Russian words are the same but for their case when one of their stems is.</summary>
    public static IEnumerable<string> RussianStems(string word)
    {
        var lower = word.ToLowerInvariant();
        yield return lower;
        foreach (var ending in RussianCases)
        {
            if (lower.Length >= ending.Length + ShortestStem && lower.EndsWith(ending, StringComparison.Ordinal))
            {
                yield return lower[..^ending.Length];
            }
        }
    }

    /// <summary>What a Russian noun of a list may be found under: замок gives замк as well.</summary>
    public static IEnumerable<string> RussianKeys(string noun)
    {
        var lower = noun.ToLowerInvariant();
        var bare = lower[^1] is 'а' or 'я' or 'о' or 'е' or 'ё' or 'ь' or 'й' or 'ы' or 'и' ? lower[..^1] : lower;
        yield return lower;
        if (bare.Length >= ShortestStem)
        {
            yield return bare;
        }
        if (lower.Length > 4 && lower[^1] is 'к' or 'ц' && lower[^2] is 'о' or 'е' or 'ё')
        {
            yield return lower[..^2] + lower[^1];
        }
        if (lower.EndsWith("ка", StringComparison.Ordinal) && lower.Length > 4)
        {
            yield return lower[..^2] + "ек";
            yield return lower[..^2] + "ок";
        }
    }

    private static string? WithoutUmlaut(ReadOnlySpan<char> word)
    {
        var at = word.LastIndexOfAny(Umlauts);
        if (at < 0)
        {
            return null;
        }
        var plain = word[at] switch
        {
            'ä' => 'a',
            'ö' => 'o',
            'ü' => 'u',
            'Ä' => 'A',
            'Ö' => 'O',
            _ => 'U',
        };
        return string.Concat(word[..at], [plain], word[(at + 1)..]);
    }
}
