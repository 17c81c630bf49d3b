namespace AssetLibrary.Web.Screenplays.Headings;

/// <summary>The last part of a scene heading: when it is, or how it hangs on the scene before.</summary>
internal static class TimeOfDay
{
    private const int LongestInWords = 6;

    private static readonly HashSet<string> BehindDash = new(
        TimeWords.Times.Concat(TimeWords.TimesBehindDash),
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly HashSet<string> AtEnd = new(TimeWords.Times.Concat(TimeWords.RelativeAtEnd), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// "NIGHT", "LATE AFTERNOON", "TEN MINUTES LATER", "DAY 2", "12 MARCH 1944", "8:15": words of time only, at least one of them sure.
    /// </summary>
    public static bool Is(ReadOnlySpan<char> part) => Only(part, BehindDash, TimeWords.Relative) || IsDayNumber(part);

    /// <summary>Only "LATER", "SAME", "CONTINUOUS": true, but it says less than a time would.</summary>
    public static bool IsRelative(ReadOnlySpan<char> part) => Is(part) && !Only(part, BehindDash, null) && !IsDayNumber(part);

    /// <summary>"FLASHBACK", "DREAM SEQUENCE", "1944": neither place nor time of day.</summary>
    public static bool IsAside(ReadOnlySpan<char> part) => Only(part, TimeWords.Asides, null) || IsYear(part);

    public static bool IsItalian(ReadOnlySpan<char> time) => Only(time, TimeWords.Italian, null);

    /// <summary>
    /// Where the time begins in "KITCHEN LATE NIGHT"; 0 where none ends it, or nothing would be left of the place.
    /// Only words that are hardly ever part of a name count: HOT SPRING and HOTEL SUITE stay whole.
    /// </summary>
    public static int StartAtEnd(ReadOnlySpan<char> place)
    {
        var start = 0;
        var end = place.Length;
        for (var words = 0; words < LongestInWords; words++)
        {
            var space = place[..end].LastIndexOfAny(' ', '\u3000');
            if (space <= 0)
            {
                break;
            }
            var first = place[(space + 1)..end];
            end = space;
            if (!Has(AtEnd, first) && !Has(TimeWords.Companions, first) && !(first.Length > 0 && char.IsAsciiDigit(first[0])))
            {
                break;
            }
            if (Only(place[(space + 1)..], AtEnd, null) && (Has(AtEnd, first) || Adds(first, place[(space + 1)..])))
            {
                start = space + 1;
            }
        }
        return start > 0 && Has(TimeWords.Companions, place[..start].Trim()) ? 0 : start;
    }

    /// <summary>"LATE" belongs to the night behind it, "OF THE" to the place before; a number only where it counts minutes.</summary>
    private static bool Adds(ReadOnlySpan<char> word, ReadOnlySpan<char> time) =>
        char.IsAsciiDigit(word[0])
            ? time.Contains("LATER", StringComparison.OrdinalIgnoreCase) || time.Contains("SPÄTER", StringComparison.OrdinalIgnoreCase)
            : word.Length > 3 || word is "FEW" or "MID" or "TEN" or "TWO" or "SIX" or "ONE";

    private static bool IsYear(ReadOnlySpan<char> part) =>
        part.Length == 4 && part[0] is ('1' or '2') && part.IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>J1 and N2, as French and Spanish schedules count days and nights; D1 as English ones do.</summary>
    private static bool IsDayNumber(ReadOnlySpan<char> part) =>
        part.Length is 2 or 3 && part[0] is 'J' or 'N' or 'D' && part[1..].IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool Only(ReadOnlySpan<char> part, HashSet<string> sure, HashSet<string>? alsoSure)
    {
        var count = 0;
        var found = false;
        foreach (var range in part.SplitAny(' ', '/', '.', ',', '\u3000'))
        {
            var word = part[range].Trim("()[]");
            if (word.IsEmpty)
            {
                continue;
            }
            if (++count > LongestInWords)
            {
                return false;
            }
            if (Has(sure, word) || (alsoSure is not null && (Has(alsoSure, word) || IsClock(word))))
            {
                found = true;
            }
            else if (!Has(TimeWords.Companions, word) && !Has(TimeWords.Relative, word) && !char.IsAsciiDigit(word[0]))
            {
                return false;
            }
        }
        return found;
    }

    private static bool IsClock(ReadOnlySpan<char> word)
    {
        var digits = word.IndexOfAnyExceptInRange('0', '9');
        return digits is 1 or 2
            && word.Length <= 8
            && (word[digits] == ':' || word[digits..] is "H" or "h" or "AM" or "PM" or "am" or "pm");
    }

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> word) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
