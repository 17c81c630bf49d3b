using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>Reads a screenplay that says by its indents what each line is, as printed pages do.</summary>
internal sealed class LayoutReader(IReadOnlyList<TextLine> lines, LayoutColumns columns)
{
    private const int Gap = 4,
        LongestCue = 45,
        LongHeading = 40;

    private readonly ScriptElements elements = new();
    private bool inSpeech;
    private int at;

    public ScriptElements Read()
    {
        for (at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (line.IsBlank)
            {
                elements.EndParagraph();
                inSpeech = false;
            }
            else if (!TryHeading(line) && !TryDual(line) && !TryCue(line) && !TryTransition(line) && !TrySpeech(line))
            {
                Action(line);
            }
        }
        return elements;
    }

    private TextLine? Next => at + 1 < lines.Count && !lines[at + 1].IsBlank ? lines[at + 1] : null;

    private bool StandsFree => at == 0 || lines[at - 1].IsBlank || elements.Last is ElementType.SceneHeading or ElementType.Transition;

    private bool TryHeading(TextLine line)
    {
        var text = MarginNumber(line.Text, out var number);
        if (inSpeech || (number is null && !(columns.IsActionAt(line.Indent) && (SceneHeading.Starts(text) || IsSecondary(line)))))
        {
            return false;
        }
        text = SceneHeading.WithoutNumber(text, out var before).Trim().ToString();
        var first = line.Number;
        if (
            text.Length >= LongHeading
            && Next is { } next
            && !HeadingPrefix.HasLower(next.Text)
            && Math.Abs(next.Indent - line.Indent) <= 8
            && !SceneHeading.Starts(next.Text)
        )
        {
            text += " " + next.Text;
            at++;
        }
        elements.Heading(text, first, number: number ?? before);
        return true;
    }

    private bool IsSecondary(TextLine line) =>
        StandsFree && Next is null && line.Indent <= columns.Action + 1 && SecondaryHeading.Is(line.Text);

    /// <summary>"12    INT. KITCHEN    12": the same number at both margins is no part of the heading.</summary>
    private static string MarginNumber(string text, out string? number)
    {
        number = null;
        var first = text.IndexOf(' ', StringComparison.Ordinal);
        var last = text.LastIndexOf(' ');
        if (char.IsAsciiDigit(text[0]) || char.IsAsciiDigit(text[^1]))
        {
            if (
                first > 0
                && last > first
                && first <= 6
                && text.AsSpan(0, first).TrimEnd('.').SequenceEqual(text.AsSpan(last + 1).TrimEnd('.'))
                && text[last - 1] == ' '
            )
            {
                number = text[..first].TrimEnd('.');
                return text[first..last].Trim();
            }
            // A number at the right margin only.
            if (
                last > 2
                && text[last - 1] == ' '
                && text[last - 2] == ' '
                && char.IsAsciiDigit(text[last + 1])
                && SceneHeading.Starts(text)
            )
            {
                number = text[(last + 1)..].TrimEnd('.');
                return text[..last].Trim();
            }
        }
        return text;
    }

    private bool TryCue(TextLine line)
    {
        if (
            !columns.IsCueAt(line.Indent)
            || line.Text.Length > LongestCue
            || line.Text[0] is '(' or '"'
            || Next is not { } next
            || !CueLine.Looks(line.Text)
            || next.Indent >= line.Indent
            || columns.IsActionAt(next.Indent)
            || TransitionLine.Looks(line.Text)
            || TransitionLine.IsKnown(line.Text)
        )
        {
            return false;
        }
        elements.Cue(line.Text, line.Number);
        inSpeech = true;
        return true;
    }

    private bool TryTransition(TextLine line)
    {
        var text = line.Text;
        var right = line.Indent > columns.Cue + 5 && text[^1] is ':' or '.' && !HeadingPrefix.HasLower(text);
        if (inSpeech || !StandsFree || !(right || TransitionLine.Looks(text) || TransitionLine.IsKnown(text)))
        {
            return false;
        }
        elements.Add(ElementType.Transition, text, line.Number);
        return true;
    }

    private bool TrySpeech(TextLine line)
    {
        // A page break leaves a blank line inside a speech.
        var goesOn = !inSpeech && elements.Last is ElementType.Dialogue or ElementType.Parenthetical && columns.IsSpeechAt(line.Indent);
        if (!(inSpeech ? !columns.IsActionAt(line.Indent) : goesOn))
        {
            inSpeech = false;
            return false;
        }
        inSpeech = true;
        if (line.Text[0] is not ('(' or '（') || line.Indent < columns.Dialogue + 1)
        {
            elements.Dialogue(line.Text, line.Number);
            return true;
        }
        var text = line.Text;
        while (text[^1] is not (')' or '）') && Next is { } next && next.Indent > columns.Dialogue && text.Length < 200)
        {
            text += " " + next.Text;
            at++;
        }
        elements.Add(ElementType.Parenthetical, text, line.Number);
        return true;
    }

    private void Action(TextLine line)
    {
        var alone = (StandsFree || elements.Last == ElementType.Centered) && (Next is not { } next || !columns.IsActionAt(next.Indent));
        if (alone && line.Indent > columns.Action + 8 && elements.Last is not null)
        {
            elements.Add(ElementType.Centered, line.Text, line.Number);
            return;
        }
        elements.Action(line.Text, line.Number);
    }

    /// <summary>Two people speak side by side: two cues in one line, and two columns below.</summary>
    private bool TryDual(TextLine line)
    {
        var gap = line.Text.IndexOf("    ", StringComparison.Ordinal);
        if (gap < 0 || !StandsFree || columns.IsActionAt(line.Indent - 1) || Next is null)
        {
            return false;
        }
        var (left, right) = (line.Text[..gap], line.Text[gap..].Trim());
        if (
            !CueLine.Looks(left)
            || !CueLine.Looks(right)
            || right.Contains("    ", StringComparison.Ordinal)
            || TransitionLine.Looks(right)
        )
        {
            return false;
        }
        var middle = line.Indent + gap;
        var (ours, theirs) = (new List<(string Text, int Line)>(), new List<(string Text, int Line)>());
        for (; Next is { } next; at++)
        {
            var cut = next.Indent >= middle - Gap ? 0 : Cut(next.Text, middle - next.Indent);
            if (cut > 0)
            {
                ours.Add((next.Text[..cut].Trim(), next.Number));
            }
            if (cut < next.Text.Length)
            {
                theirs.Add((next.Text[cut..].Trim(), next.Number));
            }
        }
        Side(left, line.Number, ours, dual: false);
        Side(right, line.Number, theirs, dual: true);
        return true;
    }

    private void Side(string cue, int number, List<(string Text, int Line)> speech, bool dual)
    {
        elements.Cue(cue, number, dual);
        foreach (var (text, line) in speech)
        {
            if (text[0] == '(' && text[^1] == ')')
            {
                elements.Add(ElementType.Parenthetical, text, line);
            }
            else
            {
                elements.Dialogue(text, line);
            }
        }
    }

    /// <summary>Where the right column begins: behind the gap nearest to the middle; the whole line where there is none.</summary>
    private static int Cut(string text, int middle)
    {
        var (best, distance) = (text.Length, int.MaxValue);
        for (var i = text.IndexOf("  ", StringComparison.Ordinal); i >= 0; i = text.IndexOf("  ", i + 1, StringComparison.Ordinal))
        {
            if (Math.Abs(i - middle) < distance && Math.Abs(i - middle) <= 16)
            {
                (best, distance) = (i, Math.Abs(i - middle));
            }
        }
        return best;
    }
}
