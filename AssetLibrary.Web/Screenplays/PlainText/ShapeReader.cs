using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.PlainText;

/// <summary>
/// Reads what has neither marks nor indents by the shape of its lines: pasted screenplays without blank lines, stage plays.
/// </summary>
internal sealed class ShapeReader(IReadOnlyList<TextLine> lines, TextHabits habits, bool play)
{
    private const int LongestCue = 45,
        LongestAside = 80,
        NarrowFrom = 24,
        NarrowTo = 45;

    private readonly ScriptElements elements = new();
    private string? setting;
    private bool inSpeech;
    private bool hasSpoken;
    private bool inCast;

    /// <summary>A speech in brackets that is not closed yet: nothing but its bracket ends it.</summary>
    private bool inBrackets;
    private int at;

    public CastList Cast { get; } = new();

    public ScriptElements Read()
    {
        var firstSpeech = FirstSpeech();
        var whole =
            play && habits.Headings == 0 && !lines.Any(l => PlayHeading.Read(l.Text) is not null || SceneWord.Starts(l.Text))
                ? WholeAt(firstSpeech)
                : -1;
        for (at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (line.IsBlank)
            {
                elements.EndParagraph();
                inSpeech = false;
            }
            else if (at == whole)
            {
                elements.Heading(line.Text, line.Number, PlaySetting.Read(line.Text) ?? new SceneHeading(null, setting, null));
            }
            else if (
                !TryHeading(line)
                && !(at < firstSpeech && TryCast(line, firstSpeech))
                && !TryTransition(line)
                && !TryInlineCue(line)
                && !TryCue(line)
                && !TrySpeech(line)
            )
            {
                inSpeech = false;
                Setting(line);
                elements.Action(line.Text, line.Number);
            }
        }
        return elements;
    }

    /// <summary>The first line somebody speaks in; the cast and the setting stand before it.</summary>
    private int FirstSpeech()
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var text = lines[i].Text;
            if (
                text.Length > 0
                && (
                    (InlineCue.Read(text) is { } cue && habits.Speaks(cue, Cast))
                    || (i + 1 < lines.Count && !lines[i + 1].IsBlank && IsOwnLineCue(i) && habits.ComesAgain(TextHabits.Name(text)))
                )
            )
            {
                return i;
            }
        }
        return lines.Count;
    }

    /// <summary>A play without headings is one scene: it begins with the line that says where it plays, else with its title.</summary>
    private int WholeAt(int firstSpeech)
    {
        var title = -1;
        for (var i = 0; i < firstSpeech; i++)
        {
            if (PlaySetting.Read(lines[i].Text) is not null)
            {
                return i;
            }
            title = title < 0 && !lines[i].IsBlank ? i : title;
        }
        return title;
    }

    private TextLine? Next => at + 1 < lines.Count && !lines[at + 1].IsBlank ? lines[at + 1] : null;

    private bool TryHeading(TextLine line)
    {
        if (SceneHeading.Starts(line.Text) || SceneHeading.StartsBracketed(line.Text))
        {
            var text = line.Text.Trim('[', ']', '*', ' ');
            elements.Heading(SceneHeading.WithoutNumber(text, out var number).ToString(), line.Number, number: number);
        }
        else if (PlayHeading.Read(line.Text) is { } heading)
        {
            if (heading.Act && SceneFollows())
            {
                elements.Add(ElementType.Section, line.Text, line.Number, depth: 1);
            }
            else
            {
                var names =
                    heading.Rest.Length == 0 || !HeadingPrefix.HasLower(heading.Rest) || Cast.Has(heading.Rest.Split(',')[0].Trim());
                var read = names
                    ? new SceneHeading(null, setting, null)
                    : PlaySetting.Read(heading.Rest) ?? SceneHeading.ReadPlace(heading.Rest, null, maybeNoPlace: true);
                elements.Heading(line.Text, line.Number, read.Location is { Length: > 60 } ? read with { Location = null } : read);
            }
        }
        else if (SceneWord.Starts(line.Text))
        {
            elements.Heading(line.Text, line.Number);
        }
        else
        {
            return false;
        }
        (inSpeech, inCast) = (false, false);
        return true;
    }

    /// <summary>An act is divided into scenes where the next heading before anyone speaks is one.</summary>
    private bool SceneFollows()
    {
        for (var i = at + 1; i < lines.Count && i < at + 40; i++)
        {
            if (PlayHeading.Read(lines[i].Text) is { } heading)
            {
                return !heading.Act;
            }
            if (InlineCue.Read(lines[i].Text) is { } cue && habits.Speaks(cue, Cast))
            {
                return false;
            }
        }
        return false;
    }

    private bool TryCast(TextLine line, int firstSpeech)
    {
        if (ScriptLabels.IsCast(line.Text))
        {
            inCast = true;
            elements.Action(line.Text, line.Number);
            return true;
        }
        var colon = line.Text.IndexOfAny([':', '：']);
        if (colon > 0 && ScriptLabels.IsCast(line.Text.AsSpan(0, colon)))
        {
            Cast.AddAll(line.Text[(colon + 1)..], line.Number);
            elements.Action(line.Text, line.Number);
            return true;
        }
        if (!inCast && play && line.Indent > 0 && PlaySetting.Read(line.Text) is null)
        {
            // A list that is indented, above the first speech.
            inCast = at + 1 < firstSpeech && (Next is { Indent: > 0 } || (at > 0 && lines[at - 1].Indent > 0));
        }
        else if (inCast && PlaySetting.Read(line.Text) is not null)
        {
            inCast = false;
        }
        else if (inCast && at > 0 && lines[at - 1].IsBlank && line.Indent == 0 && Cast.Tags.Count > 0)
        {
            inCast = false;
        }
        if (!inCast || !Cast.Add(line.Text, line.Number))
        {
            return false;
        }
        elements.Action(line.Text, line.Number);
        return true;
    }

    private bool TryTransition(TextLine line)
    {
        var free = at == 0 || lines[at - 1].IsBlank || habits.HasNoBlanks;
        if (!free || !(TransitionLine.IsKnown(line.Text) || TransitionLine.Looks(line.Text)))
        {
            return false;
        }
        elements.Add(ElementType.Transition, line.Text, line.Number);
        inSpeech = false;
        return true;
    }

    private bool TryInlineCue(TextLine line)
    {
        if (InlineCue.Read(line.Text) is not { } cue || !habits.Speaks(cue, Cast))
        {
            return false;
        }
        elements.Cue(cue.Cue, line.Number);
        if (cue.Direction is { } direction)
        {
            elements.Add(ElementType.Parenthetical, direction, line.Number);
        }
        if (cue.Speech.Length > 0)
        {
            elements.Dialogue(cue.Speech, line.Number);
        }
        inBrackets = InlineCue.Opens(cue.Mark) && !InlineCue.Closes(line.Text[^1]);
        (inSpeech, hasSpoken, inCast) = (inBrackets || !InlineCue.Opens(cue.Mark), true, false);
        return true;
    }

    private bool TryCue(TextLine line)
    {
        if (!IsOwnLineCue(at))
        {
            return false;
        }
        elements.Cue(TextHabits.WithoutStop(line.Text), line.Number);
        (inSpeech, hasSpoken, inCast) = (true, false, false);
        return true;
    }

    /// <summary>Capitals (or a name of the cast) above a line that is none; in a crowded text the shape alone has to tell it.</summary>
    private bool IsOwnLineCue(int index)
    {
        var text = lines[index].Text;
        if (text.Length > LongestCue || text[0] is '(' or '[' || index + 1 >= lines.Count || TextHabits.IsShout(text))
        {
            return false;
        }
        var next = lines[index + 1];
        var free = index == 0 || lines[index - 1].IsBlank;
        if (next.IsBlank || SceneHeading.Starts(next.Text) || (!free && !habits.HasNoBlanks && !play))
        {
            return false;
        }
        var name = TextHabits.Name(text);
        if (Cast.Has(name))
        {
            return true;
        }
        return CueLine.Looks(TextHabits.WithoutStop(text))
            && !TransitionLine.IsKnown(text)
            && !ScriptLabels.Is(text)
            && (free || habits.ComesAgain(name) || next.Text[0] is '(' or '（' || HeadingPrefix.HasLower(next.Text));
    }

    private bool TrySpeech(TextLine line)
    {
        if (!inSpeech)
        {
            return false;
        }
        var text = line.Text;
        if (inBrackets)
        {
            inBrackets = inSpeech = !InlineCue.Closes(text[^1]);
            elements.Dialogue(inSpeech ? text : text[..^1], line.Number);
            return true;
        }
        if (text[0] is '(' or '（' or '[' && text[^1] is ')' or '）' or ']')
        {
            if (text.Length <= LongestAside)
            {
                elements.Add(ElementType.Parenthetical, text, line.Number);
            }
            else
            {
                elements.Action(text, line.Number);
            }
            return true;
        }
        // Without blank lines nothing ends a speech but its shape: a whole sentence, not set in a narrow column, is over.
        var before = lines[at - 1].Text;
        var ended = before[^1] is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '"' or '”' or ')';
        if (
            hasSpoken
            && habits.HasNoBlanks
            && !play
            && ended
            && !(before.Length is >= NarrowFrom and <= NarrowTo && text.Length <= NarrowTo)
        )
        {
            return false;
        }
        hasSpoken = true;
        elements.Dialogue(text, line.Number);
        return true;
    }

    private void Setting(TextLine line)
    {
        if (ScriptLabels.Place(line.Text) is { } place && elements.HasScenes)
        {
            elements.PlaceLastScene(s =>
                s with
                {
                    IntExt = s.IntExt ?? place.IntExt,
                    Location = s.Location ?? place.Location,
                    Time = s.Time ?? place.Time,
                }
            );
        }
        else if (play && !inSpeech && PlaySetting.Read(line.Text) is { Location: { } where })
        {
            setting ??= where;
            elements.PlaceLastScene(s => s with { Location = s.Location ?? where });
        }
    }
}
