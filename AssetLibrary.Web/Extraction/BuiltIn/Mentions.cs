using AssetLibrary.Web.Extraction.BuiltIn.Characters;
using AssetLibrary.Web.Extraction.BuiltIn.Language;

namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>Finds the names of known people in lines of action: the longest name that fits, written with a capital.</summary>
internal sealed class Mentions
{
    private readonly Dictionary<string, List<(string[] Words, Person Person)>> byFirstWord = new(StringComparer.OrdinalIgnoreCase);

    private readonly bool anyCase;

    private readonly Vocabulary vocabulary;

    private readonly ILookup<char, (string Name, Person Person)> byFirstSign;

    /// <summary>In any case only where a name is missed otherwise: "his minion" for MINION, but also "will" for WILL.</summary>
    public Mentions(IReadOnlyCollection<KeyValuePair<string, Person>> people, Vocabulary vocabulary, bool anyCase = false)
    {
        (this.anyCase, this.vocabulary) = (anyCase, vocabulary);
        byFirstSign = people
            .Where(_ => vocabulary.IsUnspaced)
            .OrderByDescending(p => p.Key.Length)
            .ToLookup(p => p.Key[0], p => (p.Key, p.Value));
        foreach (var (key, person) in people)
        {
            var words = key.Split(' ');
            words = [.. words.Select(w => w.Trim('.', ','))];
            byFirstWord.TryAdd(words[0], []);
            byFirstWord[words[0]].Add((words, person));
        }
        foreach (var names in byFirstWord.Values)
        {
            names.Sort((a, b) => b.Words.Length - a.Words.Length);
        }
    }

    public IEnumerable<(ScriptLine Line, int At, Person Person)> In(IEnumerable<ScriptLine> lines) =>
        vocabulary.IsUnspaced ? lines.SelectMany(Unspaced) : lines.SelectMany(Spaced);

    private IEnumerable<(ScriptLine Line, int At, Person Person)> Unspaced(ScriptLine line)
    {
        for (var i = 0; i < line.Text.Length; i++)
        {
            foreach (var (name, person) in byFirstSign[char.ToUpperInvariant(line.Text[i])])
            {
                if (line.Text.AsSpan(i).StartsWith(name, StringComparison.OrdinalIgnoreCase))
                {
                    yield return (line, i, person);
                    i += name.Length - 1;
                    break;
                }
            }
        }
    }

    private IEnumerable<(ScriptLine Line, int At, Person Person)> Spaced(ScriptLine line)
    {
        for (var i = 0; i < line.Words.Count; i++)
        {
            if (At(line, i) is { } found)
            {
                yield return (line, line.Words[i].Start, found.Person);
                i += found.Words.Length - 1;
            }
        }
    }

    private (string[] Words, Person Person)? At(ScriptLine line, int index)
    {
        var first = line.Words[index].In(line.Text);
        if (
            (!anyCase && char.IsLower(first[0]))
            || !byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Words.WithoutPossessive(first), out var names)
        )
        {
            return null;
        }
        foreach (var name in names)
        {
            if (Fits(line, index, name.Words))
            {
                return name;
            }
        }
        return null;
    }

    private static bool Fits(ScriptLine line, int index, string[] name)
    {
        for (var i = 1; i < name.Length; i++)
        {
            if (
                index + i >= line.Words.Count
                || !Words.WithoutPossessive(line.Words[index + i].In(line.Text)).Equals(name[i], StringComparison.OrdinalIgnoreCase)
            )
            {
                return false;
            }
        }
        return true;
    }
}
