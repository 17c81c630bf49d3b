namespace AssetLibrary.Web.Screenplays.Headings;

/// <summary>The words scene headings tell time with, in the languages we read.</summary>
internal static class TimeWords
{
    public static readonly HashSet<string> Times = Words(
        """
        DAY NIGHT MORNING EVENING AFTERNOON NOON MIDDAY MIDNIGHT DAWN DUSK SUNRISE SUNSET TWILIGHT DAYBREAK NIGHTFALL DAYTIME NIGHTTIME
        PREDAWN PRE-DAWN MIDMORNING MID-MORNING MID-AFTERNOON SUNDOWN SUNUP TONIGHT
        JOUR NUIT MATIN SOIR SOIRÉE MATINÉE MIDI MINUIT AUBE CRÉPUSCULE APRÈS-MIDI
        TAG NACHT MORGEN ABEND NACHMITTAG VORMITTAG MITTAG MITTERNACHT DÄMMERUNG MORGENDÄMMERUNG ABENDDÄMMERUNG MORGENS ABENDS NACHTS TAGSÜBER
        MORGENGRAUEN SONNENAUFGANG SONNENUNTERGANG DÍA DIA NOCHE MAÑANA TARDE AMANECER ATARDECER ANOCHECER MEDIODÍA MEDIANOCHE MADRUGADA
        GIORNO NOTTE MATTINA MATTINO SERA POMERIGGIO TRAMONTO MEZZOGIORNO MEZZANOTTE NOITE MANHÃ ENTARDECER ANOITECER MEIO-DIA MEIA-NOITE
        ДЕНЬ НОЧЬ УТРО ВЕЧЕР РАССВЕТ ЗАКАТ СУМЕРКИ ПОЛДЕНЬ ПОЛНОЧЬ ДНЁМ ДНЕМ НОЧЬЮ УТРОМ ВЕЧЕРОМ
        日 夜 朝 夕 昼 晨 昏 夕方 早朝 深夜 昼間 白天 晚上 清晨 傍晚 黄昏 夜晚 早晨 黎明 凌晨 上午 下午 中午 正午 午后 午夜 半夜 夜里 当晚 次日 翌日 第二天
        翌朝 翌晩 真夜中 未明 夜明け 午前 午後 朝方 夕暮れ 日内 夜内 日外 夜外
        יום לילה בוקר ערב צהריים نهار ليل صباح مساء
        """
    );

    /// <summary>Words that are a time behind a dash only: at the end of a place they may be part of its name.</summary>
    public static readonly HashSet<string> TimesBehindDash = Words(
        """
        GOLDEN MAGIC MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY WINTER SUMMER SPRING AUTUMN AURORE AURORA ALBA ALVORECER
        JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER
        JANVIER FÉVRIER MARS AVRIL MAI JUIN JUILLET AOÛT SEPTEMBRE OCTOBRE NOVEMBRE DÉCEMBRE JANUAR FEBRUAR MÄRZ JUNI JULI OKTOBER DEZEMBER
        ENERO FEBRERO MARZO ABRIL MAYO JUNIO JULIO AGOSTO SEPTIEMBRE OCTUBRE NOVIEMBRE DICIEMBRE
        GENNAIO FEBBRAIO APRILE MAGGIO GIUGNO LUGLIO SETTEMBRE OTTOBRE DICEMBRE JANEIRO FEVEREIRO MARÇO MAIO JUNHO JULHO SETEMBRO OUTUBRO NOVEMBRO DEZEMBRO
        ЯНВАРЬ ФЕВРАЛЬ МАРТ АПРЕЛЬ МАЙ ИЮНЬ ИЮЛЬ АВГУСТ СЕНТЯБРЬ ОКТЯБРЬ НОЯБРЬ ДЕКАБРЬ ЯНВАРЯ ФЕВРАЛЯ МАРТА АПРЕЛЯ МАЯ ИЮНЯ ИЮЛЯ АВГУСТА СЕНТЯБРЯ
        ОКТЯБРЯ НОЯБРЯ ДЕКАБРЯ ЗИМА ВЕСНА ЛЕТО ОСЕНЬ HIVER PRINTEMPS ÉTÉ AUTOMNE FRÜHLING HERBST INVIERNO PRIMAVERA VERANO OTOÑO INVERNO ESTATE AUTUNNO
        """
    );

    public static readonly HashSet<string> Relative = Words(
        """
        CONTINUOUS CONTINUING LATER SAME MOMENTS EARLIER CONT'D CONT CONTINUED SIMULTANEOUS SIMULTANEOUSLY AGAIN MEANWHILE
        SUITE CONTINU PLUS INSTANTS SPÄTER FORTLAUFEND FORTSETZUNG DARAUF DANACH GLEICHZEITIG CONTINUO CONTINUA CONTINÚA CONTÍNUO DESPUÉS LUEGO MOMENTOS
        DEPOIS INSTANTES DOPO TARDI ПОЗЖЕ СПУСТЯ ПРОДОЛЖЕНИЕ НЕПРЕРЫВНО РАНЕЕ РАНЬШЕ
        连续 稍后 片刻后 同时 接上 接上场 稍後 続き 同時刻 数分後 数日後 数時間後
        """
    );

    /// <summary>Relative times that end a heading without a separator too.</summary>
    public static readonly HashSet<string> RelativeAtEnd = Words("CONTINUOUS LATER SAME SIMULTANEOUS SPÄTER ПОЗЖЕ");

    public static readonly HashSet<string> Italian = Words(
        "GIORNO NOTTE MATTINA MATTINO SERA POMERIGGIO ALBA TRAMONTO MEZZOGIORNO MEZZANOTTE"
    );

    public static readonly HashSet<string> Companions = Words(
        """
        EARLY LATE NEXT ANOTHER THE THAT THIS MID PRE A AN FEW SOME MINUTES MINUTE HOURS HOUR DAYS WEEKS WEEK MONTHS MONTH MOMENT SECONDS YEARS YEAR
        BEFORE AFTER AM PM A.M. P.M. O'CLOCK AGO TIME FOLLOWING FIRST LAST LIGHT AND OR OF ON TO IN SEVERAL ONE TWO THREE FOUR FIVE SIX SEVEN
        EIGHT NINE TEN TWELVE TWENTY THIRTY TARD TÔT LE LA L'APRÈS-MIDI UN PEU DU DE FIN DÉBUT AM FRÜHER SPÄTER EIN KURZE ZEIT NÄCHSTER DER
        MISMO MÁS EL MISMA PRESENT MODERN MÊME TEMPS APRÈS HEURES HEURE MINUTEN STUNDEN TAGE WOCHEN JAHRE UHR FRÜHER FRÜH SPÄT SPÄTER GLEICHEN ZUR DANN
        MAIS DIAS HORAS MINUTOS SEMANAS AÑOS ANOS PIÙ STESSO ORE MINUTI GIORNI POCO ПОЗДНИЙ ПОЗДНЯЯ РАННИЙ РАННЕЕ ДНЕЙ ЧАС ЧАСА ЧАСОВ МИНУТ ЛЕТ ГОД ЧЕРЕЗ
        """
    );

    public static readonly HashSet<string> Asides = Words(
        """
        FLASHBACK FLASH-BACK FLASHBACKS FLASHFORWARD FLASH-FORWARD DREAM NIGHTMARE MONTAGE INTERCUT ESTABLISHING FANTASY PAST PRESENT REALITY VISION
        RÜCKBLENDE TRAUM RÊVE SUEÑO MEMORY STOCK ФЛЭШБЭК ФЛЕШБЭК FOOTAGE SEQUENCE SHOT END BACK BEGIN MORE FLASH TO MOVING TRAVELING TRAVELLING DRIVING PARKED
        闪回 回忆 梦境 回想 夢 現在 ВОСПОМИНАНИЕ СОН SOGNO SONHO
        """
    );

    private static HashSet<string> Words(string list) =>
        new(list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
