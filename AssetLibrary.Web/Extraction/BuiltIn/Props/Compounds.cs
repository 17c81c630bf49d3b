using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn.Props;

/// <summary>Things whose names are several words in the text: the list has "rubber-band", the script "rubber bands".</summary>
internal sealed class Compounds
{
    private readonly Vocabulary vocabulary;
    private readonly Dictionary<string, List<string[]>>.AlternateLookup<ReadOnlySpan<char>> byFirstWord;

    public Compounds(Vocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        var all = new Dictionary<string, List<string[]>>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var parts in vocabulary
                .Things.All.Where(t => t.Contains('-', StringComparison.Ordinal))
                .Select(t =>
                    vocabulary.Language == ScriptLanguage.French
                        ? t.Replace("-d'", "-d-", StringComparison.Ordinal).Split('-')
                        : t.Split('-')
                )
        )
        {
            all.TryAdd(parts[0], []);
            all[parts[0]].Add(parts);
        }
        byFirstWord = all.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The compound that begins at a word of the line, or null.</summary>
    public string[]? At(ScriptLine line, int index)
    {
        if (
            !byFirstWord.TryGetValue(line.Words[index].In(line.Text), out var candidates)
            && !byFirstWord.TryGetValue(Singular(line.Words[index].In(line.Text)), out candidates)
        )
        {
            return null;
        }
        foreach (var candidate in candidates)
        {
            if (Stands(candidate, line, index))
            {
                return candidate;
            }
        }
        return null;
    }

    private bool Stands(string[] parts, ScriptLine line, int index)
    {
        for (var i = 1; i < parts.Length; i++)
        {
            if (index + i >= line.Words.Count || !Words.Touch(line.Text, line.Words[index + i - 1], line.Words[index + i]))
            {
                return false;
            }
            var word = line.Words[index + i].In(line.Text);
            if (
                !word.Equals(parts[i], StringComparison.OrdinalIgnoreCase)
                && !Singular(word).Equals(parts[i], StringComparison.OrdinalIgnoreCase)
            )
            {
                return false;
            }
        }
        return true;
    }

    private ReadOnlySpan<char> Singular(ReadOnlySpan<char> word) =>
        vocabulary.Language != ScriptLanguage.Russian && word.Length > 3 && word[^1] is 's' or 'S' ? word[..^1] : word;
}
