namespace AssetLibrary.Web.Screenplays.Headings;

/// <summary>INT., EXT., I/E, INNEN, ИНТ. and their like at the start of a heading, with or without a scene number before them.</summary>
internal static class HeadingPrefix
{
    public const string Int = "INT",
        Ext = "EXT",
        Both = "INT/EXT",
        Est = "EST";

    private const int LongestNumber = 6;

    /// <summary>How many characters say inside or outside; 0 where none do.</summary>
    public static int Read(ReadOnlySpan<char> line, out string? intExt)
    {
        var at = Word(line, 0, out var first, out var foreign);
        intExt = first;
        if (first is null)
        {
            return 0;
        }
        var slash = Skip(line, Skip(line, at, '.'), ' ');
        if (
            slash < line.Length && line[slash] is '/' or '／'
            || (slash > at && slash < line.Length && line[slash] == '-' && line[slash - 1] == '.')
        )
        {
            var second = Word(line, Skip(line, slash + 1, ' '), out var other, out var otherForeign);
            other = other == Est && first != Est ? Ext : other; // Italian: INT./EST.
            if (other is not null && other != first)
            {
                (at, intExt) = (second, Both);
                foreign |= otherForeign;
            }
        }
        else if (at == 1 && line[0] < '\u3000')
        {
            return 0; // a lone I or E
        }
        var next = at < line.Length ? line[at] : '\0';
        if (next is '.' or '。' or '．')
        {
            at++;
        }
        else if (!char.IsWhiteSpace(next) && (!foreign || line[0] < '\u3000' || (at == 1 && next is not ('，' or '、' or '：'))))
        {
            return 0;
        }
        // "Est arrivé ..." and "Innen ist es dunkel." are sentences: these words count in capitals only.
        return (foreign || first == Est) && HasLower(line[..at]) ? 0 : at;
    }

    /// <summary>"12. INT. HOUSE" → "12" and where INT. begins; no number, and 0, where no heading follows it.</summary>
    public static int Number(ReadOnlySpan<char> line, out string? number)
    {
        number = null;
        var at = 0;
        var digits = false;
        while (at < line.Length && at < LongestNumber && (char.IsAsciiDigit(line[at]) || (char.IsAsciiLetterUpper(line[at]) && at < 4)))
        {
            digits |= char.IsAsciiDigit(line[at++]);
        }
        if (!digits || at == line.Length)
        {
            return 0;
        }
        var rest = at;
        while (rest < line.Length && (char.IsWhiteSpace(line[rest]) || line[rest] is '.' or ')' or '．' or '、' or ':' or '-' or '–'))
        {
            rest++;
        }
        if (rest == at || Read(line[rest..], out _) == 0)
        {
            return 0;
        }
        number = line[..at].ToString();
        return rest;
    }

    public static bool HasLower(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsLower(c))
            {
                return true;
            }
        }
        return false;
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
        if (kind is not null)
        {
            return end;
        }
        foreign = true;
        kind = word switch
        {
            "INTERIOR"
            or "INTÉRIEUR"
            or "INTERIEUR"
            or "INTERNO"
            or "INNEN"
            or "ИНТ"
            or "ИНТЕРЬЕР"
            or "ВНТ"
            or "ВНУТР"
            or "ПАВ"
            or "ПАВИЛЬОН" => Int,
            "EXTERIOR"
            or "EXTÉRIEUR"
            or "EXTERIEUR"
            or "ESTERNO"
            or "AUSSEN"
            or "AUẞEN"
            or "AUSS"
            or "AUßEN"
            or "НАТ"
            or "НАТУРА"
            or "ЭКСТ" => Ext,
            _ => null,
        };
        return kind is null ? Asian(line[at..], word, at, end, out kind) : end;
    }

    private static int Asian(ReadOnlySpan<char> rest, ReadOnlySpan<char> word, int at, int end, out string? kind)
    {
        foreach (var (name, means) in AsianHeading.Places)
        {
            if (name.Length >= 2 && rest.StartsWith(name, StringComparison.Ordinal))
            {
                kind = means;
                return at + name.Length;
            }
        }
        kind = word switch
        {
            "内" => Int,
            "外" => Ext,
            _ => null,
        };
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
}
