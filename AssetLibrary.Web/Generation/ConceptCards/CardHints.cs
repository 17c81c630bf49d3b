using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Generation.ConceptCards;

internal enum CardLight
{
    Night,
    LowSun,
    Day,
}

/// <summary>What the words of the name and the description suggest to the eye.</summary>
internal sealed partial class CardHints(string name, string description)
{
    private readonly string _text = $"{description} {name}";
    private readonly string _name = name;

    /// <summary>Null when no word tells.</summary>
    public CardLight? Light =>
        Has(Night()) ? CardLight.Night
        : Has(LowSun()) ? CardLight.LowSun
        : Has(Day()) ? CardLight.Day
        : null;

    public bool Old => Has(OldWords());

    public bool Child => Has(ChildWords());

    public bool Female => Has(FemaleWords());

    public bool Male => Has(MaleWords()) && !Female;

    public bool Beard => Has(BeardWords());

    public bool Uniform => Has(UniformWords());

    public bool Hat => Has(HatWords());

    public bool Glasses => Has(GlassesWords());

    public bool Sea => Has(SeaWords());

    public bool Forest => Has(ForestWords());

    public bool City => Has(CityWords());

    public bool Desert => Has(DesertWords());

    public bool Mountain => Has(MountainWords());

    public bool Inside => Has(InsideWords());

    public bool Hall => Has(HallWords());

    public bool Road => Has(RoadWords());

    public bool Kitchen => Has(KitchenWords());

    public bool Bedroom => Has(BedroomWords());

    public bool Nature => Sea || Forest || Desert || Mountain;

    /// <summary>Of the first colour that is named, in degrees; null when none is.</summary>
    public double? Hue =>
        ColourWords().Match(_text).Value.ToLowerInvariant() switch
        {
            "red" or "crimson" or "scarlet" or "红" or "красн" => 27,
            "orange" or "copper" or "rust" => 52,
            "brass" or "gold" or "golden" or "yellow" or "amber" or "黄" => 82,
            "green" or "olive" or "绿" or "зелён" => 145,
            "teal" or "turquoise" => 195,
            "blue" or "navy" or "蓝" or "син" => 255,
            "purple" or "violet" => 305,
            "pink" or "rose" => 5,
            _ => null,
        };

    /// <summary>
    /// The thing a prop is, as <see cref="PropShape"/> calls it; null when its name does not tell: the description names other things too.
    /// </summary>
    public string? Thing
    {
        get
        {
            // The last of several is the noun: a "letter opener" is no letter, a "car key" is a key.
            var things = PropShape.Words().Matches(_name);
            return things.Count == 0 ? null : PropShape.NameOf(things[^1].Value);
        }
    }

    private bool Has(Regex words) => words.IsMatch(_text);

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\b(night|midnight|dark(ness)?|moon(lit|light)?|nocturnal|noir|nacht|nuit|noche)\b|夜|ноч|ليل|לילה", Loose, 1000)]
    private static partial Regex Night();

    [GeneratedRegex(
        @"\b(dawn|dusk|sunset|sunrise|evening|morning|golden|twilight|autumn|aube|abend)\b|夕|晨|暮|закат|рассвет",
        Loose,
        1000
    )]
    private static partial Regex LowSun();

    [GeneratedRegex(@"\b(day|daylight|noon|bright|sunny|white|snow(y)?|summer|jour|tag)\b|昼|день", Loose, 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"\b(old|elderly|aged|grey-haired|gr[ae]y|grand(mother|father|ma|pa)|retired|wrinkled|ancient)\b|老|стар", Loose, 1000)]
    private static partial Regex OldWords();

    [GeneratedRegex(@"\b(girl|boy|child|kid|little|toddler|son|daughter|schoolgirl|schoolboy)\b|孩|ребён|дет", Loose, 1000)]
    private static partial Regex ChildWords();

    [GeneratedRegex(
        @"\b(girl|female|woman|women|she|her|lady|mother|mrs|ms|miss|daughter|sister|queen|actress|widow|wife|grandmother|waitress|nun|frau|femme)\b|女|妈|姐|женщин|امرأة|فتاة|بنت|אישה|ילדה",
        Loose,
        1000
    )]
    private static partial Regex FemaleWords();

    [GeneratedRegex(
        @"\b(man|men|male|boy|he|his|him|mr|father|brother|son|king|grandfather|husband|sir|priest|homme|mann|beard(ed)?)\b|男|父|мужчин|стари[кч]|رجل|גבר",
        Loose,
        1000
    )]
    private static partial Regex MaleWords();

    [GeneratedRegex(@"\b(beard(ed)?|moustache)\b|бород|胡子", Loose, 1000)]
    private static partial Regex BeardWords();

    [GeneratedRegex(
        @"\b(red|crimson|scarlet|orange|copper|rust|brass|gold|golden|yellow|amber|green|olive|teal|turquoise|blue|navy|purple|violet|pink|rose)\b|红|красн|黄|绿|зелён|蓝|син",
        Loose,
        1000
    )]
    private static partial Regex ColourWords();

    [GeneratedRegex(
        @"\b(uniform|officer|soldier|police(man|woman)?|cop|captain|sergeant|guard|pilot|sailor|general|commander|lieutenant|conductor)\b|军|警|капитан|офицер",
        Loose,
        1000
    )]
    private static partial Regex UniformWords();

    [GeneratedRegex(@"\b(hat|fedora|detective|gangster|cowboy|farmer|spy|sheriff|inspector)\b|帽|探", Loose, 1000)]
    private static partial Regex HatWords();

    [GeneratedRegex(
        @"\b(glasses|spectacles|professor|librarian|scientist|scholar|doctor|dr|teacher|accountant|writer)\b|教授|博士",
        Loose,
        1000
    )]
    private static partial Regex GlassesWords();

    [GeneratedRegex(
        @"\b(sea|ocean|beach|harbou?r|lake|river|coast|bay|pier|boat|ship|island|lighthouse|shore|waves?|port|meer)\b|海|湖|море|بحر|ים",
        Loose,
        1000
    )]
    private static partial Regex SeaWords();

    [GeneratedRegex(
        @"\b(forest|woods?|trees?|jungle|swamp|marsh|bog|meadow|farm|park|garden|grove|orchard|pine|wald|bosque)\b|森|林|лес|غابة|יער",
        Loose,
        1000
    )]
    private static partial Regex ForestWords();

    [GeneratedRegex(
        @"\b(city|street|town|downtown|skyline|apartment|building|tower|alley|hotel|office|block|rooftop|urban|metropolis|facade|house|stadt|rue)\b|城|街|город|مدينة|עיר",
        Loose,
        1000
    )]
    private static partial Regex CityWords();

    [GeneratedRegex(@"\b(desert|dunes?|sand|sahara|wasteland|savannah|canyon)\b|沙|пустын|صحراء", Loose, 1000)]
    private static partial Regex DesertWords();

    [GeneratedRegex(@"\b(mountains?|hills?|valley|alps?|cliff|peak|ridge|glacier)\b|山|гор[аы]", Loose, 1000)]
    private static partial Regex MountainWords();

    [GeneratedRegex(
        @"\b(int|room|kitchen|bedroom|bathroom|living|office|cellar|basement|attic|studio|library|bar|cafe|café|restaurant|cabin|apartment|flat|interior|archive|shop|church|cell|diner|kitchenette|salon|zimmer|cuisine|cocina)\b|室|厨|房|комнат|غرفة|חדר",
        Loose,
        1000
    )]
    private static partial Regex InsideWords();

    [GeneratedRegex(
        @"\b(corridor|hall(way)?|tunnel|passage|stairs?|staircase|station|hospital|subway|metro|church|archive|lobby)\b|廊|站",
        Loose,
        1000
    )]
    private static partial Regex HallWords();

    [GeneratedRegex(@"\b(road|highway|street|track|railway|motorway|route|lane|path|drive|crossroads|fields?)\b|路|дорог", Loose, 1000)]
    private static partial Regex RoadWords();

    [GeneratedRegex(@"\b(kitchen|diner|bar|cafe|café|restaurant|cuisine|cocina|küche)\b|厨|кухн|مطبخ|מטבח", Loose, 1000)]
    private static partial Regex KitchenWords();

    [GeneratedRegex(@"\b(bedroom|bed|motel|hotel|hospital|dormitory)\b|卧|спальн", Loose, 1000)]
    private static partial Regex BedroomWords();
}
