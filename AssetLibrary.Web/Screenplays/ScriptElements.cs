using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays;

/// <summary>The elements of a script in the order they are read, for readers that go through lines. Line numbers are 1-based.</summary>
/// <param name="source">The text the line numbers count in, where it is at hand: what is in it so is not kept a second time.</param>
internal sealed class ScriptElements(string source = "")
{
    private readonly SourceSlices slices = new(source);
    private readonly List<ScreenplayElement> elements = [];
    private readonly Dictionary<int, SceneHeading> places = [];
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly List<string> open = [];
    private ElementType openType;
    private int openLine;
    private int lastHeading;
    private string? lastSpeaker;

    /// <summary>What the last line was; null before the first.</summary>
    public ElementType? Last =>
        open.Count > 0 ? openType
        : elements.Count == 0 ? null
        : elements[^1].Type;

    public bool HasScenes { get; private set; }

    public void Heading(string text, int line, SceneHeading? place = null, string? number = null)
    {
        var read = place ?? SceneHeading.Read(text);
        Add(new ScreenplayElement(ElementType.SceneHeading, slices.Find(text, line), line) { SceneNumber = number ?? read.Number });
        places[line] = read;
        lastHeading = line;
        HasScenes = true;
    }

    /// <summary>What a line under the last heading adds to it; what the heading says itself stays.</summary>
    public void PlaceLastScene(Func<SceneHeading, SceneHeading> change)
    {
        if (HasScenes)
        {
            places[lastHeading] = change(places[lastHeading]);
        }
    }

    /// <summary>A cue as written, with or without extension.</summary>
    public void Cue(string text, int line, bool dual = false)
    {
        if (CueLine.IsContinuation(text))
        {
            Add(
                new ScreenplayElement(ElementType.Character, slices.Find(text, line), line)
                {
                    Cue = lastSpeaker,
                    Extension = text,
                    Dual = dual,
                }
            );
            return;
        }
        lastSpeaker = Once(CueLine.Name(text).ToString());
        Add(
            new ScreenplayElement(ElementType.Character, slices.Find(text, line), line)
            {
                Cue = lastSpeaker,
                Extension = CueLine.Extension(text),
                Dual = dual,
            }
        );
    }

    /// <summary>Speech; it joins the line above where that is speech on the line before.</summary>
    public void Dialogue(string text, int line) => Join(ElementType.Dialogue, text, line);

    public void Action(string text, int line) => Join(ElementType.Action, text, line);

    public void Add(ElementType type, string text, int line, int depth = 0) =>
        Add(new ScreenplayElement(type, slices.Find(text, line), line) { Depth = depth });

    /// <summary>A blank line: what follows is a paragraph of its own, though it may stand on the next line.</summary>
    public void EndParagraph() => Flush();

    private void Add(ScreenplayElement element)
    {
        Flush();
        elements.Add(element);
    }

    public Screenplay Finish(
        ScriptFormat format,
        string source,
        int lineCount,
        IReadOnlyList<TitleEntry> titlePage,
        IReadOnlyList<ParseNotice> notices
    )
    {
        Flush();
        var scenes = ScriptScenes.Cut(elements, lineCount, places);
        return new Screenplay(format, titlePage, elements, scenes, notices) { Source = source };
    }

    private void Join(ElementType type, string text, int line)
    {
        if (open.Count > 0 && (openType != type || openLine + open.Count != line))
        {
            Flush();
        }
        if (open.Count == 0)
        {
            (openType, openLine) = (type, line);
        }
        open.Add(text);
    }

    /// <summary>Lines are gathered and joined once, so that a paragraph of many lines costs no more than its length.</summary>
    private void Flush()
    {
        if (open.Count > 0)
        {
            elements.Add(
                new ScreenplayElement(openType, slices.Find(string.Join('\n', open), openLine), openLine)
                {
                    EndLine = openLine + open.Count - 1,
                }
            );
            open.Clear();
        }
    }

    private string Once(string name)
    {
        if (names.TryGetValue(name, out var known))
        {
            return known;
        }
        names.Add(name, name);
        return name;
    }
}
