using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>
/// The names Final Draft keeps for typing ahead. It never forgets one, so only those count that the script has:
/// as a cue, in the text, as a place in a heading.
/// </summary>
internal static class FinalDraftNames
{
    public const string Cast = "Cast Members",
        Locations = "Locations";

    /// <summary>Longer names are looked for in cues only, so that a search takes a few steps for each word of the text.</summary>
    private const int MostWordsInText = 4;

    public static IEnumerable<ScriptTag> CastIn(IReadOnlyList<ScreenplayElement> elements, IEnumerable<string> names)
    {
        var lines = LinesOf(names);
        var bySpan = lines.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var element in elements)
        {
            if (element.Cue is { } cue)
            {
                Add(bySpan, cue, element.Line);
            }
            else if (element.Type is ElementType.Action or ElementType.Dialogue)
            {
                AddWords(bySpan, element);
            }
        }
        return Tags(Cast, lines);
    }

    public static IEnumerable<ScriptTag> LocationsIn(IReadOnlyList<ScreenplayScene> scenes, IEnumerable<string> names)
    {
        var lines = LinesOf(names);
        foreach (var scene in scenes.Where(s => s.Location is not null))
        {
            Add(lines.GetAlternateLookup<ReadOnlySpan<char>>(), scene.Location, scene.FromLine);
        }
        return Tags(Locations, lines);
    }

    private static Dictionary<string, List<int>> LinesOf(IEnumerable<string> names)
    {
        var lines = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            lines.TryAdd(CueLine.Name(name) is { IsEmpty: false } plain ? plain.ToString() : name, []);
        }
        return lines;
    }

    private static void AddWords(Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> lines, ScreenplayElement element)
    {
        var text = element.Text.AsSpan();
        var line = element.Line;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n')
            {
                line++;
            }
            // "the man with the hat" is not MAN: a name has a capital, wherever letters have any.
            if (!char.IsLetterOrDigit(text[at]) || char.IsLower(text[at]) || (at > 0 && char.IsLetterOrDigit(text[at - 1])))
            {
                continue;
            }
            var end = at;
            for (var words = 0; words < MostWordsInText && end < text.Length; words++)
            {
                end += text[end..].IndexOfAnyExcept(' ', '.', '#') is > 0 and var gap ? gap : 0;
                var word = end;
                while (end < text.Length && char.IsLetterOrDigit(text[end]))
                {
                    end++;
                }
                if (end == word)
                {
                    break;
                }
                Add(lines, text[at..end], line);
            }
        }
    }

    private static void Add(Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> lines, ReadOnlySpan<char> name, int line)
    {
        if (lines.TryGetValue(name, out var known) && (known.Count == 0 || known[^1] != line))
        {
            known.Add(line);
        }
    }

    private static IEnumerable<ScriptTag> Tags(string category, Dictionary<string, List<int>> lines) =>
        lines.Where(n => n.Value.Count > 0).Select(n => new ScriptTag(category, n.Key, n.Value));
}
