using AssetLibrary.Web.Extraction.BuiltIn.Language;
using AssetLibrary.Web.Extraction.BuiltIn.Props;

namespace AssetLibrary.Web.Extraction.BuiltIn.Characters;

/// <summary>Tells whether a noun is one for a person: by the list, and by how a language makes such words.</summary>
internal sealed class PersonNouns(Vocabulary vocabulary, Things things)
{
    private const int ShortestHead = 4;
    private const int ShortestFirstPart = 3;

    /// <summary>Only persons end with them, whatever stands before: "bell-ringer" may be anything, "ferryman" is one.</summary>
    private static readonly Dictionary<ScriptLanguage, string[]> Makers = new()
    {
        [ScriptLanguage.English] =
        [
            "man",
            "woman",
            "boy",
            "girl",
            "keeper",
            "maker",
            "driver",
            "seller",
            "master",
            "mistress",
            "smith",
            "worker",
            "player",
            "hunter",
            "cleaner",
            "dancer",
            "singer",
            "teacher",
            "guard",
            "maid",
        ],
        [ScriptLanguage.French] = ["iste"],
        [ScriptLanguage.Spanish] = ["ista"],
        [ScriptLanguage.Italian] = ["ista"],
        [ScriptLanguage.Portuguese] = ["ista"],
        [ScriptLanguage.Russian] = ["щик", "щица", "истка", "тельница"],
    };

    /// <summary>One, or several of a kind the list knows.</summary>
    public bool Has(ReadOnlySpan<char> word) =>
        vocabulary.People.Has(word)
        || vocabulary.Crowds.Has(word)
        || Endings.Singular(word, vocabulary.Language, vocabulary.People) is not null
        || IsMade(word);

    private bool IsMade(ReadOnlySpan<char> word)
    {
        if (vocabulary.Language == ScriptLanguage.German)
        {
            return char.IsUpper(word[0]) && (word.EndsWith("istin") || EndsWithPerson(word));
        }
        if (!Makers.TryGetValue(vocabulary.Language, out var endings) || vocabulary.NoThings.Has(word))
        {
            return false;
        }
        foreach (var ending in endings)
        {
            if (word.Length >= ending.Length + ShortestFirstPart && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return things.Find(word) is null;
            }
        }
        return false;
    }

    /// <summary>"Obstverkäuferin" is a Verkäuferin.</summary>
    private bool EndsWithPerson(ReadOnlySpan<char> word)
    {
        for (var i = ShortestFirstPart; i <= word.Length - ShortestHead - 1; i++)
        {
            if (vocabulary.People.Has(word[i..]) && !vocabulary.Vague.Has(word[i..]) && !vocabulary.Things.Has(word))
            {
                return true;
            }
        }
        return false;
    }
}
