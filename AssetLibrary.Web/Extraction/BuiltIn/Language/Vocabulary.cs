using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.BuiltIn.Language;

internal enum ScriptLanguage
{
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Russian,
    Chinese,
    Japanese,
}

/// <summary>The word lists of one language (Words/*.txt: a group, a colon, its words), with the trade's English ones.</summary>
internal sealed class Vocabulary
{
    private static readonly string[] Codes = ["en", "de", "fr", "es", "it", "pt", "ru", "zh", "ja"];

    private static readonly Lazy<ILookup<string, string>>[] Files =
    [
        .. Codes.Select(c => new Lazy<ILookup<string, string>>(() => Read(c))),
    ];

    private static readonly Lazy<WordList>[] SmallByLanguage =
    [
        .. Codes.Select((_, i) => new Lazy<WordList>(() => new WordList(Files[i].Value["small"]))),
    ];

    private static readonly Lazy<Vocabulary>[] ByLanguage =
    [
        .. Enum.GetValues<ScriptLanguage>().Select(l => new Lazy<Vocabulary>(() => new Vocabulary(l, Files[(int)l].Value))),
    ];

    private static readonly Lazy<Vocabulary> EveryLanguage = new(() =>
        new Vocabulary(
            ScriptLanguage.English,
            Files.SelectMany(f => f.Value.SelectMany(g => g.Select(words => (g.Key, Words: words)))).ToLookup(g => g.Key, g => g.Words)
        )
    );

    private Vocabulary(ScriptLanguage language, ILookup<string, string> own)
    {
        Language = language;
        var english = Files[0].Value;
        Small = new(own["small"]);
        Determiners = new(own["determiners"]);
        Ends = new(own["ends"]);
        NoThings = new(own["nothings"]);
        Things = new([.. own["things"], .. own["doubtful"], .. own["furniture"]]);
        Doubtful = new(own["doubtful"]);
        Furniture = new(own["furniture"]);
        Kinds = new(own["kinds"]);
        Clothes = new(own["clothes"]);
        Likes = new(own["likes"]);
        AfterThings = new(own["after"]);
        People = new(own["people"]);
        Crowds = new(own["crowds"]);
        Hands = new(own["hands"]);
        Verbs = new(own["verbs"]);
        Years = new(own["years"]);
        Generic = new(own["generic"]);
        Vague = new(own["vague"]);
        Appears = new(own["appears"]);
        Pictures = new(own["pictures"]);
        Far = new(own["far"]);
        Inscriptions = new(own["inscriptions"]);
        Wild = new(own["wild"]);
        Pairs = new(own["pairs"]);
        Counts = new(own["counts"]);
        Joints = new([.. own["joints"], "&", "+"]);
        Trade = new([.. own["trade"], .. english["trade"]]);
        Titles = new([.. own["titles"], .. english["titles"]]);
        Voices = new([.. own["voices"], .. english["voices"]]);
        // Cues such as BOTH and YOUNG are used in scripts of any language, and theirs in English ones.
        Ages = new(Files.SelectMany(f => f.Value["ages"]));
        Groups = new(Files.SelectMany(f => f.Value["groups"]));
    }

    public ScriptLanguage Language { get; }

    /// <summary>Written without spaces between words.</summary>
    public bool IsUnspaced => Language is ScriptLanguage.Chinese or ScriptLanguage.Japanese;

    /// <summary>The words by which the language is told.</summary>
    public WordList Small { get; }

    /// <summary>One of them stands before a thing: "the ring", not "rings".</summary>
    public WordList Determiners { get; }

    /// <summary>What cannot be inside the name of a thing, nor its head.</summary>
    public WordList Ends { get; }

    /// <summary>Parts of bodies, of places and of films, feelings and times: hands take them, but nobody makes a picture of them.</summary>
    public WordList NoThings { get; }

    public WordList Things { get; }

    /// <summary>Things only when a determiner stands before them: without one they are verbs, or mean something else.</summary>
    public WordList Doubtful { get; }

    /// <summary>Furniture and fittings: worth listing when the writer sets them in capitals or says which kind.</summary>
    public WordList Furniture { get; }

    /// <summary>Words before a thing that say which one: what it is made of or made for. Other adjectives are left out of a name.</summary>
    public WordList Kinds { get; }

    /// <summary>What people wear: worth listing when it is pointed at or comes up again.</summary>
    public WordList Clothes { get; }

    /// <summary>Words of comparison: what is only like a thing is none.</summary>
    public WordList Likes { get; }

    /// <summary>What follows a thing without making it a part of a longer name.</summary>
    public WordList AfterThings { get; }

    /// <summary>What a person without a name is called.</summary>
    public WordList People { get; }

    /// <summary>Many people at once: no character unless they are counted.</summary>
    public WordList Crowds { get; }

    public WordList Titles { get; }

    /// <summary>Words that make another person of the same name: a young Mara is cast again.</summary>
    public WordList Ages { get; }

    /// <summary>A voice or a picture of somebody is that person.</summary>
    public WordList Voices { get; }

    /// <summary>Cues that mean anyone who is there.</summary>
    public WordList Groups { get; }

    public WordList Joints { get; }

    public WordList Counts { get; }

    /// <summary>"35 ans": what follows the number of an age.</summary>
    public WordList Years { get; }

    /// <summary>What people do, so that anyone who does it is one.</summary>
    public WordList Verbs { get; }

    /// <summary>Men, women and children: so the script calls those, too, whose name it tells later.</summary>
    public WordList Generic { get; }

    /// <summary>Nobody in particular: figure, someone.</summary>
    public WordList Vague { get; }

    /// <summary>Verbs that bring somebody in who is named behind them: "In the door stands a porter".</summary>
    public WordList Appears { get; }

    /// <summary>Anyone who is on one of them is not in the room.</summary>
    public WordList Pictures { get; }

    /// <summary>Where only the name of somebody stands: a letter, a stone, a door plate.</summary>
    public WordList Inscriptions { get; }

    /// <summary>Birds and other animals that belong to a landscape: seen once, they are part of it.</summary>
    public WordList Wild { get; }

    /// <summary>Several who need no number to be told from a crowd: twins.</summary>
    public WordList Pairs { get; }

    /// <summary>Words for somebody who is heard or spoken of, and not seen.</summary>
    public WordList Far { get; }

    /// <summary>What hands do, so that whatever they do it to is a thing.</summary>
    public WordList Hands { get; }

    /// <summary>Capitals that are sounds, camera and the trade's own words.</summary>
    public WordList Trade { get; }

    public bool IsPair(ReadOnlySpan<char> word) => Pairs.Has(word[(word.LastIndexOf('-') + 1)..]);

    /// <summary>Russian twins in whatever case they stand.</summary>
    public string? PairOf(ReadOnlySpan<char> word) => IsPair(word) && Language == ScriptLanguage.Russian ? "близнецы" : null;

    /// <summary>Where the language is not known: the words of all.</summary>
    public static Vocabulary Any => EveryLanguage.Value;

    public static Vocabulary Of(ScriptLanguage language) => ByLanguage[(int)language].Value;

    /// <summary>What tells a language, without the thousands of words that are of use once it is known.</summary>
    public static WordList SmallOf(ScriptLanguage language) => SmallByLanguage[(int)language].Value;

    private static ILookup<string, string> Read(string code)
    {
        using var file = typeof(Vocabulary).Assembly.GetManifestResourceStream("words." + code)
            ?? throw new InvalidOperationException($"The embedded word list {code} is missing.");
        using var reader = new StreamReader(file);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => (Line: l, Colon: l.IndexOf(':', StringComparison.Ordinal)))
            .Where(l => l.Colon > 0)
            .Select(l => (Group: l.Line[..l.Colon], Words: l.Line[(l.Colon + 1)..]))
            .Concat(PeopleNouns.Of(code).Select(l => (Group: "people", Words: l)))
            .ToLookup(l => l.Group, l => l.Words);
    }
}
