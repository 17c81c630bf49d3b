using System.Buffers;

namespace AssetLibrary.Web.Screenplays.Headings;

/// <summary>
/// Headings as Japanese and Chinese scripts have them: ○ 公園（夜）, 第3场 厨房 夜 内, 场景 3：码头, 1、客厅 日 内.
/// Their parts come in any order, so each part says on its own what it is.
/// </summary>
internal static class AsianHeading
{
    private const int Longest = 60;

    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\u3000。，,、-—–－：:/／()（）[]【】.．|｜");

    private static readonly SearchValues<char> SentenceMarks = SearchValues.Create("。！？!?「」『』“”\"");

    /// <summary>Behind a circle, a name in quotes is the name of a shop.</summary>
    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create("。！？!?");

    private static readonly SearchValues<char> Numerals = SearchValues.Create(
        "0123456789０１２３４５６７８９一二三四五六七八九十百零〇两兩A"
    );

    private static readonly string[] SceneWords = ["场景", "場景", "シーン", "Ｓ＃", "S#", "场次", "場次"];

    /// <summary>What says inside or outside, the longer first.</summary>
    public static readonly (string Name, string Means)[] Places =
    [
        ("内外景", HeadingPrefix.Both),
        ("内外", HeadingPrefix.Both),
        ("内景", HeadingPrefix.Int),
        ("外景", HeadingPrefix.Ext),
        ("室内", HeadingPrefix.Int),
        ("室外", HeadingPrefix.Ext),
        ("屋内", HeadingPrefix.Int),
        ("屋外", HeadingPrefix.Ext),
        ("內景", HeadingPrefix.Int),
        ("室內", HeadingPrefix.Int),
        ("内", HeadingPrefix.Int),
        ("外", HeadingPrefix.Ext),
        ("內", HeadingPrefix.Int),
    ];

    public static bool Starts(ReadOnlySpan<char> line) => Marker(line, out _) > 0;

    /// <summary>The number and how many characters come before the place: the circle, the scene word, the number.</summary>
    public static int Marker(ReadOnlySpan<char> line, out string? number)
    {
        number = null;
        if (line.Length is < 2 or > Longest)
        {
            return 0;
        }
        if (line[0] is '○' or '〇' or '◯' or '●')
        {
            return line[1] != line[0] && line.IndexOfAny(SentenceEnds) < 0 && HasAsian(line) && !line[1..].IsWhiteSpace() ? 1 : 0;
        }
        if (line[0] == '第')
        {
            var end = NumeralEnd(line, 1);
            if (end > 1 && end < line.Length && line[end] is '场' or '場' or '景')
            {
                number = line[1..end].ToString();
                end += end + 1 < line.Length && line[end + 1] is '戏' or '景' ? 2 : 1;
                return end == line.Length || Separators.Contains(line[end]) ? end : 0;
            }
            return 0;
        }
        foreach (var word in SceneWords)
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                var from = word.Length;
                from += from < line.Length && line[from] is ' ' or '\u3000' ? 1 : 0;
                var end = NumeralEnd(line, from);
                number = end > from ? line[from..end].ToString() : null;
                return end > from && (end == line.Length || Separators.Contains(line[end])) ? end : 0;
            }
        }
        return Numbered(line, out number);
    }

    public static SceneHeading Read(ReadOnlySpan<char> line)
    {
        var start = Marker(line, out var number);
        string? intExt = null,
            time = null;
        line = WithoutTime(line, ref intExt, ref time);
        var parts = new List<Range>();
        var (broken, interrupted) = (false, false);
        foreach (var (from, to) in Parts(line, start))
        {
            var part = line[from..to];
            if (Place(part) is { } inside)
            {
                intExt = intExt is null || intExt == inside ? inside : HeadingPrefix.Both;
            }
            else if (TimeOfDay.Is(part))
            {
                time ??= part.ToString();
            }
            else if (part.Length == 2 && Place(part[1..]) is { } also && TimeOfDay.Is(part[..1]))
            {
                (time, intExt) = (part[..1].ToString(), also);
            }
            else if (!TimeOfDay.IsAside(part))
            {
                broken |= interrupted;
                parts.Add(from..to);
                continue;
            }
            interrupted = parts.Count > 0;
        }
        var text = line.ToString();
        var location =
            parts.Count == 0 ? null
            : broken ? string.Join(' ', parts.Select(p => text[p]))
            : text[parts[0].Start..parts[^1].End];
        return new SceneHeading(intExt, location, time) { Number = number };
    }

    /// <summary>（昼・昭和五十八年）: brackets at the end that name a time say nothing of the place.</summary>
    private static ReadOnlySpan<char> WithoutTime(ReadOnlySpan<char> line, scoped ref string? intExt, scoped ref string? time)
    {
        var open = line.LastIndexOfAny('（', '(');
        if (open < 1 || line[^1] is not ('）' or ')'))
        {
            return line;
        }
        var inside = line[(open + 1)..^1];
        foreach (var part in inside.ToString().Split('・', '、', '，', ',', '／', '/', ' ', '\u3000'))
        {
            time ??= TimeOfDay.Is(part) ? part : null;
            intExt ??= Place(part);
        }
        return time is null ? line : line[..open];
    }

    public static bool HasAsian(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('\u3041', '\u9FFF') >= 0;

    /// <summary>"1、客厅 日 内" or "1-1 日 内 客厅": a number, a time and a word for inside or outside.</summary>
    private static int Numbered(ReadOnlySpan<char> line, out string? number)
    {
        number = null;
        var end = 0;
        while (end < line.Length && (char.IsDigit(line[end]) || (end > 0 && line[end] is '-' or '－')))
        {
            end++;
        }
        if (!HasAsian(line) || line.IndexOfAny(SentenceMarks) >= 0 || (end > 0 && !Separators.Contains(line[end])))
        {
            return 0;
        }
        var (inside, time, others) = (false, false, 0);
        foreach (var (from, to) in Parts(line, end))
        {
            var part = line[from..to];
            var both = part.Length == 2 && Place(part[1..]) is not null && TimeOfDay.Is(part[..1]);
            inside |= both || Place(part) is not null;
            time |= both || TimeOfDay.Is(part);
            others += !both && Place(part) is null && !TimeOfDay.Is(part) ? 1 : 0;
        }
        if (end == 0 || !inside || !time || others is 0 or > 4)
        {
            return 0;
        }
        number = line[..end].ToString();
        return end;
    }

    private static string? Place(ReadOnlySpan<char> part)
    {
        foreach (var (name, means) in Places)
        {
            if (part.SequenceEqual(name))
            {
                return means;
            }
        }
        return null;
    }

    private static List<(int From, int To)> Parts(ReadOnlySpan<char> line, int start)
    {
        var parts = new List<(int, int)>();
        for (var at = start; at < line.Length; )
        {
            var end = line[at..].IndexOfAny(Separators);
            end = end < 0 ? line.Length : at + end;
            if (end > at)
            {
                parts.Add((at, end));
            }
            at = end + 1;
        }
        return parts;
    }

    private static int NumeralEnd(ReadOnlySpan<char> line, int at)
    {
        while (at < line.Length && Numerals.Contains(line[at]))
        {
            at++;
        }
        return at;
    }
}
