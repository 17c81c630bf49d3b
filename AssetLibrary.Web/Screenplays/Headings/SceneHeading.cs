using System.Buffers;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Web.Screenplays.Headings;

/// <summary>What a scene heading says: 12. INT. COPY ROOM - NIGHT. Any of the four may be missing.</summary>
internal sealed record SceneHeading(string? IntExt, string? Location, string? Time)
{
    private static readonly SearchValues<char> TightSeparators = SearchValues.Create(".,-–—・/");

    /// <summary>Headings that cut to a view or a title, not to a place.</summary>
    private static readonly string[] NoPlaces =
    [
        "POV",
        "TITLE",
        "TITLES",
        "MONTAGE",
        "SERIES OF SHOTS",
        "INSERT",
        "CLOSE ON",
        "CLOSE UP",
        "BACK TO",
        "INTERCUT",
        "FLASHBACK",
        "LATER",
        "SPLIT SCREEN",
        "BLACK SCREEN",
        "OVER BLACK",
        "TEASER",
        "PROLOGUE",
        "EPILOGUE",
        "PRELUDE",
        "OMITTED",
        "THE END",
        "ACT",
        "ANGLE ON",
        "CREDITS",
        "SMASH CUT",
        "TITELSEQUENZ",
        "SCHLUSS",
        "VORSPANN",
        "ABSPANN",
        "GÉNÉRIQUE",
        "CRÉDITOS",
    ];

    /// <summary>Words before the prefix are a few, or none.</summary>
    private const int LongestLead = 40;

    public string? Number { get; init; }

    /// <summary>
    /// Begins with INT, EXT, EST, INT/EXT or I/E (or their like in other languages) and a full stop or a space; a number may stand before
    /// it.
    /// </summary>
    public static bool Starts(ReadOnlySpan<char> line) =>
        HeadingPrefix.Read(line, out _) > 0 || HeadingPrefix.Number(line, out _) > 0 || AsianHeading.Starts(line) || Lead(line) > 0;

    /// <summary>"[SCENE 4 - KITCHEN | 0:20]", as scripts written in Markdown have it.</summary>
    public static bool StartsBracketed(ReadOnlySpan<char> line)
    {
        line = line.Trim("*_ ");
        return line.Length > 2 && line[0] == '[' && line[^1] == ']' && SceneWord.Length(line[1..]) > 0;
    }

    /// <summary>The number in front of a heading, and the heading without it.</summary>
    public static ReadOnlySpan<char> WithoutNumber(ReadOnlySpan<char> line, out string? number)
    {
        var rest = line[HeadingPrefix.Number(line, out number)..];
        if (
            number is null
            || !rest.EndsWith(number, StringComparison.Ordinal)
            || rest.Length <= number.Length
            || !char.IsWhiteSpace(rest[^(number.Length + 1)])
        )
        {
            return rest;
        }
        // Shooting scripts have the number at both margins; ROOM 12 in scene 12 keeps its own.
        var before = rest[..^number.Length];
        var text = before.TrimEnd();
        return before.Length - text.Length > 1 || TimeOfDay.StartAtEnd(text) > 0 ? text : rest;
    }

    public static SceneHeading Read(string heading)
    {
        var text = Emphasis.Strip(heading).AsSpan().Trim();
        text = WithoutNumber(text, out var number);
        text = text[Lead(text)..];
        var prefix = HeadingPrefix.Read(text, out var intExt);
        if ((prefix > 0 && text[0] >= '\u3000') || AsianHeading.Starts(text))
        {
            var read = AsianHeading.Read(text);
            return read with { Number = read.Number ?? number };
        }
        if (prefix == 0 && SceneWord.Length(text) > 0)
        {
            return SceneWord.Read(text);
        }
        var place = ReadPlace(text[prefix..], intExt, maybeNoPlace: prefix == 0) with { Number = number };
        // EST. is "establishing" in English and "esterno" in Italian.
        return place.IntExt == HeadingPrefix.Est && place.Time is { } time && TimeOfDay.IsItalian(time)
            ? place with
            {
                IntExt = HeadingPrefix.Ext,
            }
            : place;
    }

    public static SceneHeading ReadPlace(ReadOnlySpan<char> rest, string? intExt, bool maybeNoPlace)
    {
        string? time = null;
        var whole = true;
        rest = Tidy(rest);
        while (!rest.IsEmpty)
        {
            var part = LastPart(rest, out var before, out var mustBeTime);
            if (TimeOfDay.Is(part))
            {
                time = time is null || TimeOfDay.IsRelative(time) ? part.ToString() : time;
            }
            else if (mustBeTime || !(TimeOfDay.IsAside(part) || rest[^1] == ']'))
            {
                break;
            }
            whole = false;
            rest = Tidy(before);
        }
        if (whole && TimeOfDay.StartAtEnd(rest) is > 0 and var start)
        {
            time = rest[start..].ToString();
            rest = Tidy(rest[..start]);
        }
        var place = Tidy(Emphasis.Strip(rest.ToString()));
        return new SceneHeading(intExt, place.IsEmpty || (maybeNoPlace && SaysNoPlace(place)) ? null : place.ToString(), time);
    }

    /// <summary>
    /// The part behind the last separator. Brackets and dashes separate; a comma, a full stop or a dash without
    /// spaces only where a time follows (mustBeTime), for they occur in names of places.
    /// </summary>
    private static ReadOnlySpan<char> LastPart(ReadOnlySpan<char> rest, out ReadOnlySpan<char> before, out bool mustBeTime)
    {
        mustBeTime = false;
        var open = rest.LastIndexOfAny('(', '（', '[');
        if (open > 0 && rest[^1] is (')' or '）' or ']'))
        {
            before = rest[..open];
            return Tidy(rest[(open + 1)..^1]);
        }
        for (var i = rest.Length - 1; i > 0; i--)
        {
            if (IsDash(rest[i]) && (Separates(rest[i - 1]) || Separates(i + 1 < rest.Length ? rest[i + 1] : ' ')))
            {
                before = rest[..i];
                return Tidy(rest[(i + 1)..]);
            }
        }
        mustBeTime = true;
        var mark = rest.LastIndexOfAny(TightSeparators);
        before = mark > 0 ? rest[..mark] : default;
        return Tidy(mark > 0 ? rest[(mark + 1)..] : rest);
    }

    /// <summary>How much stands before the prefix in "FLASHBACK - INT. FLAT - DAY": words in capitals, and a dash or a colon.</summary>
    private static int Lead(ReadOnlySpan<char> line)
    {
        var window = line[..Math.Min(line.Length, LongestLead)];
        for (var i = 2; i < window.Length - 1; i++)
        {
            if (char.IsLower(window[i]))
            {
                return 0;
            }
            if ((IsDash(window[i]) && window[i - 1] == ' ') || window[i] == ':')
            {
                var rest = line[(i + 1)..].TrimStart();
                return window[i + 1] == ' ' && HeadingPrefix.Read(rest, out _) > 0 && !char.IsLower(window[0]) && !char.IsLower(window[1])
                    ? line.Length - rest.Length
                    : 0;
            }
        }
        return 0;
    }

    private static bool Separates(char beside) => char.IsWhiteSpace(beside) || IsDash(beside);

    private static bool IsDash(char c) => c is '-' or '–' or '—' or '－';

    private static ReadOnlySpan<char> Tidy(ReadOnlySpan<char> text) => text.Trim(" \t-–—－.,:;・。");

    private static bool SaysNoPlace(ReadOnlySpan<char> place)
    {
        foreach (var word in NoPlaces)
        {
            var at = place.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && !IsLetterAt(place, at - 1) && !IsLetterAt(place, at + word.Length))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsLetterAt(ReadOnlySpan<char> text, int at) => at >= 0 && at < text.Length && char.IsLetter(text[at]);
}
