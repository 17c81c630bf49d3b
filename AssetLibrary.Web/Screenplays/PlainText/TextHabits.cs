using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>
/// How a text without marks writes its speakers, found by counting once: names before the speech in one line (which mark
/// ends them), names on lines of their own, blank lines or none.
/// </summary>
internal sealed class TextHabits
{
    private const int Enough = 3,
        EnoughAsian = 2,
        Crowded = 12,
        LeastShare = 8;

    private readonly Dictionary<string, int> inline = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<char, int> marks = [];
    private readonly Dictionary<string, int> cues = new(StringComparer.OrdinalIgnoreCase);

    public TextHabits(IReadOnlyList<TextLine> lines)
    {
        var (filled, blank) = (0, 0);
        var before = true;
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Text;
            if (text.Length == 0)
            {
                blank += before ? 0 : 1;
                before = true;
                continue;
            }
            filled++;
            if (SceneHeading.Starts(text))
            {
                Headings++;
                TightHeadings += before ? 0 : 1;
            }
            else if (PlayHeading.Read(text) is not null || SceneWord.Starts(text))
            {
                Acts++;
            }
            else if (InlineCue.Read(text) is { } cue)
            {
                inline[cue.Name] = inline.GetValueOrDefault(cue.Name) + 1;
                marks[cue.Mark] = marks.GetValueOrDefault(cue.Mark) + 1;
                AsianInline += AsianHeading.HasAsian(cue.Name) ? 1 : 0;
            }
            else if (
                text.Length <= 45
                && i + 1 < lines.Count
                && !lines[i + 1].IsBlank
                && CueLine.Looks(WithoutStop(text))
                && !IsShout(text)
            )
            {
                var name = Name(text);
                cues[name] = cues.GetValueOrDefault(name) + 1;
                Cues++;
                TightCues += before ? 0 : 1;
                StoppedCues += text[^1] == '.' ? 1 : 0;
            }
            before = false;
        }
        HasNoBlanks = filled >= 4 && blank * Crowded < filled;
        Inline = marks.Where(m => m.Value >= (AsianInline > 0 ? EnoughAsian : Enough)).Sum(m => m.Value);
        // Prose has a colon before a quotation now and then; a dialogue has little else.
        Inline = (inline.Values.Any(n => n > 1) || AsianInline >= EnoughAsian) && Inline * LeastShare >= filled ? Inline : 0;
    }

    public bool HasNoBlanks { get; }

    public int Headings { get; }

    public int TightHeadings { get; }

    public int Acts { get; }

    public int Cues { get; }

    public int TightCues { get; }

    /// <summary>Cues with the full stop of stage plays.</summary>
    public int StoppedCues { get; }

    public int AsianInline { get; }

    /// <summary>How many lines have name and speech; 0 where it is no habit.</summary>
    public int Inline { get; }

    public bool Speaks(InlineCue cue, CastList cast) =>
        cast.Has(cue.Name)
        || (
            Inline > 0
            && marks.GetValueOrDefault(cue.Mark) >= (AsianInline > 0 ? EnoughAsian : Enough)
            && inline.TryGetValue(cue.Name, out var times)
            && (times > 1 || (cue.Capitals && cue.Name.Length > 1) || AsianHeading.HasAsian(cue.Name))
        );

    public bool ComesAgain(string name) => cues.GetValueOrDefault(name) > 1;

    /// <summary>Who a line of its own names, without the full stop of stage plays.</summary>
    public static string Name(string text) => CueLine.Name(WithoutStop(text)).ToString();

    /// <summary>"BEN (aside)." → "BEN (aside)"; "SAMMY JR." keeps its full stop.</summary>
    public static string WithoutStop(string text) =>
        text.EndsWith('.')
        && !text.EndsWith(" JR.", StringComparison.OrdinalIgnoreCase)
        && !text.EndsWith(" SR.", StringComparison.OrdinalIgnoreCase)
            ? text[..^1]
            : text;

    public static bool IsShout(string text) =>
        text[^1] is '!' or '?' or '…' or ',' or ';' or '"' or '”' || text.EndsWith("..", StringComparison.Ordinal);
}
