using System.Globalization;
using System.Text;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Web.Database;

/// <summary>The normalised twin of a name: what is compared and searched, never shown.</summary>
public static class SearchText
{
    /// <summary>
    /// Compatibility form, no accents, no case, no control or format characters, single spaces. " Élodie VOSS" → "elodie voss".
    /// </summary>
    public static string Normalize(string text) => PlainText.Of(text);

    /// <summary>
    /// What a person typed or another program said, without what cannot be seen: control characters (line ends stay), a terminal's
    /// colours, bidi overrides, halves of characters, the ends' white space.
    /// </summary>
    public static string Clean(string? text) => string.IsNullOrEmpty(text) ? "" : CleanText.Of(text).ReplaceLineEndings("\n").Trim();

    /// <summary>At most this many characters, and never a part of one.</summary>
    public static string Cut(string text, int length) => CleanText.Cut(text, length);

    /// <summary>
    /// A LIKE pattern that finds the beginning of <paramref name="query"/> anywhere; escaped with a backslash. SQLite refuses patterns
    /// of more than 50,000 bytes (https://sqlite.org/limits.html), so the query is bounded here.
    /// </summary>
    public static string Anywhere(string query) =>
        $"%{Cut(Normalize(Cut(query, MaxQuery)), MaxQuery).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    /// <summary>
    /// How a text is in a searched column: folded, every word between two spaces, and every ideograph, kana, syllable of
    /// Hangul and symbol a word of its own. "O'Brien's 灯塔" → "  obriens  灯  塔  ". So LIKE '%piece%' finds the beginnings of
    /// words by "  ho" and their middles by "ouse", and a trigram index has something to hold even for one letter.
    /// Punctuation parts words, an apostrophe does not.
    /// </summary>
    public static string Index(string text)
    {
        var index = new StringBuilder(text.Length + 16).Append(Gap);
        foreach (var (word, _) in Words(text))
        {
            index.Append(word).Append(Gap);
        }

        return index.ToString();
    }

    /// <summary>
    /// What something is called, and what is told about it. The line end parts them: only names are searched with typing errors.
    /// </summary>
    public static string Index(string names, string told) => $"{Index(names)}{EndOfNames}{Index(Cut(told, MaxTold))}";

    public const char EndOfNames = '\n';

    /// <summary>
    /// What must all are in a searched column for a query to hit: words of three letters and more anywhere, shorter ones and ideographs at
    /// a word's beginning.
    /// </summary>
    public static IReadOnlyList<string> Pieces(string? query)
    {
        var (pieces, row) = (new List<string>(), false);
        foreach (var (word, alone) in Words(Cut(query ?? "", MaxQuery)))
        {
            if (alone && row)
            {
                pieces[^1] += Gap + word; // ideographs that stand together are looked for together
            }
            else
            {
                pieces.Add(alone || new StringInfo(word).LengthInTextElements < 3 ? Gap + word : word);
            }

            row = alone;
        }

        return [.. pieces.Distinct(StringComparer.Ordinal).OrderByDescending(p => p.Length).Take(MaxPieces)];
    }

    /// <summary>What stands before and after every word of a searched column.</summary>
    public const string Gap = "  ";

    private const int MaxTold = 2000;
    private const int MaxQuery = 200;
    private const int MaxPieces = 12;

    private static IEnumerable<(string Word, bool Alone)> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in Normalize(text).EnumerateRunes())
        {
            var kind = KindOf(rune);
            if (kind is RuneKind.Letter)
            {
                Fold(rune, word);
                continue;
            }

            if (kind is not RuneKind.Joiner && word.Length > 0)
            {
                yield return (word.ToString(), false);
                word.Clear();
            }

            if (kind is RuneKind.Alone)
            {
                yield return (Fold(rune, new()).ToString(), true);
            }
        }

        if (word.Length > 0)
        {
            yield return (word.ToString(), false);
        }
    }

    private enum RuneKind
    {
        Letter,
        Alone,
        Joiner,
        Gap,
    }

    private static RuneKind KindOf(Rune rune) =>
        rune.Value switch
        {
            '\'' or '\u2019' or '\u02BC' or '\u2018' or '\u0640' => RuneKind.Joiner, // the last is Arabic's stretcher
            '\u30FC' or '\u3005' => RuneKind.Alone, // long vowel and repetition marks
            (>= 0x2E80 and <= 0x2FDF)
            or (>= 0x3041 and <= 0x30FF)
            or (>= 0x3400 and <= 0x9FFF)
            or (>= 0xAC00 and <= 0xD7AF)
            or (>= 0xF900 and <= 0xFAFF)
            or (>= 0x20000 and <= 0x3FFFF) => RuneKind.Alone,
            _ => Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol => RuneKind.Alone,
                UnicodeCategory.ConnectorPunctuation
                or UnicodeCategory.DashPunctuation
                or UnicodeCategory.OpenPunctuation
                or UnicodeCategory.ClosePunctuation
                or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation
                or UnicodeCategory.OtherPunctuation
                or UnicodeCategory.ModifierSymbol
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Control
                or UnicodeCategory.Surrogate => RuneKind.Gap,
                _ => RuneKind.Letter,
            },
        };

    /// <summary>Letters that people type as others and that have no decomposition of their own.</summary>
    private static StringBuilder Fold(Rune rune, StringBuilder to) =>
        rune.Value switch
        {
            'ß' => to.Append("ss"),
            'æ' => to.Append("ae"),
            'œ' => to.Append("oe"),
            'þ' => to.Append("th"),
            'ø' => to.Append('o'),
            'ł' => to.Append('l'),
            'đ' or 'ð' => to.Append('d'),
            'ı' => to.Append('i'),
            'ς' => to.Append('σ'),
            'ى' => to.Append('ي'),
            'ة' => to.Append('ه'),
            >= 0x30A1 and <= 0x30F6 => to.Append((char)(rune.Value - 0x60)), // katakana as hiragana
            _ => to.Append(rune.ToString()),
        };
}
