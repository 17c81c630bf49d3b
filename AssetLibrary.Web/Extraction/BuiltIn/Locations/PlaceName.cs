using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn.Locations;

/// <summary>What a heading calls a place: the place and its part, without times, years and asides that still hang on it.</summary>
internal sealed record PlaceName(IReadOnlyList<string> Parts)
{
    private static readonly WordList Articles = new(
        """
        THE A AN LE LA LES L' DER DIE DAS DEM DEN EL LOS LAS UN UNE UNA EIN EINE EINEM IL LO GLI
        """
    );

    private static readonly WordList Prepositions = new(
        "IN AT ON IM AM AUF BEI VOR AN DANS À AU AUX SUR CHEZ EN NEL NELLA NA NO В ВО НА У"
    );

    /// <summary>Words that say when, how it is filmed or whose memory it is; a part of nothing else is no place.</summary>
    private static readonly WordList Asides = new(
        """
        FLASHBACK FLASHBACKS FLASHFORWARD FLASH DREAM NIGHTMARE MEMORY FANTASY VISION PRESENT PAST FUTURE MONTAGE INTERCUT ESTABLISHING STOCK FOOTAGE SEQUENCE
        MOVING TRAVELING TRAVELLING DRIVING PARKED STATIONARY CONTINUOUS LATER SAME MOMENTS TIME DAY NIGHT DAWN DUSK MORNING EVENING AFTERNOON NOON MIDNIGHT SUNSET SUNRISE
        EARLIER AGO MOMENT GLEICH DANACH KURZ DARAUF SPÄTER YEARS MONTHS WEEKS DAYS HOURS MINUTES SECONDS THE A AN FEW NEXT THAT TWO THREE FIVE TEN CONT'D CONTINUED RAIN SNOW VARIOUS AERIAL BACK TO OF FILM VIDEO
        AM PM POV SLOW MOTION EN MARCHE FAHREND FAHRT MOVIMIENTO MOVIMENTO IN EM ДВИЖЕНИИ В SUMMER WINTER SPRING AUTUMN FALL
        JOUR NUIT SOIR MATIN AUBE RÊVE SOUVENIR SUITE CONTINU PLUS TARD TAG NACHT ABEND MORGEN RÜCKBLENDE TRAUM SPÄTER GEGENWART VERGANGENHEIT
        DÍA NOCHE TARDE MAÑANA AMANECER SUEÑO RECUERDO DESPUÉS MÁS GIORNO NOTTE SERA MATTINA ALBA TRAMONTO POMERIGGIO SOGNO RICORDO DOPO POCO CONTINUA DIA NOITE MANHÃ MADRUGADA SONHO DEPOIS
        ДЕНЬ НОЧЬ УТРО ВЕЧЕР СОН ФЛЭШБЭК ВОСПОМИНАНИЕ ПОЗЖЕ РАССВЕТ ЗАКАТ ЗИМА ЛЕТО 回想 夢 现在 過去 过去 朝 昼 夕 夜 日 梦 闪回
        """
    );

    private static readonly char[] WhenGaps = [' ', ',', '.', '・', '、'];

    private static readonly char[] AsideGaps = [' ', ',', '.', '(', ')', '・'];

    public string Key => string.Join(" - ", Parts.Select(p => Plain(p).ToUpperInvariant()));

    /// <summary>As headings of the language have it.</summary>
    public string Name(ScriptLanguage language) => string.Join(language == ScriptLanguage.Japanese ? "・" : " - ", Parts);

    /// <summary>Null where nothing is left.</summary>
    public static PlaceName? Read(string written)
    {
        var parts = Split(written).Where(p => !IsAside(p)).ToList();
        return parts.Count == 0 ? null : new PlaceName(parts);
    }

    /// <summary>A part as it is compared: without article and the difference between apostrophes.</summary>
    public static string Plain(string part)
    {
        var words = part.Replace('’', '\'')
            .Replace("\"", "", StringComparison.Ordinal)
            .Replace('“', ' ')
            .Replace('”', ' ')
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToList();
        while (words.Count > 1 && (Articles.Has(words[0]) || (Prepositions.Has(words[0]) && words.Count > 1)))
        {
            words.RemoveAt(0);
        }
        var plain = string.Join(' ', words);
        return plain.Length > 3 && plain.StartsWith("L'", StringComparison.OrdinalIgnoreCase) ? plain[2..] : plain;
    }

    /// <summary>At dashes between spaces, slashes, long dashes, and a full stop behind a word that is no abbreviation.</summary>
    private static IEnumerable<string> Split(string written)
    {
        var start = 0;
        var open = 0;
        for (var i = 1; i < written.Length - 1; i++)
        {
            open +=
                written[i] is '(' or '（' ? 1
                : written[i] is ')' or '）' ? -1
                : 0;
            if (open == 0 && Width(written, i) is > 0 and var width)
            {
                if (Tidy(written[start..i]) is { Length: > 0 } part)
                {
                    yield return part;
                }
                start = i + width;
                i = start;
            }
        }
        if (start < written.Length && Tidy(written[start..]) is { Length: > 0 } last)
        {
            yield return last;
        }
    }

    private static int Width(string text, int at) =>
        text[at] switch
        {
            '—' or '–' or '‒' or '−' => 1,
            '・' when text[at - 1] is not (>= '\u30a1' and <= '\u30fa') || text[at + 1] is not (>= '\u30a1' and <= '\u30fa') => 1,
            '/' or '／' or '|' => 1,
            '-' when char.IsWhiteSpace(text[at - 1]) || char.IsWhiteSpace(text[at + 1]) || text[at + 1] == '-' => text[at + 1] == '-'
                ? 2
                : 1,
            '>' or '→' or ':' or '：' or ';' => 1,
            ' ' or '\u3000' when text[at - 1] >= '\u3000' && text[at + 1] >= '\u3000' => 1,
            '.' or '。' when char.IsWhiteSpace(text[at + 1]) && WordBefore(text, at) > 3 => 1,
            _ => 0,
        };

    private static int WordBefore(string text, int at)
    {
        var start = at;
        while (start > 0 && char.IsLetterOrDigit(text[start - 1]))
        {
            start--;
        }
        return at - start;
    }

    private static string Tidy(string part)
    {
        part = part.Trim(' ', '\t', '.', ',', ':', '-');
        // "KITCHEN (1987)", "(FLASHBACK) KITCHEN": brackets that say when.
        if (
            part.Length > 0
            && part[^1] is ')' or '）'
            && part.LastIndexOfAny(['(', '（']) is >= 0 and var open
            && SaysWhen(part[(open + 1)..^1])
        )
        {
            part = part[..open].Trim();
        }
        if (part.LastIndexOfAny(['(', '（']) is > 0 and var last && part.IndexOfAny([')', '）'], last) < 0 && SaysWhen(part[(last + 1)..]))
        {
            part = part[..last].Trim(); // the bracket was never closed
        }
        if (part.StartsWith('(') && part.IndexOf(')', StringComparison.Ordinal) is > 0 and var close && SaysWhen(part[1..close]))
        {
            part = part[(close + 1)..].Trim();
        }
        return part;
    }

    private static bool SaysWhen(string inner) => inner.Split(WhenGaps).Any(w => w.Length > 0 && IsAside(w));

    private static bool IsAside(string part)
    {
        var words = part.Split(AsideGaps, StringSplitOptions.RemoveEmptyEntries);
        var numbered = Array.Exists(words, w => Asides.Has(w));
        return Array.TrueForAll(words, w =>
            Asides.Has(w)
            || IsYear(w)
            || IsHour(w)
            || (w.Length > 1 && w[^1] is '年' or '月' or '日')
            || (numbered && w.All(char.IsAsciiDigit))
        );
    }

    /// <summary>23:40, 6AM.</summary>
    private static bool IsHour(string word) =>
        char.IsAsciiDigit(word[0])
        && (
            word.Contains(':', StringComparison.Ordinal)
            || word.EndsWith("AM", StringComparison.OrdinalIgnoreCase)
            || word.EndsWith("PM", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>1987, 1950s and '87, but not the 9 of a room.</summary>
    private static bool IsYear(string word)
    {
        var digits = word.TrimStart('\'', '’').TrimEnd('s', 'S').TrimEnd('\'', '’');
        return digits.Length is 4 or 2 && digits.All(char.IsAsciiDigit) && (digits.Length == 4 || digits.Length < word.Length);
    }
}
