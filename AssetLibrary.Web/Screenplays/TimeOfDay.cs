namespace AssetLibrary.Web.Screenplays;

/// <summary>The last part of a scene heading: when it is, or how it hangs on the scene before.</summary>
internal static class TimeOfDay
{
    private const int LongestInWords = 6;

    private static readonly HashSet<string> Times = Words("""
        DAY NIGHT MORNING EVENING AFTERNOON NOON MIDDAY MIDNIGHT DAWN DUSK SUNRISE SUNSET TWILIGHT DAYBREAK NIGHTFALL DAYTIME NIGHTTIME
        GOLDEN MAGIC SUNDOWN SUNUP MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY WINTER SUMMER SPRING AUTUMN
        JOUR NUIT MATIN SOIR SOIRÉE MATINÉE MIDI MINUIT AUBE CRÉPUSCULE AURORE APRÈS-MIDI
        TAG NACHT MORGEN ABEND NACHMITTAG VORMITTAG MITTAG MITTERNACHT DÄMMERUNG MORGENDÄMMERUNG ABENDDÄMMERUNG MORGENS ABENDS NACHTS TAGSÜBER
        DÍA DIA NOCHE MAÑANA TARDE AMANECER ATARDECER ANOCHECER MEDIODÍA MEDIANOCHE MADRUGADA
        GIORNO NOTTE MATTINA SERA POMERIGGIO ALBA TRAMONTO NOITE MANHÃ
        ДЕНЬ НОЧЬ УТРО ВЕЧЕР РАССВЕТ ЗАКАТ СУМЕРКИ ПОЛДЕНЬ ПОЛНОЧЬ ДНЁМ НОЧЬЮ УТРОМ ВЕЧЕРОМ
        日 夜 朝 夕 昼 夕方 早朝 深夜 昼間 白天 晚上 清晨 傍晚 黄昏 夜晚 早晨 日内 夜内
        יום לילה בוקר ערב צהריים نهار ليل صباح مساء
        """);

    private static readonly HashSet<string> Relative = Words("""
        CONTINUOUS CONTINUING LATER SAME MOMENTS EARLIER CONT'D CONT CONTINUED SIMULTANEOUS SIMULTANEOUSLY AGAIN
        SUITE CONTINU PLUS SPÄTER FORTLAUFEND DARAUF GLEICHZEITIG CONTINUO CONTINUA CONTINÚA DESPUÉS ПОЗЖЕ
        """);

    private static readonly HashSet<string> Companions = Words("""
        EARLY LATE NEXT THE THAT THIS MID PRE A AN FEW SOME MINUTES MINUTE HOURS HOUR DAYS WEEKS WEEK MONTHS MONTH MOMENT SECONDS YEARS YEAR
        BEFORE AFTER AM PM A.M. P.M. O'CLOCK AGO TIME FOLLOWING FIRST LAST LIGHT AND OR OF ON TO IN SEVERAL ONE TWO THREE FOUR FIVE SIX SEVEN
        EIGHT NINE TEN TWELVE TWENTY THIRTY TARD TÔT LE LA L'APRÈS-MIDI UN PEU DU DE FIN DÉBUT AM FRÜHER SPÄTER EIN KURZE ZEIT NÄCHSTER DER
        MISMO MÁS EL MISMA PRESENT MODERN
        """);

    private static readonly HashSet<string> Asides = Words("""
        FLASHBACK FLASH-BACK FLASHBACKS FLASHFORWARD FLASH-FORWARD DREAM NIGHTMARE MONTAGE INTERCUT ESTABLISHING FANTASY PAST PRESENT REALITY VISION
        RÜCKBLENDE TRAUM RÊVE SUEÑO MEMORY STOCK ФЛЭШБЭК FOOTAGE SEQUENCE SHOT END BACK BEGIN MORE FLASH TO MOVING TRAVELING TRAVELLING DRIVING PARKED
        """);

    /// <summary>"NIGHT", "LATE AFTERNOON", "TEN MINUTES LATER", "DAY 2": words of time only, at least one of them sure.</summary>
    public static bool Is(ReadOnlySpan<char> part) => Only(part, Times, Relative);

    /// <summary>Only "LATER", "SAME", "CONTINUOUS": true, but it says less than a time would.</summary>
    public static bool IsRelative(ReadOnlySpan<char> part) => Is(part) && !Only(part, Times, null);

    /// <summary>"FLASHBACK", "DREAM SEQUENCE", "1944": neither place nor time of day.</summary>
    public static bool IsAside(ReadOnlySpan<char> part) => Only(part, Asides, null) || IsYear(part);

    private static bool IsYear(ReadOnlySpan<char> part) => part.Length == 4 && part[0] is ('1' or '2') && part.IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool Only(ReadOnlySpan<char> part, HashSet<string> sure, HashSet<string>? alsoSure)
    {
        var count = 0;
        var found = false;
        foreach (var range in part.SplitAny(' ', '/', '.', ','))
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
            if (Has(sure, word) || (alsoSure is not null && Has(alsoSure, word)))
            {
                found = true;
            }
            else if (!Has(Companions, word) && !Has(Relative, word) && !char.IsAsciiDigit(word[0]))
            {
                return false;
            }
        }
        return found;
    }

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> word) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static HashSet<string> Words(string list) =>
        new(list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
