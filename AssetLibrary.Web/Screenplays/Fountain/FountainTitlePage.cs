using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.Fountain;

/// <summary>The "Key: value" lines a script begins with, up to the first blank line.</summary>
internal static class FountainTitlePage
{
    private const int LongestKey = 40;

    private static readonly HashSet<string> UsualKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "Title",
        "Credit",
        "Author",
        "Authors",
        "Source",
        "Draft date",
        "Date",
        "Contact",
        "Copyright",
        "Notes",
        "Draft",
        "Revision",
        "Titel",
        "Titre",
        "Título",
        "Autor",
        "Auteur",
        "タイトル",
        "作者",
        "著者",
        "标题",
    };

    /// <summary>Reads the entries and says on which line (0-based) the script itself begins.</summary>
    public static (List<TitleEntry> Entries, int ScriptStart) Read(FountainLines lines)
    {
        var start = 0;
        while (start < lines.Count && lines.IsBlank(start))
        {
            start++;
        }
        var entries = new List<TitleEntry>();
        if (start == lines.Count || !IsFirstEntry(lines, start))
        {
            return (entries, 0);
        }
        var values = new List<string>();
        var at = start;
        for (; !lines.IsBlank(at) || lines.IsHidden(at); at++)
        {
            var line = lines[at];
            if (lines.IsHidden(at))
            {
                continue;
            }
            if (entries.Count > 0 && char.IsWhiteSpace(line[0]))
            {
                values.Add(line.Trim().ToString());
                continue;
            }
            var colon = Colon(line);
            if (colon <= 0)
            {
                break;
            }
            values = [];
            entries.Add(new TitleEntry(line[..colon].Trim().ToString(), values));
            var value = line[(colon + 1)..].Trim();
            if (!value.IsEmpty)
            {
                values.Add(value.ToString());
            }
        }
        return (entries, at);
    }

    /// <summary>
    /// "FADE IN:" and "INT. HOUSE: DAY" stand on first lines too. Below the first line only a usual key begins a title page.
    /// </summary>
    private static bool IsFirstEntry(FountainLines lines, int at)
    {
        var line = lines[at];
        var colon = Colon(line);
        if (colon <= 0 || colon > LongestKey || char.IsWhiteSpace(line[0]))
        {
            return false;
        }
        var key = line[..colon].Trim();
        if (UsualKeys.GetAlternateLookup<ReadOnlySpan<char>>().Contains(key))
        {
            return true;
        }
        var hasValue = !line[(colon + 1)..].IsWhiteSpace() || (!lines.IsBlank(at + 1) && char.IsWhiteSpace(lines[at + 1][0]));
        return at == 0
            && hasValue
            && char.IsLetter(line[0])
            && !SceneHeading.Starts(line)
            && !TransitionLine.IsKnown(line[..(colon + 1)])
            && !TransitionLine.Looks(line[..(colon + 1)]);
    }

    private static int Colon(ReadOnlySpan<char> line) => line.IndexOfAny(':', '：');
}
