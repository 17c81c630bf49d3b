using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>A script without marks: by its indents where it has them, else by the shape of its lines.</summary>
internal static class TextScript
{
    private const int FewestCues = 2,
        LongestTitle = 80;

    public static Screenplay Read(string text)
    {
        var lines = TextLine.Split(text);
        var notices = new List<ParseNotice>();
        ScriptElements elements;
        CastList cast;
        IReadOnlyList<TitleEntry> titlePage = [];
        if (Columns(lines) is { } columns)
        {
            elements = new LayoutReader(Unmarked(lines), columns).Read();
            cast = new CastList();
        }
        else
        {
            elements = Elements(lines, out cast);
            titlePage = Title(lines);
        }
        if (!elements.HasScenes)
        {
            notices.Add(
                new ParseNotice(
                    1,
                    "Imported as plain text. No scene headings found (INT. or EXT. at the start of a line, an act or a "
                        + "scene), so the script has no scenes."
                )
            );
        }
        return elements.Finish(ScriptFormat.Text, text, lines.Count, titlePage, notices) with { Tags = cast.Tags };
    }

    public static LayoutColumns? Columns(IReadOnlyList<TextLine> lines) => LayoutColumns.Find(lines, FewestCues);

    public static ScriptElements Elements(IReadOnlyList<TextLine> lines, out CastList cast)
    {
        var habits = new TextHabits(lines);
        var reader = new ShapeReader(lines, habits, IsPlay(habits));
        var elements = reader.Read();
        cast = reader.Cast;
        return elements;
    }

    /// <summary>People speak, and nothing says INT. or EXT.</summary>
    public static bool IsPlay(TextHabits habits) =>
        habits.Headings == 0 && (habits.Inline > 0 || habits.StoppedCues > 1 || (habits.Acts > 0 && habits.Cues > 1));

    /// <summary>What belongs to the page goes, with the blank lines it stood in; every other line keeps its number.</summary>
    private static List<TextLine> Unmarked(List<TextLine> lines) =>
        [.. lines.Where(l => !PageMarks.Is(l)).Select(PageMarks.WithoutRevision)];

    /// <summary>The first line, where it stands alone as titles do and is no part of the script.</summary>
    private static IReadOnlyList<TitleEntry> Title(List<TextLine> lines)
    {
        var first = lines.FindIndex(l => !l.IsBlank);
        var text = first < 0 ? "" : lines[first].Text;
        var alone =
            first + 2 < lines.Count
            && (lines[first + 1].IsBlank || (lines[first + 2].IsBlank && lines[first + 1].Text.Length <= LongestTitle));
        return
            text.Length is 0 or > LongestTitle
            || !alone
            || text[^1] is '.' or ':' or ','
            || SceneHeading.Starts(text)
            || PlayHeading.Read(text) is not null
            || TransitionLine.IsKnown(text)
            || !char.IsLetterOrDigit(text[0])
            || InlineCue.Read(text) is not null
            ? []
            : [new TitleEntry("Title", [text])];
    }
}
