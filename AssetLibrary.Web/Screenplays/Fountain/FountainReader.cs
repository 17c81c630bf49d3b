using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.Fountain;

/// <summary>Walks the lines once and says what each is. One reader reads one script.</summary>
internal sealed class FountainReader(FountainLines lines)
{
    private readonly List<ScreenplayElement> elements = [];
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private string? lastSpeaker;
    private int at;

    public List<ScreenplayElement> Read(int start)
    {
        for (at = start; at < lines.Count; )
        {
            if (lines.IsBlank(at))
            {
                at++;
            }
            else if (!TryMarked() && !TryHeading() && !TryTransition() && !TryCue())
            {
                Action(at);
            }
        }
        return elements;
    }

    /// <summary>An element other than action or speech just above serves as the blank line before.</summary>
    private bool StandsFree(int line) =>
        lines.IsBlank(line - 1)
        || elements.Count == 0
        || elements[^1].Type is not (ElementType.Action or ElementType.Dialogue or ElementType.Parenthetical or ElementType.Character);

    private void Add(ElementType type, ReadOnlySpan<char> text, bool forced = false) =>
        elements.Add(new ScreenplayElement(type, lines.Slice(text), ++at) { Forced = forced });

    private bool TryMarked()
    {
        var line = lines[at].Trim();
        switch (line[0])
        {
            case '#':
                var depth = line.IndexOfAnyExcept('#');
                depth = depth < 0 ? line.Length : depth;
                elements.Add(new ScreenplayElement(ElementType.Section, lines.Slice(line[depth..].Trim()), ++at) { Depth = depth });
                return true;
            case '=' when line.Length >= 3 && line.IndexOfAnyExcept('=') < 0:
                Add(ElementType.PageBreak, "");
                return true;
            case '=':
                Add(ElementType.Synopsis, line[1..].Trim());
                return true;
            case '~':
                Add(ElementType.Lyrics, line[1..].Trim());
                return true;
            case '>' when line[^1] == '<' && line.Length > 1:
                Add(ElementType.Centered, line[1..^1].Trim());
                return true;
            case '>' when StandsFree(at):
                Add(ElementType.Transition, line[1..].Trim(), forced: true);
                return true;
            case '!':
                Action(at);
                return true;
            case '@' when line.Length > 1 && StandsFree(at):
                Cue(line[1..], forced: true);
                return true;
            case '.' when line.Length > 1 && line[1] != '.' && !char.IsWhiteSpace(line[1]) && StandsFree(at):
                Heading(line[1..], forced: true);
                return true;
            default:
                return false;
        }
    }

    private bool TryHeading()
    {
        if (!StandsFree(at))
        {
            return false;
        }
        var line = lines[at].Trim();
        if (SceneHeading.Starts(line))
        {
            Heading(line, forced: false);
            return true;
        }
        if (!SceneHeading.StartsBracketed(line))
        {
            return false;
        }
        var inner = line.Trim("*_[] ");
        var timing = inner.IndexOf('|');
        Heading(timing < 0 ? inner : inner[..timing].Trim(), forced: false);
        return true;
    }

    private void Heading(ReadOnlySpan<char> text, bool forced)
    {
        string? number = null;
        if (text.Length > 2 && text[^1] == '#')
        {
            var open = text[..^1].LastIndexOf('#');
            if (open > 0 && !text[(open + 1)..^1].IsWhiteSpace())
            {
                number = text[(open + 1)..^1].Trim().ToString();
                text = text[..open].TrimEnd();
            }
        }
        if (!forced)
        {
            text = SceneHeading.WithoutNumber(text, out var before);
            number ??= before;
        }
        elements.Add(new ScreenplayElement(ElementType.SceneHeading, lines.Slice(text), ++at) { SceneNumber = number, Forced = forced });
    }

    private bool TryTransition()
    {
        var line = lines[at].TrimStart();
        if (!StandsFree(at) || !((lines.IsBlank(at + 1) && TransitionLine.Looks(line)) || TransitionLine.IsKnown(line)))
        {
            return false;
        }
        Add(ElementType.Transition, line.TrimEnd());
        return true;
    }

    private bool TryCue()
    {
        if (!StandsFree(at) || NextShown(at + 1) < 0 || !CueLine.Looks(lines[at]))
        {
            return false;
        }
        Cue(lines[at].Trim(), forced: false);
        return true;
    }

    /// <summary>The next line that belongs to the same speech, over those that were taken out; -1 when it ends here.</summary>
    private int NextShown(int line)
    {
        while (lines.IsHidden(line))
        {
            line++;
        }
        return lines.IsBlank(line) ? -1 : line;
    }

    private void Cue(ReadOnlySpan<char> line, bool forced)
    {
        var dual = line[^1] == '^';
        var text = lines.Slice(line.TrimEnd('^').TrimEnd());
        if (CueLine.IsContinuation(line))
        {
            elements.Add(
                new ScreenplayElement(ElementType.Character, text, ++at)
                {
                    Cue = lastSpeaker,
                    Extension = text.ToString(),
                    Dual = dual,
                }
            );
        }
        else
        {
            lastSpeaker = Once(CueLine.Name(line));
            elements.Add(
                new ScreenplayElement(ElementType.Character, text, ++at)
                {
                    Cue = lastSpeaker,
                    Extension = CueLine.Extension(line),
                    Dual = dual,
                    Forced = forced,
                }
            );
        }
        Speech();
    }

    private void Speech()
    {
        var first = at;
        for (; at < lines.Count && (!lines.IsBlank(at) || lines.IsHidden(at) || KeepsOpen(at)); at++)
        {
            var line = lines[at].Trim();
            if (lines.IsHidden(at))
            {
                Dialogue(first, at - 1);
                first = at + 1;
            }
            else if (!line.IsEmpty && (IsParenthetical(line) || line[0] == '~'))
            {
                Dialogue(first, at - 1);
                first = at + 1;
                var lyrics = line[0] == '~';
                elements.Add(
                    new ScreenplayElement(
                        lyrics ? ElementType.Lyrics : ElementType.Parenthetical,
                        lines.Slice(lyrics ? line[1..] : line.Trim("*_")),
                        at + 1
                    )
                );
            }
        }
        Dialogue(first, at - 1);
    }

    /// <summary>Two spaces are a blank line inside the speech, unless nothing follows them.</summary>
    private bool KeepsOpen(int line) => lines[line].Length >= 2 && !lines.IsBlank(line + 1) && !SceneHeading.Starts(lines[line + 1].Trim());

    private static bool IsParenthetical(ReadOnlySpan<char> line)
    {
        line = line.Trim("*_");
        return line.Length > 2 && line[0] is '(' or '（' && line[^1] is ')' or '）';
    }

    private void Dialogue(int first, int last)
    {
        if (first > last)
        {
            return;
        }
        elements.Add(new ScreenplayElement(ElementType.Dialogue, lines.JoinTrimmed(first, last), first + 1) { EndLine = last + 1 });
    }

    private void Action(int first)
    {
        var forced = lines[first].TrimStart()[0] == '!';
        for (at = first + 1; !lines.IsBlank(at) && !BreaksAction(lines[at].TrimStart()); at++) { }
        var text = lines.Join(first, at - 1);
        if (forced)
        {
            var marked = text.ToString();
            text = new TextSlice(marked.Remove(marked.IndexOf('!', StringComparison.Ordinal), 1));
        }
        elements.Add(new ScreenplayElement(ElementType.Action, text, first + 1) { EndLine = at, Forced = forced });
    }

    internal static bool BreaksAction(ReadOnlySpan<char> line) =>
        line[0] is '#' or '=' or '~' || (line[0] == '>' && line.TrimEnd()[^1] == '<');

    /// <summary>A name is spoken hundreds of times: one string for all of them.</summary>
    private string Once(ReadOnlySpan<char> name)
    {
        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(name, out var known))
        {
            return known;
        }
        var added = name.ToString();
        names.Add(added, added);
        return added;
    }
}
