using System.Text;

namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>
/// A paragraph as the file has it: its runs joined, what hangs on it beside. A script has some ten thousand of them, most are one
/// run with nothing on it: only the others pay for more.
/// </summary>
internal sealed class FinalDraftParagraph
{
    private string text = "";
    private StringBuilder? runs;
    private int textLines;
    private List<string>? synopses;
    private List<string>? notes;
    private List<TaggedRun>? tagged;

    /// <summary>The name of its style: "Scene Heading", "Action" ...; writers may add their own, and some programs write none.</summary>
    public string? Type { get; init; }

    public string? SceneNumber { get; init; }

    public bool Centered { get; init; }

    public bool StartsPage { get; init; }

    /// <summary>In a dual dialogue, which has two speakers side by side.</summary>
    public bool Dual { get; init; }

    /// <summary>Where it begins, counted as the ranges of script notes count.</summary>
    public int Offset { get; init; }

    public bool HasOmittedScene { get; set; }

    /// <summary>How long the program says that the scene is, in eighths of a page.</summary>
    public int? Eighths { get; set; }

    /// <summary>Its style is that of action, but its words are a heading. Set when the script is written.</summary>
    public bool ReadAsHeading { get; set; }

    public IReadOnlyList<string> Synopses => synopses ?? [];

    public IReadOnlyList<string> Notes => notes ?? [];

    public IReadOnlyList<TaggedRun> Tagged => tagged ?? [];

    public string Text
    {
        get
        {
            (text, runs) = (runs?.ToString() ?? text, null);
            return text;
        }
    }

    /// <summary>For every line of the text the line of the written script it stands on. Set when the script is written.</summary>
    public int[] SourceLines { get; set; } = [];

    public void Add(string run, string? tagNumbers)
    {
        var clean = ScriptText.Clean(run);
        var inner = clean.AsSpan().TrimStart('\n');
        if (tagNumbers is not null && !inner.IsWhiteSpace())
        {
            (tagged ??= []).Add(new TaggedRun(tagNumbers, inner.Trim().ToString(), textLines + clean.Length - inner.Length));
        }
        if (text.Length == 0)
        {
            text = clean;
        }
        else
        {
            (runs ??= new StringBuilder(text)).Append(clean);
        }
        textLines += clean.AsSpan().Count('\n');
    }

    public void AddSynopsis(string? synopsis) => Add(ref synopses, synopsis);

    public void AddNote(string? note) => Add(ref notes, note);

    private static void Add(ref List<string>? list, string? words)
    {
        if (!string.IsNullOrWhiteSpace(words))
        {
            (list ??= []).Add(ScriptText.Clean(words).Trim());
        }
    }

    /// <summary>Words that carry a tag number, and the line of the paragraph they begin on (0-based).</summary>
    internal readonly record struct TaggedRun(string TagNumbers, string Words, int TextLine);
}
