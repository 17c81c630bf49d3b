using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>Everyone found so far by every name that means them, in the order in which they were found.</summary>
internal sealed class Cast(Vocabulary vocabulary, Cues names)
{
    private static readonly string[] NominativeEndings = ["", "а", "я", "о", "ь", "й", "ия"];

    private readonly Dictionary<string, NameForms> forms = new(StringComparer.Ordinal);

    public Dictionary<string, Person> ByKey { get; } = new(StringComparer.Ordinal);

    public Cues Names { get; } = names;

    public Vocabulary Vocabulary { get; } = vocabulary;

    /// <summary>The person, or another case or number of the name: KNÖPFLIS, МАШУ, GUARDS.</summary>
    public Person? Find(string key) =>
        ByKey.GetValueOrDefault(key) ?? ByKey.GetValueOrDefault(Words.WithoutPossessive(key).ToString()) ?? Inflected(key);

    /// <summary>A name as it is compared.</summary>
    public NameForms Forms(string key) =>
        forms.TryGetValue(key, out var known) ? known : forms[key] = NameForms.Of(AssetType.Character, key);

    /// <summary>
    /// Anyone who has a cue by the shorter name is introduced by the longer one. GUARD may be GUARD JONAS, where the caller sees
    /// nothing against it; a title alone may be anybody's.
    /// </summary>
    public bool IsCalled(string shorter, string longer) =>
        NameSimilarity.Compare(Forms(shorter), Forms(longer), NameContext.OnlyTwo) is var found
        && (
            found.Verdict >= NameVerdict.Likely
            || found is { Verdict: NameVerdict.Doubtful, IsShorter: true } && !Vocabulary.Titles.Has(shorter)
        );

    /// <summary>The one whose name the longer name holds.</summary>
    public string? CalledIn(string[] words) =>
        Parts(words).Where(p => ByKey.TryGetValue(p, out var known) && known.HasCue).OrderByDescending(p => p.Length).FirstOrDefault();

    /// <summary>YOUNG MARA, MADELEINE JEUNE: somebody known at another age is cast again.</summary>
    public bool IsAged(string[] words) => Vocabulary.Ages.Has(words[0]) || Vocabulary.Ages.Has(words[^1]);

    public bool IsNoun(ReadOnlySpan<char> word) => Vocabulary.People.Has(word) || Vocabulary.Crowds.Has(word);

    /// <summary>What the name ends with, a title or a place in the world left out: a noun for a kind of person.</summary>
    public bool IsCommon(string key) =>
        IsNoun(key.AsSpan(key.LastIndexOf(' ') + 1))
        || IsNoun(key.AsSpan(0, key.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? end : key.Length));

    /// <summary>What a name begins with and ends with, in whole words.</summary>
    public static IEnumerable<string> Parts(string[] words)
    {
        for (var i = 1; i < words.Length; i++)
        {
            yield return string.Join(' ', words[..i]);
            yield return string.Join(' ', words[i..]);
        }
    }

    private Person? Inflected(string key)
    {
        if (Vocabulary.Language == ScriptLanguage.Russian)
        {
            return Endings
                .RussianStems(key)
                .Skip(1)
                .SelectMany(s => NominativeEndings.Select(e => (s + e).ToUpperInvariant()))
                .Select(k => ByKey.GetValueOrDefault(k))
                .FirstOrDefault(p => p is not null);
        }
        if (Vocabulary.Language == ScriptLanguage.German && key.Length > 3 && key[^1] == 'S' && ByKey.TryGetValue(key[..^1], out var owner))
        {
            return owner;
        }
        return null;
    }
}
