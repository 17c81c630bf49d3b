using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays;

/// <summary>Cuts a script into scenes: each from its heading to the line before the next.</summary>
internal static class ScriptScenes
{
    /// <summary>The circle before a Japanese heading is a mark, as '.' is in Fountain.</summary>
    private static readonly char[] Marks = ['○', '〇', '◯', '●', '\u3000', ' '];

    /// <param name="elements">In the order of the script.</param>
    /// <param name="lineCount">Where the last scene ends.</param>
    /// <param name="places">Place and time of headings (by their line) that do not say them themselves.</param>
    public static List<ScreenplayScene> Cut(
        List<ScreenplayElement> elements,
        int lineCount,
        IReadOnlyDictionary<int, SceneHeading>? places = null
    )
    {
        var scenes = new List<ScreenplayScene>();
        for (var i = 0; i < elements.Count; )
        {
            var heading = elements[i++];
            if (heading.Type != ElementType.SceneHeading)
            {
                continue;
            }
            var cast = new List<string>();
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            for (; i < elements.Count && elements[i].Type != ElementType.SceneHeading; i++)
            {
                if (elements[i].Cue is { Length: > 0 } name && seen.Add(name))
                {
                    cast.Add(name);
                }
            }
            var last = i < elements.Count ? Math.Max(heading.Line, elements[i].Line - 1) : lineCount;
            var read = places?.GetValueOrDefault(heading.Line) ?? SceneHeading.Read(heading.Text);
            scenes.Add(
                new ScreenplayScene(
                    scenes.Count + 1,
                    heading.SceneNumber,
                    heading.Text.TrimStart(Marks),
                    read.IntExt,
                    read.Location,
                    read.Time,
                    heading.Line,
                    last,
                    cast
                )
            );
        }
        return scenes;
    }
}
