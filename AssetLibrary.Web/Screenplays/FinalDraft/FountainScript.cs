using System.Text;

namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>
/// The paragraphs of a file written as Fountain, with a mark wherever the words alone would be read as something else, and the
/// elements on the lines they came to stand on. Nothing in the words is changed or escaped: a quote is found as it was written.
/// </summary>
internal sealed class FountainScript
{
    private readonly StringBuilder source = new();
    private readonly List<ScreenplayElement> elements = [];
    private readonly List<string> talk = [];
    private readonly List<string> heldNotes = [];
    private int talkLine;
    private int emptyTalk;
    private bool speaking;
    private bool spaced = true;
    private bool dualOpen;
    private string? lastSpeaker;

    private enum Kind { Heading, Action, Cue, Parenthetical, Dialogue, Lyrics, Transition, Section, Centered, Synopsis }

    public string Text => source.ToString().TrimEnd('\n');

    public int LineCount { get; private set; }

    public IReadOnlyList<ScreenplayElement> Elements => elements;

    public IReadOnlyList<TitleEntry> TitlePage { get; private init; } = [];

    public static FountainScript Write(FinalDraftDocument document)
    {
        var script = new FountainScript { TitlePage = FinalDraftTitlePage.Read(document.TitleParagraphs) };
        script.WriteTitlePage();
        var paragraphs = document.Paragraphs;
        for (var i = 0; i < paragraphs.Count; i++)
        {
            script.Add(paragraphs[i], i + 1 < paragraphs.Count ? paragraphs[i + 1] : null);
        }
        script.EndSpeech();
        return script;
    }

    private void WriteTitlePage()
    {
        foreach (var (key, values) in TitlePage)
        {
            if (values.Count == 1)
            {
                Put($"{key}: {values[0]}");
                continue;
            }
            Put(key + ":");
            foreach (var value in values)
            {
                Put("    " + value);
            }
        }
    }

    private void Add(FinalDraftParagraph paragraph, FinalDraftParagraph? next)
    {
        var kind = KindOf(paragraph);
        if (kind == Kind.Action && FountainMarks.IsHeadingInAll(paragraph.Text))
        {
            kind = Kind.Heading;
            paragraph.ReadAsHeading = true;
        }
        var lines = paragraph.Text.Split('\n').Select(l => l.TrimEnd()).ToArray();
        dualOpen &= paragraph.Dual;
        if (Array.TrueForAll(lines, string.IsNullOrEmpty))
        {
            emptyTalk += kind == Kind.Dialogue ? 1 : 0;
            heldNotes.AddRange(paragraph.Notes);
            return;
        }
        paragraph.SourceLines = new int[lines.Length];
        if (kind is Kind.Dialogue or Kind.Parenthetical || (kind == Kind.Lyrics && speaking))
        {
            Speech(kind, lines, paragraph.SourceLines);
        }
        else
        {
            EndSpeech();
            Block(kind, paragraph, lines, next);
        }
        heldNotes.AddRange(paragraph.Notes);
        if (!speaking)
        {
            Notes();
        }
    }

    private void Block(Kind kind, FinalDraftParagraph paragraph, string[] lines, FinalDraftParagraph? next)
    {
        if (paragraph.StartsPage && elements.Count > 0)
        {
            One(ElementType.PageBreak, "===", "");
        }
        if (kind is Kind.Action)
        {
            Action(lines, paragraph.SourceLines);
        }
        else if (kind is Kind.Centered or Kind.Lyrics or Kind.Synopsis)
        {
            ByLine(kind, lines, paragraph.SourceLines);
        }
        else
        {
            var text = Joined(lines);
            Array.Fill(paragraph.SourceLines, kind switch
            {
                Kind.Heading => Heading(text, paragraph.SceneNumber),
                Kind.Cue => Cue(text, paragraph.Dual, next is not null && KindOf(next) is Kind.Dialogue or Kind.Parenthetical or Kind.Lyrics),
                Kind.Section => Section(text, Depth(paragraph.Type)),
                _ => Transition(text),
            });
        }
        foreach (var synopsis in paragraph.Synopses)
        {
            ByLine(Kind.Synopsis, synopsis.Split('\n'), new int[synopsis.AsSpan().Count('\n') + 1]);
        }
    }

    private int Heading(string text, string? number)
    {
        var forced = !SceneHeading.Starts(text);
        var line = One(ElementType.SceneHeading, (forced ? "." : "") + text + (number is null ? "" : $" #{number}#"), text);
        elements[^1] = elements[^1] with { SceneNumber = number, Forced = forced };
        return line;
    }

    private int Cue(string text, bool inDual, bool spokenNext)
    {
        var dual = inDual && dualOpen;
        dualOpen = inDual;
        var continues = CueLine.IsContinuation(text);
        var forced = !continues && !(spokenNext && CueLine.Looks(text) && !FountainMarks.IsMisreadCue(text));
        var line = One(ElementType.Character, (forced ? "@" : "") + text + (dual ? " ^" : ""), text);
        lastSpeaker = continues ? lastSpeaker : CueLine.Name(text).ToString();
        elements[^1] = elements[^1] with
        {
            Cue = lastSpeaker,
            Extension = continues ? text : CueLine.Extension(text),
            Dual = dual,
            Forced = forced,
        };
        speaking = true;
        return line;
    }

    private int Section(string text, int depth)
    {
        var line = One(ElementType.Section, new string('#', depth) + " " + text, text);
        elements[^1] = elements[^1] with { Depth = depth };
        return line;
    }

    private int Transition(string text)
    {
        var forced = !TransitionLine.Looks(text) && !TransitionLine.IsKnown(text);
        var line = One(ElementType.Transition, (forced ? "> " : "") + text, text);
        elements[^1] = elements[^1] with { Forced = forced };
        return line;
    }

    /// <summary>An empty line within, and a line with a mark of its own, begin an element of their own: Fountain cannot say otherwise.</summary>
    private void Action(string[] lines, int[] sourceLines)
    {
        for (var first = 0; first < lines.Length;)
        {
            if (lines[first].Length == 0)
            {
                sourceLines[first++] = LineCount + 1;
                continue;
            }
            var end = first + 1;
            while (end < lines.Length && lines[end].Length > 0 && !FountainReader.BreaksAction(lines[end].AsSpan().TrimStart()))
            {
                end++;
            }
            Space();
            var forced = FountainMarks.IsMisread(lines[first], alone: end == first + 1, begins: elements.Count == 0 && TitlePage.Count == 0);
            for (var i = first; i < end; i++)
            {
                sourceLines[i] = Put((forced && i == first ? "!" : "") + lines[i]);
            }
            elements.Add(new ScreenplayElement(ElementType.Action, string.Join('\n', lines[first..end]), sourceLines[first])
            {
                EndLine = sourceLines[end - 1],
                Forced = forced,
            });
            first = end;
        }
    }

    private void ByLine(Kind kind, string[] lines, int[] sourceLines)
    {
        Space();
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].Trim();
            sourceLines[i] = text.Length == 0 ? LineCount + 1 : Put(kind switch
            {
                Kind.Centered => $"> {text} <",
                Kind.Lyrics => "~" + text,
                _ => "= " + text,
            });
            if (text.Length > 0)
            {
                var type = kind switch { Kind.Centered => ElementType.Centered, Kind.Lyrics => ElementType.Lyrics, _ => ElementType.Synopsis };
                elements.Add(new ScreenplayElement(type, text, sourceLines[i]));
            }
        }
    }

    /// <summary>Follows the line above without an empty one, since that would end the speech.</summary>
    private void Speech(Kind kind, string[] lines, int[] sourceLines)
    {
        if (!speaking)
        {
            Space();
            speaking = true;
        }
        if (kind == Kind.Dialogue)
        {
            for (var i = 0; i < lines.Length; i++)
            {
                sourceLines[i] = Say(lines[i].Trim());
            }
            return;
        }
        EndTalk();
        if (kind == Kind.Lyrics)
        {
            spaced = true;
            ByLine(kind, lines, sourceLines);
            return;
        }
        var text = Joined(lines);
        text = (text[0] is '(' or '（' ? "" : "(") + text + (text[^1] is ')' or '）' ? "" : ")");
        elements.Add(new ScreenplayElement(ElementType.Parenthetical, text, Put(text)));
        Array.Fill(sourceLines, LineCount);
    }

    private int Say(string line)
    {
        if (line.Length == 0)
        {
            emptyTalk++;
            return LineCount + 1;
        }
        for (; emptyTalk > 0 && talk.Count > 0; emptyTalk--)
        {
            Put("  ");
            talk.Add("");
        }
        emptyTalk = 0;
        talk.Add(line);
        var at = Put(line);
        talkLine = talk.Count == 1 ? at : talkLine;
        return at;
    }

    private void EndTalk()
    {
        if (talk.Count > 0)
        {
            elements.Add(new ScreenplayElement(ElementType.Dialogue, string.Join('\n', talk), talkLine) { EndLine = talkLine + talk.Count - 1 });
            talk.Clear();
        }
        emptyTalk = 0;
    }

    private void EndSpeech()
    {
        EndTalk();
        speaking = false;
        Notes();
    }

    /// <summary>A note within a speech stands behind it, since it would tear the speech apart.</summary>
    private void Notes()
    {
        foreach (var note in heldNotes)
        {
            var lines = note.Split('\n').Select(l => l.TrimEnd()).ToArray();
            Space();
            var first = LineCount + 1;
            for (var i = 0; i < lines.Length; i++)
            {
                // Two spaces keep a note open where an empty line would end it.
                Put((i == 0 ? "[[" : "") + (lines[i].Length == 0 ? "  " : lines[i]) + (i == lines.Length - 1 ? "]]" : ""));
            }
            elements.Add(new ScreenplayElement(ElementType.Note, string.Join('\n', lines), first) { EndLine = LineCount });
        }
        heldNotes.Clear();
    }

    private int One(ElementType type, string written, string text)
    {
        Space();
        elements.Add(new ScreenplayElement(type, text, Put(written)));
        return LineCount;
    }

    private void Space()
    {
        if (!spaced)
        {
            source.Append('\n');
            LineCount++;
        }
        spaced = true;
    }

    private int Put(string line)
    {
        source.Append(line).Append('\n');
        spaced = false;
        return ++LineCount;
    }

    private static string Joined(string[] lines) => string.Join(' ', lines.Select(l => l.Trim()).Where(l => l.Length > 0));

    private static int Depth(string? type) => type is { Length: > 0 } && char.IsAsciiDigit(type[^1]) ? Math.Max(1, type[^1] - '0') : 1;

    private static Kind KindOf(FinalDraftParagraph paragraph) => paragraph.Type?.Trim().ToUpperInvariant() switch
    {
        "SCENE HEADING" => Kind.Heading,
        "CHARACTER" => Kind.Cue,
        "PARENTHETICAL" => Kind.Parenthetical,
        "DIALOGUE" => Kind.Dialogue,
        "LYRICS" or "LYRIC" or "SINGING" => Kind.Lyrics,
        "TRANSITION" => Kind.Transition,
        "NEW ACT" or "OUTLINE 1" or "OUTLINE 2" or "OUTLINE 3" or "OUTLINE 4" => Kind.Section,
        "END OF ACT" => Kind.Centered,
        "OUTLINE BODY" => Kind.Synopsis,
        _ => paragraph.Centered ? Kind.Centered : Kind.Action,
    };
}
