using System.Text.RegularExpressions;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Web.Assets.Merging;

/// <summary>
/// What a text says, as far as it can be told without understanding it: its words of content, its numbers, its quoted terms,
/// and whether it denies. Endings do not count, in nine languages.
/// </summary>
internal sealed partial class Facts
{
    private const int StemLeast = 4;

    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);

    private Facts() { }

    /// <summary>Stem → the word as it stands there.</summary>
    public IReadOnlyDictionary<string, string> Words => words;
    public HashSet<string> Numbers { get; } = new(StringComparer.Ordinal);
    public HashSet<string> Quoted { get; } = new(StringComparer.Ordinal);
    public HashSet<string> Colours { get; } = new(StringComparer.Ordinal);
    public HashSet<string> Sides { get; } = new(StringComparer.Ordinal);
    public bool Denies { get; private set; }
    public bool TellsAge { get; private set; }

    public bool IsEmpty => words.Count == 0 && Numbers.Count == 0 && Quoted.Count == 0;

    public static Facts Of(string text)
    {
        var facts = new Facts();
        var plain = SearchText.Normalize(text);
        foreach (var word in TextPieces.Words(plain).SelectMany(Apart))
        {
            facts.Add(word);
        }

        foreach (Match quoted in Quotes().Matches(text))
        {
            facts.Quoted.Add(SearchText.Normalize(quoted.Groups["term"].Value.Trim()));
        }

        facts.TellsAge = facts.Numbers.Count > 0 && AgeWords().IsMatch(plain);
        return facts;
    }

    /// <summary>What of these does not are in the other text.</summary>
    public IEnumerable<string> MissingIn(Facts other, string otherText)
    {
        var plain = SearchText.Normalize(otherText);
        return words
            .Where(w => !other.Has(w.Key))
            .Select(w => w.Value)
            .Concat(Numbers.Where(n => !other.Numbers.Contains(n)))
            .Concat(Quoted.Where(q => !plain.Contains(q, StringComparison.Ordinal)).Select(q => $"“{q}”"));
    }

    public bool Has(string stem) => words.ContainsKey(stem) || (stem.Length >= StemLeast + 1 && words.Keys.Any(w => IsNear(w, stem)));

    public List<string> SharedWith(Facts other) => [.. words.Keys.Where(other.Has)];

    /// <summary>All that this says is said there, and neither denies what the other affirms.</summary>
    public bool IsSaidBy(Facts other) =>
        Denies == other.Denies && words.Keys.All(other.Has) && Numbers.IsSubsetOf(other.Numbers) && Quoted.IsSubsetOf(other.Quoted);

    /// <summary>Both speak of one thing and say different things of it: a beard and no beard, two ages, two colours of a coat.</summary>
    public bool Contradicts(Facts other)
    {
        if (TellsAge && other.TellsAge && !Numbers.SetEquals(other.Numbers))
        {
            return true;
        }

        var shared = SharedWith(other).Where(w => !Colours.Contains(w) && !Sides.Contains(w)).ToList();
        return shared.Count > 0
            && (
                Denies != other.Denies
                || (Numbers.Count > 0 && other.Numbers.Count > 0 && !Numbers.Overlaps(other.Numbers))
                || (Colours.Count > 0 && other.Colours.Count > 0 && !Colours.Any(c => other.Colours.Any(d => IsNear(c, d) || c == d)))
                || (
                    Sides.Count > 0
                    && other.Sides.Count > 0
                    && Sides.Any(s => Opposites.TryGetValue(s, out var against) && other.Sides.Overlaps(against))
                )
            );
    }

    private void Add(string word)
    {
        if (char.IsDigit(word[0]))
        {
            Numbers.Add(DigitsOnly().Match(word).Value);
            return;
        }

        if (
            Denials.Contains(word)
            || Denials.Any(d => d.Length == 1 && word == d)
            || (word.StartsWith("kein", StringComparison.Ordinal) && word.Length <= 6)
        )
        {
            Denies = true;
            return;
        }

        if (
            Joints.Contains(word)
            || (
                word.Length == 1
                && (!Letters.IsUnspaced(word) || Letters.IsKana(word) || Particles.Contains(word[0], StringComparison.Ordinal))
            )
        )
        {
            return;
        }

        var stem = Stem(word);
        words.TryAdd(stem, word);
        if (ColourStems.Any(c => word.StartsWith(c, StringComparison.Ordinal) && word.Length - c.Length <= (c.Length <= 4 ? 2 : 3)))
        {
            Colours.Add(stem);
        }

        if (Opposites.ContainsKey(stem))
        {
            Sides.Add(stem);
        }
    }

    // "30s" is a number with a letter behind it; an elided article is none of the word's.
    private static IEnumerable<string> Apart(string word)
    {
        var at = word.IndexOfAny(['\'', '’']);
        return at is 1 or 2 && at + 1 < word.Length ? [word[(at + 1)..]]
            : at > 0 ? [word[..at]]
            : [word];
    }

    // Crude and the same for all: what is long loses the end that inflection changes.
    private static string Stem(string word) =>
        word.Length switch
        {
            <= 4 => word.EndsWith('s') && word.Length == 4 ? word[..^1] : word,
            <= 6 => word.TrimEnd('s', 'e', 'n', 'r', 'm', 'a', 'o', 'i', 'y', 'ы', 'й', 'и', 'я', 'а', 'о', 'е', 'у', 'ю')
                is { Length: >= 3 } cut
                ? cut
                : word,
            _ => word[..Math.Max(5, word.Length - 3)],
        };

    private static bool IsNear(string a, string b)
    {
        var least = Math.Min(a.Length, b.Length);
        return least >= StemLeast && Math.Abs(a.Length - b.Length) <= 2 && a.AsSpan(0, least).SequenceEqual(b.AsSpan(0, least));
    }

    private static readonly HashSet<string> Denials = Set(
        """
        no not none never without nor isn't doesn't hasn't isn doesn hasn cannot lost missing
        nicht nie niemals ohne weder nichts sans pas jamais aucun aucune ni sin nunca ningún ninguna tampoco
        non senza mai nessun nessuna sem não nunca nenhum nenhuma нет без не никогда ни 没 無 无 不 未 非
        """
    );

    private const string Particles = "的了是在有和与及也都就还很着过一这那其之个他她它为以于把被对从到";

    private static readonly HashSet<string> Joints = Set(
        """
        a an the and or but of in on at to by for from with as is are was were be been being has have had he she it its his her hers him they them their who which that this these those there then than so very also too now still just into over under out up down about while when where
        wears wearing always usually often
        der die das den dem des ein eine einer eines einem einen und oder aber in im an am auf zu zum zur von vom für mit aus bei als ist sind war waren hat haben hatte er sie es sein seine seiner seinen ihr ihre ihrer ihren wer der welche dieser diese dieses dann sehr auch nun noch nur über unter um nach trägt immer
        le la les l un une des du de d et ou mais en dans sur à au aux par pour avec est sont était a ont il elle ils elles son sa ses leur leurs qui que dont ce cet cette ces très aussi encore porte toujours
        el los las lo uno unos unas y o pero del al con por para es son era tiene ha su sus que quien este esta estos muy también aún lleva siempre se
        il i gli le uno una e ed ma di del della dei delle da dal nel nella su sul con per è sono era ha hanno suo sua suoi sue che chi questo questa molto anche ancora porta sempre si
        o os as um uma uns umas e mas do da dos das no na nos nas em com por para é são era tem seu sua seus suas que quem este esta muito também ainda usa sempre
        и или но в во на с со к ко у о об от до из за по для под над при это этот эта эти он она оно они его ее их который которая которое очень тоже также еще уже всегда носит был была было есть
        """
    );

    private static readonly string[] ColourStems =
    [
        "red",
        "blue",
        "green",
        "yellow",
        "black",
        "white",
        "grey",
        "gray",
        "brown",
        "blond",
        "purple",
        "pink",
        "orange",
        "silver",
        "golden",
        "rot",
        "blau",
        "grun",
        "gelb",
        "schwarz",
        "weiß",
        "weiss",
        "grau",
        "braun",
        "lila",
        "rosa",
        "roug",
        "bleu",
        "vert",
        "jaun",
        "noir",
        "blanc",
        "gris",
        "marron",
        "viole",
        "roj",
        "azul",
        "verd",
        "amarill",
        "negr",
        "blanc",
        "ross",
        "blu",
        "giall",
        "ner",
        "bianc",
        "grigi",
        "marron",
        "vermelh",
        "amarel",
        "preto",
        "preta",
        "branc",
        "cinza",
        "castanh",
        "красн",
        "син",
        "зелен",
        "желт",
        "черн",
        "бел",
        "сер",
        "коричнев",
        "рыж",
        "голуб",
        "红",
        "蓝",
        "绿",
        "黄",
        "黑",
        "白",
        "灰",
        "赤",
        "青",
        "緑",
        "黒",
        "紫",
    ];

    private static readonly Dictionary<string, HashSet<string>> Opposites = OppositesOf(
        """
        short long|tall short|tall small|big small|large small|young old|thin fat|slim stout|left right|open closed|clean dirty|married single|alive dead|bald haired|light dark|rich poor|new old
        kurz lang|groß klein|jung alt|dünn dick|schlank dick|links rechts|linken rechten|linke rechte|hell dunkel|sauber schmutzig|reich arm|neu alt
        court long|grand petit|jeune vieux|jeune vieille|mince gros|gauche droite|gauche droit|clair sombre|propre sale|riche pauvre
        corto largo|alto bajo|grande pequeño|joven viejo|joven vieja|delgado gordo|izquierda derecha|izquierdo derecho|claro oscuro|limpio sucio|rico pobre
        corto lungo|alto basso|grande piccolo|giovane vecchio|magro grasso|sinistra destra|sinistro destro|chiaro scuro|pulito sporco|ricco povero
        curto longo|alto baixo|jovem velho|magro gordo|esquerda direita|esquerdo direito|limpo sujo
        короткий длинный|короткие длинные|высокий низкий|молодой старый|худой толстый|левый правый|левая правая|большой маленький|светлый темный
        长 短|高 矮|大 小|左 右|老 少|胖 瘦|長 短
        """
    );

    private static HashSet<string> Set(string words) =>
        words
            .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Select(SearchText.Normalize)
            .ToHashSet(StringComparer.Ordinal);

    private static Dictionary<string, HashSet<string>> OppositesOf(string table)
    {
        var found = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (
            var pair in table
                .Split(['|', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(p => p.Split(' ').Select(w => Stem(SearchText.Normalize(w))).ToArray())
        )
        {
            (found.TryGetValue(pair[0], out var one) ? one : found[pair[0]] = new(StringComparer.Ordinal)).Add(pair[1]);
            (found.TryGetValue(pair[1], out var other) ? other : found[pair[1]] = new(StringComparer.Ordinal)).Add(pair[0]);
        }

        return found;
    }

    [GeneratedRegex(
        """[“„"](?<term>[^“”„"\n]{2,80})[”“"]|«(?<term>[^»\n]{2,80})»|「(?<term>[^」\n]{1,80})」|『(?<term>[^』\n]{1,80})』""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    internal static partial Regex Quotes();

    [GeneratedRegex(
        @"\d\d?s\b|\byears?\b|\baged?\b|\bold\b|\bjahre?n?\b|\balt\b|\bans\b|\bage\b|\banos?\b|\banni\b|\bедад\b|\bлет\b|\bгода?\b|\d\s*[岁歳才代]|\bmid\b|\bearly\b|\blate\b|\bmitte\b|\banfang\b|\bende\b",
        RegexOptions.None,
        1000
    )]
    private static partial Regex AgeWords();

    [GeneratedRegex(@"^\d+", RegexOptions.None, 1000)]
    private static partial Regex DigitsOnly();
}
