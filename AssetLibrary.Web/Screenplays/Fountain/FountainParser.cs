namespace AssetLibrary.Web.Screenplays.Fountain;

/// <summary>
/// Fountain 1.1 (fountain.io/syntax) to a <see cref="Screenplay"/>: pure, one pass, linear in the length of the text.
/// Reads every text; what it had to guess is in the notices.
/// </summary>
public static class FountainParser
{
    internal static readonly ParseNotice NoScenes = new(
        1,
        "No scene headings found (INT. or EXT. at the start of a line), so the script has no scenes."
    );

    public static Screenplay Parse(string text)
    {
        var lines = new FountainLines(text);
        var (titlePage, start) = FountainTitlePage.Read(lines);
        var elements = new FountainReader(lines).Read(start);
        var scenes = ScriptScenes.Cut(elements, lines.Count);
        var notices = lines.Notices.ToList();
        if (scenes.Count == 0)
        {
            notices.Insert(0, NoScenes);
        }
        return new Screenplay(ScriptFormat.Fountain, titlePage, WithNotes(elements, lines.Notes), scenes, notices) { Source = text };
    }

    /// <summary>A note stands behind the element it was written in, before the next one.</summary>
    private static List<ScreenplayElement> WithNotes(List<ScreenplayElement> elements, IReadOnlyList<ScreenplayElement> notes)
    {
        if (notes.Count == 0)
        {
            return elements;
        }
        var merged = new List<ScreenplayElement>(elements.Count + notes.Count);
        var next = 0;
        foreach (var element in elements)
        {
            while (next < notes.Count && notes[next].Line < element.Line)
            {
                merged.Add(notes[next++]);
            }
            merged.Add(element);
        }
        merged.AddRange(notes.Skip(next));
        return merged;
    }
}
