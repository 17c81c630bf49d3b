using System.Buffers;

namespace AssetLibrary.Web.Screenplays;

/// <summary>What a scene heading says: INT. COPY ROOM - NIGHT. Any of the three may be missing.</summary>
internal sealed record SceneHeading(string? IntExt, string? Location, string? Time)
{
    private const string Int = "INT", Ext = "EXT", Both = "INT/EXT", Est = "EST";

    private static readonly SearchValues<char> NumberEnds = SearchValues.Create("-–—:");

    /// <summary>Nearly every line of a script is asked whether it is a heading.</summary>
    private static readonly SearchValues<char> FirstLetters = SearchValues.Create("AEIaei");

    private static readonly SearchValues<char> TightSeparators = SearchValues.Create(".,-–—・/");

    /// <summary>Headings that cut to a view or a title, not to a place.</summary>
    private static readonly string[] NoPlaces =
    [
        "POV", "TITLE", "TITLES", "MONTAGE", "SERIES OF SHOTS", "INSERT", "CLOSE ON", "CLOSE UP", "BACK TO", "INTERCUT", "FLASHBACK", "LATER",
        "SPLIT SCREEN", "BLACK SCREEN", "OVER BLACK", "TEASER", "PROLOGUE", "EPILOGUE", "PRELUDE", "OMITTED", "THE END", "ACT", "ANGLE ON", "CREDITS", "SMASH CUT",
        "TITELSEQUENZ", "SCHLUSS", "VORSPANN", "ABSPANN", "GÉNÉRIQUE", "CRÉDITOS",
    ];

    private static readonly string[] SceneWords = ["SZENE", "SCENE", "SCÈNE", "ESCENA", "BONUS-SZENE", "СЦЕНА"];

    /// <summary>Begins with INT, EXT, EST, INT/EXT or I/E (or their like in other languages) and a full stop or a space.</summary>
    public static bool Starts(ReadOnlySpan<char> line) => Prefix(line, out _) > 0;

    /// <summary>"[SCENE 4 - KITCHEN | 0:20]", as scripts written in Markdown have it.</summary>
    public static bool StartsBracketed(ReadOnlySpan<char> line)
    {
        line = line.Trim("*_ ");
        return line.Length > 2 && line[0] == '[' && line[^1] == ']' && SceneWord(line[1..]) > 0;
    }

    public static SceneHeading Read(string heading)
    {
        var text = Emphasis.Strip(heading).AsSpan();
        var prefix = Prefix(text, out var intExt);
        var word = prefix == 0 ? SceneWord(text) : 0;
        if (word > 0)
        {
            var dash = text[word..].IndexOfAny(NumberEnds);
            return dash < 0 ? new SceneHeading(null, null, null) : ReadPlace(text[(word + dash + 1)..], null, maybeNoPlace: true);
        }
        return ReadPlace(text[prefix..], intExt, maybeNoPlace: prefix == 0);
    }

    private static SceneHeading ReadPlace(ReadOnlySpan<char> rest, string? intExt, bool maybeNoPlace)
    {
        string? time = null;
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
            rest = Tidy(before);
        }
        return new SceneHeading(intExt, rest.IsEmpty || (maybeNoPlace && SaysNoPlace(rest)) ? null : rest.ToString(), time);
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

    private static int SceneWord(ReadOnlySpan<char> text)
    {
        foreach (var word in SceneWords)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && !IsLetterAt(text, word.Length))
            {
                return word.Length;
            }
        }
        return 0;
    }

    private static int Prefix(ReadOnlySpan<char> line, out string? intExt)
    {
        intExt = null;
        if (line.IsEmpty || (char.IsAscii(line[0]) && !FirstLetters.Contains(line[0])))
        {
            return 0;
        }
        var at = Word(line, 0, out var first, out var foreign);
        intExt = first;
        if (first is null)
        {
            return 0;
        }
        var slash = Skip(line, Skip(line, at, '.'), ' ');
        if (slash < line.Length && line[slash] is '/' or '／')
        {
            var second = Word(line, Skip(line, slash + 1, ' '), out var other, out _);
            if (other is not null && other != first)
            {
                (at, intExt) = (second, Both);
            }
        }
        else if (at == 1)
        {
            return 0;   // a lone I or E
        }
        var next = at < line.Length ? line[at] : '\0';
        if (next is '.' or '。' or '．')
        {
            at++;
        }
        else if (!char.IsWhiteSpace(next) && (!foreign || line[0] < '\u3000'))
        {
            return 0;
        }
        // "Est arrivé ..." and "Innen ist es dunkel." are sentences: these words count in capitals only.
        return (foreign || first == Est) && !IsUpper(line[..at]) ? 0 : at;
    }

    private static int Word(ReadOnlySpan<char> line, int at, out string? kind, out bool foreign)
    {
        var end = at;
        while (end < line.Length && char.IsLetter(line[end]) && end - at < 12)
        {
            end++;
        }
        var word = line[at..end];
        foreign = false;
        kind = word switch
        {
            _ when Same(word, "INT") || Same(word, "I") => Int,
            _ when Same(word, "EXT") || Same(word, "E") => Ext,
            _ when Same(word, "EST") => Est,
            _ => null,
        };
        if (kind is null)
        {
            foreign = true;
            kind = word switch
            {
                "INTERIOR" or "INTÉRIEUR" or "INTERIEUR" or "INNEN" or "ИНТ" or "ИНТЕРЬЕР" => Int,
                "EXTERIOR" or "EXTÉRIEUR" or "EXTERIEUR" or "AUSSEN" or "AUẞEN" or "AUSS" or "НАТ" or "НАТУРА" or "ЭКСТ" => Ext,
                _ => null,
            };
        }
        if (kind is null && word.Length >= 2 && word[..2] is "内景" or "外景" or "屋内" or "屋外")
        {
            kind = word[0] == '内' || word[1] == '内' ? Int : Ext;
            return at + 2;
        }
        return end;
    }

    private static bool Same(ReadOnlySpan<char> word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static int Skip(ReadOnlySpan<char> line, int at, char c)
    {
        while (at < line.Length && line[at] == c)
        {
            at++;
        }
        return at;
    }

    private static bool IsUpper(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLower(c))
            {
                return false;
            }
        }
        return true;
    }
}
