namespace AssetLibrary.Web.Extraction.BuiltIn;

internal enum ScriptLanguage { English, German, French, Spanish }

/// <summary>The physical things of one language: tells whether a word is one, in the singular and in the plural.</summary>
internal sealed class Things
{
    private const int ShortestPartOfCompound = 4;
    private const int EnoughWordsToTell = 2000;

    private static readonly WordList Furniture = new(ThingsEnglish.Furniture);
    private static readonly WordList Doubtful = new(ThingsEnglish.Doubtful);
    private static readonly WordList Kinds = new(ThingsEnglish.Kinds);

    private static readonly Dictionary<ScriptLanguage, Lazy<Things>> ByLanguage = new()
    {
        [ScriptLanguage.English] = new(() => new Things(ScriptLanguage.English, ThingsEnglish.Things + ' ' + ThingsEnglish.Doubtful + ' ' + ThingsEnglish.Furniture)),
        [ScriptLanguage.German] = new(() => new Things(ScriptLanguage.German, ThingsElsewhere.German)),
        [ScriptLanguage.French] = new(() => new Things(ScriptLanguage.French, ThingsElsewhere.French)),
        [ScriptLanguage.Spanish] = new(() => new Things(ScriptLanguage.Spanish, ThingsElsewhere.Spanish)),
    };

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> known;

    private readonly (string Ending, string Instead)[] endings;

    private Things(ScriptLanguage language, string list)
    {
        Language = language;
        endings = language switch
        {
            ScriptLanguage.English => [("s", ""), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss"), ("zzes", "zz"), ("oes", "o"), ("ies", "y"), ("ves", "fe"), ("ves", "f")],
            ScriptLanguage.German => [("s", ""), ("n", ""), ("e", ""), ("en", ""), ("er", ""), ("es", "")],
            ScriptLanguage.French => [("s", ""), ("x", "")],
            _ => [("s", ""), ("es", "")],
        };
        var words = new HashSet<string>(list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
        known = words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public ScriptLanguage Language { get; }

    /// <summary>The language whose small words occur most in the action; English when none does.</summary>
    public static Things For(IEnumerable<ScriptLine> action)
    {
        var counts = new int[4];
        var total = 0;
        foreach (var line in action)
        {
            foreach (var word in line.Words)
            {
                var w = word.In(line.Text);
                counts[0] += StopWords.English.Has(w) ? 1 : 0;
                counts[1] += StopWords.German.Has(w) ? 1 : 0;
                counts[2] += StopWords.French.Has(w) ? 1 : 0;
                counts[3] += StopWords.Spanish.Has(w) ? 1 : 0;
            }
            total += line.Words.Count;
            if (total > EnoughWordsToTell)
            {
                break;
            }
        }
        return ByLanguage[(ScriptLanguage)Array.IndexOf(counts, counts.Max())].Value;
    }

    /// <summary>The singular of the thing as the list has it, or null. German compounds answer as they are written.</summary>
    public string? Find(ReadOnlySpan<char> word)
    {
        if (word.Length < 2 || (Language == ScriptLanguage.German && char.IsLower(word[0])))
        {
            return null;
        }
        if (known.TryGetValue(word, out var thing))
        {
            return thing;
        }
        foreach (var (ending, instead) in endings)
        {
            if (word.Length > ending.Length + 1 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)
                && known.TryGetValue(instead.Length == 0 ? word[..^ending.Length] : string.Concat(word[..^ending.Length], instead), out thing))
            {
                return thing;
            }
        }
        return Language == ScriptLanguage.German && EndsWithThing(word) ? word.ToString() : null;
    }

    public bool IsFurniture(ReadOnlySpan<char> word) =>
        Language == ScriptLanguage.English && (Furniture.Has(word) || (word[^1] is 's' or 'S' && Furniture.Has(word[..^1])));

    public bool IsDoubtful(ReadOnlySpan<char> word) => Language == ScriptLanguage.English && Doubtful.Has(word);

    /// <summary>The word says which thing: leather, desk, 3-ring.</summary>
    public bool IsKind(ReadOnlySpan<char> word) => Language == ScriptLanguage.English && Kinds.Has(word);

    private bool EndsWithThing(ReadOnlySpan<char> word)
    {
        for (var i = 3; i <= word.Length - ShortestPartOfCompound; i++)
        {
            var end = word[i..];
            if (known.Contains(end) || (end.Length > ShortestPartOfCompound && end[^1] is 'n' or 's' or 'e' && known.Contains(end[..^1])))
            {
                return true;
            }
        }
        return false;
    }
}
