using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>What a part of a thing is made of.</summary>
internal enum Stuff
{
    Body,
    Shade,
    Light,
    Dark,
    Accent,
    Line,
}

/// <summary>A thing as a few shapes in a square of 200, its middle at the origin; it stands on the line of its foot.</summary>
internal sealed partial record PropShape(string Name, IReadOnlyList<(Stuff Stuff, string Path)> Parts, double Foot = 92)
{
    private static readonly Dictionary<string, PropShape> All = Shapes().ToDictionary(shape => shape.Name, StringComparer.Ordinal);

    private const string Emblem = "emblem";

    /// <summary>Its form, where its name tells one; otherwise the sign of a thing.</summary>
    public static PropShape Of(CardScene scene) => All[scene.Hints.Thing ?? Emblem];

    public void Fill(SvgCanvas canvas, Oklch body, CardColours colours)
    {
        foreach (var (stuff, path) in Parts)
        {
            if (stuff == Stuff.Line)
            {
                canvas.Line($"{path}", body.Lighter(-0.3), 4);
                continue;
            }
            canvas.Path(
                $"{path}",
                stuff switch
                {
                    Stuff.Shade => body.Lighter(-0.13),
                    Stuff.Light => body.Lighter(0.14),
                    Stuff.Dark => colours.Deep.Towards(body, 0.15),
                    Stuff.Accent => colours.Glow,
                    _ => body,
                }
            );
        }
    }

    public void Shadow(SvgCanvas canvas, Oklch ink)
    {
        foreach (var (stuff, path) in Parts.Where(part => part.Stuff is Stuff.Body or Stuff.Dark))
        {
            canvas.Path($"{path}", ink, 0.16);
        }
    }

    public void Outline(SvgCanvas canvas, Oklch ink, Oklch paper)
    {
        foreach (var (stuff, path) in Parts)
        {
            if (stuff is Stuff.Body or Stuff.Dark)
            {
                canvas.Path($"{path}", paper, 0.85);
            }
            canvas.Line($"{path}", ink, stuff is Stuff.Body or Stuff.Dark ? 2.4 : 1.5);
        }
    }

    public static string NameOf(string word)
    {
        foreach (var (name, words) in Vocabulary)
        {
            if (words.Contains(word.ToLowerInvariant().TrimEnd('s')) || words.Contains(word.ToLowerInvariant()))
            {
                return name;
            }
        }
        return Emblem;
    }

    [GeneratedRegex(
        @"\b(lamps?|lanterns?|candles?|torch|letters?|envelopes?|postcards?|telegrams?|keys?|cups?|mugs?|coffee|teacups?|books?|diary|notebooks?|bible|novel|bottles?|wine|whisk(e)?y|perfume|phones?|telephones?|smartphone|watch(es)?|clocks?|cameras?|suitcases?|briefcases?|bags?|luggage|cars?|taxi|truck|van|jeep|sedan|convertible|pickup|automobile|chevrolet|chevy|ford|cadillac|buick|chairs?|armchair|stool|tables?|desk|rings?|necklace|umbrellas?|parapluie|radios?|recorder|cassettes?|guns?|revolvers?|pistols?|kni(fe|ves)|daggers?|opener|swords?|vases?|urn|box(es)?|chest|crate|package|maps?|photos?|photograph|picture|painting|portrait|printout|documents?)\b|信|钥匙|杯|书|伞|灯|箱|ключ|письмо|лампа|книга|مفتاح|رسالة|מפתח|מכתב",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    public static partial Regex Words();

    private static readonly (string Name, HashSet<string> Words)[] Vocabulary =
    [
        ("lamp", ["lamp", "灯", "лампа"]),
        ("lantern", ["lantern", "candle", "torch"]),
        ("letter", ["letter", "envelope", "postcard", "telegram", "信", "письмо", "رسالة", "מכתב"]),
        ("key", ["key", "钥匙", "ключ", "مفتاح", "מפתח"]),
        ("cup", ["cup", "mug", "coffee", "teacup", "杯"]),
        ("book", ["book", "diary", "notebook", "bible", "novel", "书", "книга"]),
        ("bottle", ["bottle", "wine", "whisky", "whiskey", "perfume"]),
        ("phone", ["phone", "telephone", "smartphone"]),
        ("watch", ["watch", "watche", "clock", "watches"]),
        ("camera", ["camera"]),
        ("case", ["suitcase", "briefcase", "bag", "luggage", "箱"]),
        (
            "car",
            [
                "car",
                "taxi",
                "truck",
                "van",
                "jeep",
                "sedan",
                "convertible",
                "pickup",
                "automobile",
                "chevrolet",
                "chevy",
                "ford",
                "cadillac",
                "buick",
            ]
        ),
        ("chair", ["chair", "armchair", "stool"]),
        ("table", ["table", "desk"]),
        ("ring", ["ring", "necklace"]),
        ("umbrella", ["umbrella", "parapluie", "伞"]),
        ("radio", ["radio", "recorder", "cassette"]),
        ("gun", ["gun", "revolver", "pistol"]),
        ("knife", ["knife", "knive", "knives", "dagger", "opener", "sword"]),
        ("vase", ["vase", "urn"]),
        ("box", ["box", "boxe", "chest", "crate", "package", "boxes"]),
        ("paper", ["map", "photo", "photograph", "picture", "painting", "portrait", "printout", "document"]),
    ];
}
