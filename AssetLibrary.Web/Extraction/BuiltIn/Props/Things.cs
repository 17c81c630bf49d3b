using System.Buffers;
using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn.Props;

/// <summary>The physical things of one language: tells whether a word is one, in the singular and in the plural.</summary>
internal sealed class Things
{
    private const int ShortestPartOfCompound = 4;

    private static readonly SearchValues<char> Vowels = SearchValues.Create("аеёиоуыэюя");

    private static readonly Lazy<Things>[] ByLanguage =
    [
        .. Enum.GetValues<ScriptLanguage>().Select(l => new Lazy<Things>(() => new Things(Vocabulary.Of(l)))),
    ];

    private readonly Vocabulary vocabulary;

    /// <summary>Of Russian nouns, by what is left of them without their case.</summary>
    private readonly Dictionary<string, string> stems = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string?> seen = new(StringComparer.Ordinal);

    private Things(Vocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        if (Language == ScriptLanguage.Russian)
        {
            foreach (var thing in vocabulary.Things.All)
            {
                foreach (var key in Endings.RussianKeys(thing))
                {
                    stems.TryAdd(key, thing);
                }
            }
        }
    }

    public ScriptLanguage Language => vocabulary.Language;

    public static Things Of(ScriptLanguage language) => ByLanguage[(int)language].Value;

    /// <summary>The singular of the thing as the list has it, or null. German compounds answer as they are written.</summary>
    public string? Find(ReadOnlySpan<char> word)
    {
        if (word.Length < 2 || (Language == ScriptLanguage.German && char.IsLower(word[0])) || vocabulary.NoThings.Has(word))
        {
            return null;
        }
        if (vocabulary.Things.Get(word) is { } thing)
        {
            return thing;
        }
        return Language switch
        {
            ScriptLanguage.Russian => ByStem(word),
            ScriptLanguage.German => Endings.Singular(word, Language, vocabulary.Things)
                ?? (!vocabulary.People.Has(word) && EndsWithThing(word) ? word.ToString() : null),
            _ => Endings.Singular(word, Language, vocabulary.Things),
        };
    }

    public bool IsFurniture(ReadOnlySpan<char> word) => Has(vocabulary.Furniture, word);

    public bool IsDoubtful(ReadOnlySpan<char> word) => vocabulary.Doubtful.Has(word);

    /// <summary>The word says which thing: leather, desk, 3-ring.</summary>
    public bool IsKind(ReadOnlySpan<char> word) => vocabulary.Kinds.Has(word);

    private bool Has(WordList list, ReadOnlySpan<char> word) =>
        list.Has(word)
        || (
            Language == ScriptLanguage.Russian
                ? ByStem(word) is { } noun && list.Has(noun)
                : Endings.Singular(word, Language, list) is not null
        );

    private string? ByStem(ReadOnlySpan<char> word)
    {
        if (word.Length < 3 || word.IndexOfAny(Vowels) < 0)
        {
            return stems.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var exact) ? exact : null;
        }
        lock (seen)
        {
            var known = seen.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!known.TryGetValue(word, out var found))
            {
                found = Endings.RussianStems(word.ToString()).Select(s => stems.GetValueOrDefault(s)).FirstOrDefault(t => t is not null);
                if (seen.Count < 50_000)
                {
                    known[word] = found;
                }
            }
            return found;
        }
    }

    private bool EndsWithThing(ReadOnlySpan<char> word)
    {
        for (var i = 3; i <= word.Length - ShortestPartOfCompound; i++)
        {
            var end = word[i..];
            if (IsHead(end) || (end.Length > ShortestPartOfCompound && end[^1] is 'n' or 's' or 'e' && IsHead(end[..^1])))
            {
                return true;
            }
        }
        return false;
    }

    private bool IsHead(ReadOnlySpan<char> end) =>
        vocabulary.Things.Has(end) && !vocabulary.Doubtful.Has(end) && !vocabulary.Furniture.Has(end);
}
