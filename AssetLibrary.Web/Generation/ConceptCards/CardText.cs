using System.Buffers;
using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>Words of a user on a card: cleaned, measured by estimate, wrapped and set in the direction they are read.</summary>
internal sealed record CardText(string Text)
{
    private static readonly SearchValues<char> s_sentenceEnds = SearchValues.Create(".!?。！？؟");

    /// <summary>Control and direction-changing characters dropped, white space made single.</summary>
    public static CardText Of(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (Rune.IsWhiteSpace(rune))
            {
                clean.Append(' ');
            }
            // The joiners are letters' business in Persian and in Indian scripts; overrides are nobody's.
            else if (
                rune.Value is 0x200C or 0x200D
                || (
                    category
                        is not (
                            UnicodeCategory.Control
                            or UnicodeCategory.Format
                            or UnicodeCategory.PrivateUse
                            or UnicodeCategory.OtherNotAssigned
                            or UnicodeCategory.Surrogate
                        )
                    && rune.Value != 0xFFFD
                )
            )
            {
                clean.Append(rune);
            }
        }
        return new CardText(string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    public bool IsEmpty => Text.Length == 0;

    /// <summary>Told by the first letter that has a direction.</summary>
    public bool RightToLeft =>
        Text.EnumerateRunes().FirstOrDefault(Rune.IsLetter).Value
            is >= 0x590
                and <= 0x8FF
                or >= 0xFB1D
                and <= 0xFDFF
                or >= 0xFE70
                and <= 0xFEFC;

    /// <summary>The first sentence.</summary>
    public CardText Opening()
    {
        var end = Text.AsSpan().IndexOfAny(s_sentenceEnds);
        return end > 12 ? new CardText(Text[..(end + 1)]) : this;
    }

    /// <summary>Han characters look different in Japan, so kana decides.</summary>
    public string Families(string latin)
    {
        var cjk =
            Text.Any(letter => letter is >= '\u3040' and <= '\u30FF') ? "Noto Sans JP, Noto Sans SC, Noto Sans KR"
            : Text.Any(letter => letter is >= '\uAC00' and <= '\uD7AF') ? "Noto Sans KR, Noto Sans SC, Noto Sans JP"
            : "Noto Sans SC, Noto Sans JP, Noto Sans KR";
        return $"{latin}, Inter, {cjk}, Noto Sans Arabic, Noto Sans Hebrew";
    }

    /// <summary>At the largest size from the list at which the lines are enough; the last line ends with … where even the smallest
    /// is too large.</summary>
    public (IReadOnlyList<string> Lines, double Size) Fit(double width, int lines, params ReadOnlySpan<double> sizes)
    {
        foreach (var size in sizes)
        {
            var wrapped = Wrap(width / size, out var torn);
            if (wrapped.Count <= lines && !torn)
            {
                return (wrapped, size);
            }
        }
        var smallest = sizes[^1];
        var rest = Wrap(width / smallest, out _);
        return rest.Count <= lines ? (rest, smallest) : ([.. rest.Take(lines - 1), Ended(rest[lines - 1], width / smallest)], smallest);
    }

    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    // Greedy. Scripts without spaces break between any two characters; a word longer than a line is torn.
    private List<string> Wrap(double ems, out bool torn)
    {
        torn = false;
        var lines = new List<string>();
        var line = new StringBuilder();
        var used = 0.0;
        foreach (var piece in Pieces(Text))
        {
            var width = Measure(piece);
            if (used > 0 && used + Measure(piece.TrimEnd()) > ems)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
                used = 0;
            }
            if (Measure(piece.TrimEnd()) > ems)
            {
                torn = true;
                foreach (var element in Elements(piece))
                {
                    if (used + Measure(element) > ems && used > 0)
                    {
                        lines.Add(line.ToString());
                        line.Clear();
                        used = 0;
                    }
                    line.Append(element);
                    used += Measure(element);
                }
                continue;
            }
            line.Append(piece);
            used += width;
        }
        if (line.Length > 0)
        {
            lines.Add(line.ToString().TrimEnd());
        }
        return lines;
    }

    private static string Ended(string line, double ems)
    {
        var elements = Elements(line).ToList();
        while (elements.Count > 1 && elements.Sum(Measure) + 0.9 > ems)
        {
            elements.RemoveAt(elements.Count - 1);
        }
        return string.Concat(elements).TrimEnd(' ', ',', '.', '-') + "…";
    }

    /// <summary>Words with the space after them; single characters of scripts that are written without spaces.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        var word = new StringBuilder();
        foreach (var element in Elements(text))
        {
            var wide = IsWide(element[0]);
            // No line starts with closing punctuation.
            if (wide && !"，。、！？：；」』）》ー".Contains(element[0], StringComparison.Ordinal) && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
            word.Append(element);
            if (element is " " or "-" or "/")
            {
                yield return word.ToString();
                word.Clear();
            }
        }
        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    private static IEnumerable<string> Elements(string text)
    {
        var walk = StringInfo.GetTextElementEnumerator(text);
        while (walk.MoveNext())
        {
            yield return walk.GetTextElement();
        }
    }

    private static double Measure(string text) => Elements(text).Sum(element => Width(element[0]));

    // In ems of a bold sans; a little generous, because a line too long would run off the card.
    private static double Width(char letter) =>
        letter switch
        {
            ' ' => 0.28,
            'i' or 'j' or 'l' or 'I' or '.' or ',' or '\'' or '!' or ':' or ';' or '|' => 0.3,
            'f' or 't' or 'r' or '(' or ')' or '-' or '"' or '/' => 0.43,
            'm' or 'w' => 0.9,
            'M' or 'W' or '@' or '%' or '&' => 0.98,
            >= '0' and <= '9' => 0.66,
            >= 'A' and <= 'Z' => 0.72,
            >= 'a' and <= 'z' => 0.61,
            >= '\u0590' and <= '\u05FF' => 0.62,
            >= '\u0600' and <= '\u08FF' or >= '\uFB50' and <= '\uFEFC' => 0.62,
            _ when IsWide(letter) => 1.02,
            _ when char.IsUpper(letter) => 0.76,
            _ => 0.66,
        };

    private static bool IsWide(char letter) =>
        letter
            is >= '\u1100'
                and <= '\u115F'
                or >= '\u2E80'
                and <= '\uA4CF'
                or >= '\uAC00'
                and <= '\uD7A3'
                or >= '\uF900'
                and <= '\uFAFF'
                or >= '\uFE30'
                and <= '\uFE4F'
                or >= '\uFF00'
                and <= '\uFF60'
        || char.IsSurrogate(letter);
}
