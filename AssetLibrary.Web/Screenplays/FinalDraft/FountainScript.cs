using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>
/// The paragraphs of a file written as Fountain, with a mark wherever the words alone would be read as something else, and the
/// elements on the lines they came to stand on. Nothing in the words is changed or escaped: a quote is found as it was written.
/// </summary>
internal sealed class FountainScript
{
    private readonly FountainText source = new();
    private readonly List<ScreenplayElement> elements = [];
    private readonly FountainTalk talk;
    private readonly List<string> heldNotes = [];
    private bool speaking;
    private bool dualOpen;
    private string? lastSpeaker;

    private FountainScript() => talk = new FountainTalk(source, elements);

    public string Text => source.ToString();

    public int LineCount => source.LineCount;

    public IReadOnlyList<ScreenplayElement> Elements => elements;

    public IReadOnlyList<TitleEntry> TitlePage { get; private init; } = [];

    public static FountainScript Write(FinalDraftDocument document)
    {
        var script = new FountainScript { TitlePage = FinalDraftTitlePage.Read(document.TitleParagraphs) };
        script.WriteTitlePage();
        var paragraphs = document.Paragraphs;
        var spokenNext = new bool[paragraphs.Count];
        for (var i = paragraphs.Count - 2; i >= 0; i--)
        {
            var next = paragraphs[i + 1];
            spokenNext[i] = string.IsNullOrWhiteSpace(next.Text)
                ? spokenNext[i + 1]
                : FinalDraftStyle.KindOf(next) is ParagraphKind.Dialogue or ParagraphKind.Parenthetical or ParagraphKind.Lyrics;
        }
        for (var i = 0; i < paragraphs.Count; i++)
        {
            script.Add(paragraphs[i], spokenNext[i]);
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
                source.Put($"{key}: {values[0]}");
                continue;
            }
            source.Put(key + ":");
            foreach (var value in values)
            {
                source.Put("    " + value);
            }
        }
    }

    private void Add(FinalDraftParagraph paragraph, bool spokenNext)
    {
        var kind = FinalDraftStyle.KindOf(paragraph);
        if (kind == ParagraphKind.Action && FountainMarks.IsHeadingInAll(paragraph.Text))
        {
            kind = ParagraphKind.Heading;
            paragraph.ReadAsHeading = true;
        }
        var lines = paragraph.Text.Split('\n').Select(l => l.TrimEnd()).ToArray();
        dualOpen &= paragraph.Dual;
        if (Array.TrueForAll(lines, string.IsNullOrEmpty))
        {
            if (kind == ParagraphKind.Dialogue)
            {
                talk.Pause();
            }
            heldNotes.AddRange(paragraph.Notes);
            return;
        }
        paragraph.SourceLines = new int[lines.Length];
        if (kind is ParagraphKind.Dialogue or ParagraphKind.Parenthetical || (kind == ParagraphKind.Lyrics && speaking))
        {
            Speech(kind, lines, paragraph.SourceLines);
        }
        else
        {
            EndSpeech();
            Block(kind, paragraph, lines, spokenNext);
        }
        heldNotes.AddRange(paragraph.Notes);
        if (!speaking)
        {
            Notes();
        }
    }

    private void Block(ParagraphKind kind, FinalDraftParagraph paragraph, string[] lines, bool spokenNext)
    {
        if (paragraph.StartsPage && elements.Count > 0)
        {
            One(ElementType.PageBreak, "===", "");
        }
        if (kind is ParagraphKind.Action)
        {
            Action(lines, paragraph.SourceLines);
        }
        else if (kind is ParagraphKind.Centered or ParagraphKind.Lyrics or ParagraphKind.Synopsis)
        {
            ByLine(kind, lines, paragraph.SourceLines);
        }
        else
        {
            var text = Joined(lines);
            Array.Fill(
                paragraph.SourceLines,
                kind switch
                {
                    ParagraphKind.Heading => Heading(text, paragraph.SceneNumber),
                    ParagraphKind.Cue => Cue(text, paragraph.Dual, spokenNext),
                    ParagraphKind.Section => Section(text, FinalDraftStyle.SectionDepth(paragraph.Type)),
                    _ => Transition(text),
                }
            );
        }
        foreach (var synopsis in paragraph.Synopses)
        {
            ByLine(ParagraphKind.Synopsis, synopsis.Split('\n'), new int[synopsis.AsSpan().Count('\n') + 1]);
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

    /// <summary>
    /// An empty line within, and a line with a mark of its own, begin an element of their own: Fountain cannot say otherwise.
    /// </summary>
    private void Action(string[] lines, int[] sourceLines)
    {
        for (var first = 0; first < lines.Length; )
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
            source.Space();
            var forced = FountainMarks.IsMisread(
                lines[first],
                alone: end == first + 1,
                begins: elements.Count == 0 && TitlePage.Count == 0
            );
            for (var i = first; i < end; i++)
            {
                sourceLines[i] = source.Put((forced && i == first ? "!" : "") + lines[i]);
            }
            elements.Add(
                new ScreenplayElement(ElementType.Action, string.Join('\n', lines[first..end]), sourceLines[first])
                {
                    EndLine = sourceLines[end - 1],
                    Forced = forced,
                }
            );
            first = end;
        }
    }

    private void ByLine(ParagraphKind kind, string[] lines, int[] sourceLines)
    {
        source.Space();
        Lines(kind, lines, sourceLines);
    }

    private void Lines(ParagraphKind kind, string[] lines, int[] sourceLines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i].Trim();
            sourceLines[i] =
                text.Length == 0
                    ? LineCount + 1
                    : source.Put(
                        kind switch
                        {
                            ParagraphKind.Centered => $"> {text} <",
                            ParagraphKind.Lyrics => "~" + text,
                            _ => "= " + text,
                        }
                    );
            if (text.Length > 0)
            {
                var type = kind switch
                {
                    ParagraphKind.Centered => ElementType.Centered,
                    ParagraphKind.Lyrics => ElementType.Lyrics,
                    _ => ElementType.Synopsis,
                };
                elements.Add(new ScreenplayElement(type, text, sourceLines[i]));
            }
        }
    }

    /// <summary>Follows the line above without an empty one, since that would end the speech.</summary>
    private void Speech(ParagraphKind kind, string[] lines, int[] sourceLines)
    {
        if (!speaking)
        {
            source.Space();
            speaking = true;
        }
        if (kind == ParagraphKind.Dialogue)
        {
            for (var i = 0; i < lines.Length; i++)
            {
                sourceLines[i] = talk.Say(lines[i].Trim());
            }
            return;
        }
        talk.End();
        if (kind == ParagraphKind.Lyrics)
        {
            Lines(kind, lines, sourceLines);
            return;
        }
        var text = Joined(lines);
        text = (text[0] is '(' or '（' ? "" : "(") + text + (text[^1] is ')' or '）' ? "" : ")");
        elements.Add(new ScreenplayElement(ElementType.Parenthetical, text, source.Put(text)));
        Array.Fill(sourceLines, LineCount);
    }

    private void EndSpeech()
    {
        talk.End();
        speaking = false;
        Notes();
    }

    /// <summary>A note within a speech stands behind it, since it would tear the speech apart.</summary>
    private void Notes()
    {
        foreach (var note in heldNotes)
        {
            var lines = note.Split('\n').Select(l => l.TrimEnd()).ToArray();
            source.Space();
            var first = LineCount + 1;
            for (var i = 0; i < lines.Length; i++)
            {
                // Two spaces keep a note open where an empty line would end it.
                source.Put((i == 0 ? "[[" : "") + (lines[i].Length == 0 ? "  " : lines[i]) + (i == lines.Length - 1 ? "]]" : ""));
            }
            elements.Add(new ScreenplayElement(ElementType.Note, string.Join('\n', lines), first) { EndLine = LineCount });
        }
        heldNotes.Clear();
    }

    private int One(ElementType type, string written, string text)
    {
        source.Space();
        elements.Add(new ScreenplayElement(type, text, source.Put(written)));
        return LineCount;
    }

    private static string Joined(string[] lines) => string.Join(' ', lines.Select(l => l.Trim()).Where(l => l.Length > 0));
}
