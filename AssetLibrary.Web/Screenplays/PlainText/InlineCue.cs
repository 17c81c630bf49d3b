using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>
/// A name with the speech behind it in one line: "ANNA. Hello.", "ANNA (aside). Hello.", "Anna: Hello.", "ANNA.- Hello.", 李明：你好, 千鶴「はい」.
/// </summary>
internal sealed record InlineCue(string Name, string Cue, string? Direction, string Speech, char Mark, bool Capitals)
{
    private const int LongestName = 36,
        LongestAsian = 10,
        MostWords = 5,
        LongestDirection = 160;

    /// <summary>Their full stop belongs to the name behind them: DR. VOSS.</summary>
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "DR",
        "MR",
        "MRS",
        "MS",
        "ST",
        "PROF",
        "CAPT",
        "SGT",
        "LT",
        "COL",
        "GEN",
        "REV",
        "MME",
        "MLLE",
        "M",
        "HR",
        "FR",
        "SR",
        "SRA",
        "SIG",
    };

    /// <summary>What a name in kana or kanji cannot end with: 彼は「はい」と言った is prose.</summary>
    private const string Particles = "はがもとにをでへのてやか、。";

    public static bool Opens(char c) => c is '「' or '『';

    public static bool Closes(char c) => c is '」' or '』';

    public static InlineCue? Read(string line)
    {
        var end = NameEnd(line);
        if (end <= 0)
        {
            return null;
        }
        var cue = line[..end].Trim();
        var capitals = !HeadingPrefix.HasLower(cue) && !AsianHeading.HasAsian(cue);
        var at = end;
        string? direction = null;
        if (line[at] is '(' or '（' or '[')
        {
            var close = line.IndexOfAny([')', '）', ']'], at);
            if (close < 0 || close - at > LongestDirection)
            {
                return null;
            }
            direction = line[at..(close + 1)];
            at = close + 1;
        }
        else if (line[at] == ',')
        {
            // "ANNA, aside. Hello."
            var stop = line.AsSpan(at).IndexOfAny('.', ':');
            if (
                !capitals
                || stop is < 2 or > 60
                || line.AsSpan(at + 1, stop - 1).TrimStart() is not { Length: > 0 } said
                || !char.IsLower(said[0])
            )
            {
                return null;
            }
            direction = said.ToString();
            at += stop;
        }
        at += at + 1 < line.Length && line[at] is ' ' or '\u3000' && Opens(line[at + 1]) ? 1 : 0;
        var mark = at < line.Length ? line[at] : '\0';
        if (Opens(mark))
        {
            return Bracketed(line, cue, direction, at);
        }
        var isDash = mark == ' ' && at + 2 < line.Length && line[at + 1] is '–' or '—' && capitals && direction is null;
        if (mark is not ('.' or ':' or '：') && !isDash && !(direction is not null && capitals && mark == ' '))
        {
            return null;
        }
        var speech = line[Math.Min(line.Length, at + 1)..].TrimStart(' ', '.', '-', '–', '—', ':', '\t', '\u3000');
        var name = CueLine.Name(cue).ToString();
        if (
            speech.Length == 0
            || (AsianHeading.HasAsian(cue) && speech[0] is '“' or '「' or '"' or '『')
            || name.Length == 0
            || name.Split(' ').Length > MostWords
            || (mark == '.' && !capitals)
            || ScriptLabels.Is(name)
            || TransitionLine.IsKnown(cue + ":")
        )
        {
            return null;
        }
        return new InlineCue(
            name,
            cue,
            direction,
            speech,
            mark == '：' ? ':'
                : isDash ? '-'
                : mark == ' ' ? '.'
                : mark,
            capitals
        );
    }

    /// <summary>
    /// The Japanese way: the name, and the speech in brackets to the end of the line or beyond it. What goes on behind the brackets is
    /// prose.
    /// </summary>
    private static InlineCue? Bracketed(string line, string cue, string? direction, int at)
    {
        var close = line.AsSpan(at + 1).IndexOfAny('」', '』');
        var last = line.AsSpan().LastIndexOfAny('」', '』');
        return cue.Length == 0 || Particles.Contains(cue[^1], StringComparison.Ordinal) || (close >= 0 && last != line.Length - 1)
            ? null
            : new InlineCue(CueLine.Name(cue).ToString(), cue, direction, close < 0 ? line[(at + 1)..] : line[(at + 1)..^1], '「', false);
    }

    /// <summary>
    /// Where a name of at most so many letters ends: at a colon, a bracket, a comma, or a full stop that ends no abbreviation.
    /// </summary>
    private static int NameEnd(string line)
    {
        if (
            line.Length < 3
            || !(char.IsUpper(line[0]) || char.GetUnicodeCategory(line[0]) == System.Globalization.UnicodeCategory.OtherLetter)
        )
        {
            return 0;
        }
        var asian = AsianHeading.HasAsian(line.AsSpan(0, 1));
        var longest = Math.Min(line.Length - 1, asian ? LongestAsian : LongestName);
        for (var i = 1; i <= longest; i++)
        {
            var c = line[i];
            if (asian && (Opens(c) || (c is ' ' or '\u3000' && i + 1 < line.Length && Opens(line[i + 1]))))
            {
                return i;
            }
            if (c is ':' or '：' or '(' or '（' or '[' or ',' || (c == ' ' && i + 2 < line.Length && line[i + 1] is '–' or '—'))
            {
                return i > 1 && c is '(' or '[' && line[i - 1] != ' ' ? 0
                    : c is '(' or '（' or '[' ? i
                    : line[i - 1] == ' ' ? 0
                    : i;
            }
            if (c == '.' && (i + 1 == line.Length || line[i + 1] is ' ' or '-' or '–' or '—' or '\t'))
            {
                var word = line.LastIndexOf(' ', i - 1) + 1;
                if (!Titles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(line.AsSpan(word, i - word)))
                {
                    return i;
                }
            }
            else if (!(char.IsLetterOrDigit(c) || c is ' ' or '\'' or '’' or '-' or '.' or '#' or '/' or '&' or '·' or '・'))
            {
                return 0;
            }
        }
        return 0;
    }
}
