using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays;

public enum ElementType
{
    SceneHeading,
    Action,
    Character,
    Parenthetical,
    Dialogue,
    Lyrics,
    Transition,
    Centered,
    Section,
    Synopsis,
    Note,
    PageBreak,
}

/// <summary>
/// One paragraph of a script: the text without its marks (no '@', '&gt;', '#'), emphasis kept as written.
/// Lines are 1-based in the decoded text; line i of <see cref="Text"/> stands on source line <see cref="Line"/> + i.
/// </summary>
public sealed record ScreenplayElement
{
    private readonly TextSlice text;

    public ScreenplayElement(ElementType type, string text, int line)
        : this(type, new TextSlice(text), line) { }

    internal ScreenplayElement(ElementType type, TextSlice text, int line)
    {
        this.text = text;
        (Type, Line, EndLine) = (type, line, line);
    }

    public ElementType Type { get; }

    public string Text => text.ToString();

    public int Line { get; }

    public int EndLine { get; init; }

    /// <summary>The words without the marks of emphasis, to be shown and compared.</summary>
    public string Plain => Emphasis.Strip(Text);

    /// <summary>Of a scene heading: what stood between the two '#' at its end.</summary>
    public string? SceneNumber { get; init; }

    /// <summary>Of a section: how many '#' it began with.</summary>
    public int Depth { get; init; }

    /// <summary>Of a cue: it is spoken beside the one before it.</summary>
    public bool Dual { get; init; }

    /// <summary>Of a cue: who speaks, without extension; the last speaker where the cue is only "(CONT'D)".</summary>
    public string? Cue { get; init; }

    /// <summary>Of a cue: what is in brackets behind the name, with the brackets.</summary>
    public string? Extension { get; init; }

    /// <summary>The writer said what this is with a mark ('@', '.', '&gt;', '!').</summary>
    public bool Forced { get; init; }
}

/// <summary>
/// A scene from its heading to the line before the next one. <see cref="IntExt"/> is INT, EXT, INT/EXT, EST or null;
/// <see cref="Characters"/> are the speakers in order of appearance, as their cues spell them.
/// </summary>
public sealed record ScreenplayScene(
    int Ordinal,
    string? Number,
    string Heading,
    string? IntExt,
    string? Location,
    string? TimeOfDay,
    int FromLine,
    int ToLine,
    IReadOnlyList<string> Characters
);

/// <summary>What the parser could not read or had to guess, in a sentence for a writer.</summary>
public sealed record ParseNotice(int Line, string Message);

public sealed record TitleEntry(string Key, IReadOnlyList<string> Values);
