using System.Text;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace AssetLibrary.Web.Screenplays.Markdown;

/// <summary>
/// Goes through the blocks once and says what each line is. sceneLevel: headings of this depth are scenes whatever they say.
/// </summary>
internal sealed class MarkdownReader(string source, MarkdownHabits habits, int? sceneLevel)
{
    private readonly Dictionary<int, int> speechByLevel = [];
    private int level;
    private bool inSpeech;
    private bool awaitsSpeech;
    private bool inCast;
    private bool tableOfCast;
    private int lastTableLine;

    public ScriptElements Elements { get; } = new(source);

    public List<TitleEntry> TitlePage { get; } = [];

    public CastList Cast { get; } = new();

    /// <summary>The depth of the headings that most cues stand under.</summary>
    public int? LevelOfSpeech => speechByLevel.Count == 0 ? null : speechByLevel.MaxBy(p => p.Value).Key;

    public void ReadAll(IEnumerable<MarkdownDocument> pieces)
    {
        foreach (var piece in pieces)
        {
            Read(piece);
        }
    }

    private void Read(ContainerBlock blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case YamlFrontMatterBlock front:
                    FrontMatter(front);
                    break;
                case HeadingBlock heading:
                    Heading(heading);
                    break;
                case FencedCodeBlock code:
                    inSpeech = false;
                    foreach (var (text, line) in MarkdownScript.Lines(code))
                    {
                        Code(text, line);
                    }
                    break;
                case LeafBlock leaf:
                    inSpeech = awaitsSpeech;
                    Elements.EndParagraph();
                    var lines = MarkdownScript.Lines(leaf).ToList();
                    for (var i = 0; i < lines.Count; i++)
                    {
                        Line(lines[i].Text, lines[i].Line, i + 1 < lines.Count, blocks is ListItemBlock);
                    }
                    break;
                case ContainerBlock container:
                    Read(container);
                    break;
            }
        }
    }

    private void FrontMatter(YamlFrontMatterBlock front)
    {
        foreach (var (text, _) in MarkdownScript.Lines(front))
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && text[(colon + 1)..].Trim(' ', '"', '\'', '[', ']') is { Length: > 0 } value)
            {
                var key = text[..colon].Trim();
                TitlePage.Add(new TitleEntry(char.ToUpperInvariant(key[0]) + key[1..], [value]));
            }
        }
    }

    private void Heading(HeadingBlock heading)
    {
        var line = heading.Line + 1;
        var text = Emphasis.Strip(Plain(string.Concat(MarkdownScript.Lines(heading).Select(l => l.Text)))).Trim();
        (inSpeech, awaitsSpeech, level) = (false, false, heading.Level);
        inCast = ScriptLabels.IsCast(text);
        if (TitlePage.Count == 0 && !Elements.HasScenes && heading.Level == 1 && !IsScene(text))
        {
            TitlePage.Add(new TitleEntry("Title", [text]));
        }
        if (IsScene(text) || heading.Level == sceneLevel)
        {
            Elements.Heading(SceneHeading.WithoutNumber(text, out var number).ToString(), line, number: number);
        }
        else
        {
            Elements.Add(ElementType.Section, text, line, heading.Level);
        }
    }

    private static bool IsScene(string text) => SceneHeading.Starts(text) || SceneWord.Starts(text) || SceneHeading.StartsBracketed(text);

    private void Code(string text, int line)
    {
        if (text.Length == 0)
        {
            Elements.EndParagraph();
        }
        else
        {
            CastOf(text, line);
            Elements.Action(text, line);
        }
    }

    private void Line(string text, int line, bool more, bool inList)
    {
        var shown = Plain(text);
        if (shown.Length == 0)
        {
            return;
        }
        if (shown[0] == '|')
        {
            TableRow(shown, line);
        }
        else if (!TryHeading(shown, line) && !TryCue(shown, line, more))
        {
            if (!Elements.HasScenes && (inCast ? inList && Cast.Add(shown, line) : CastOf(shown, line)))
            {
                Elements.Action(shown, line);
                return;
            }
            if (ScriptLabels.Place(shown) is { } place)
            {
                (inSpeech, awaitsSpeech) = (false, false);
                Elements.PlaceLastScene(s =>
                    s with
                    {
                        IntExt = s.IntExt ?? place.IntExt,
                        Location = s.Location ?? place.Location,
                        Time = s.Time ?? place.Time,
                    }
                );
            }
            Text(shown, line);
        }
    }

    private bool TryHeading(string text, int line)
    {
        var inner = text.Trim('*', '_', ' ');
        var marked =
            text.StartsWith("**", StringComparison.Ordinal) || text.StartsWith("__", StringComparison.Ordinal) || !text.StartsWith('*');
        if (
            !marked
            || !(
                SceneHeading.Starts(inner)
                || SceneHeading.StartsBracketed(text)
                || (
                    text.StartsWith("**", StringComparison.Ordinal)
                    && text.EndsWith("**", StringComparison.Ordinal)
                    && SceneWord.Starts(inner)
                )
            )
        )
        {
            return false;
        }
        inner = SceneHeading.StartsBracketed(text) ? text.Trim('*', '_', '[', ']', ' ') : inner;
        var timing = inner.IndexOf('|', StringComparison.Ordinal);
        inner = timing < 0 ? inner : inner[..timing].Trim();
        (inSpeech, awaitsSpeech, inCast) = (false, false, false);
        Elements.Heading(SceneHeading.WithoutNumber(inner, out var number).ToString(), line, number: number);
        return true;
    }

    private bool TryCue(string text, int line, bool more)
    {
        if (BoldCue.Read(text) is { } cue)
        {
            var capitals = !HeadingPrefix.HasLower(cue.Name);
            if (
                TransitionLine.IsKnown(cue.Name + ":")
                || !(
                    cue.Colon
                        ? capitals || habits.ComesAgain(cue.Name)
                        : (more && capitals) || (cue.Speech.Length == 0 && habits.ComesAgain(cue.Name))
                )
            )
            {
                return false;
            }
            Speaks(cue.Cue, line);
            if (cue.Parenthetical is { } how)
            {
                Elements.Add(ElementType.Parenthetical, how, line);
            }
            if (cue.Speech.Length > 0)
            {
                Said(cue.Speech, line);
            }
            return true;
        }
        // A cue as Fountain has it, with the speech on the next line; not inside a paragraph of action.
        if (
            !more
            || inSpeech
            || text[0] is '*' or '_' or '('
            || Elements.Last == ElementType.Action
            || text.Length > 40
            || !CueLine.Looks(text)
            || TransitionLine.IsKnown(text)
        )
        {
            return false;
        }
        Speaks(text, line);
        return true;
    }

    private void Speaks(string cue, int line)
    {
        Elements.Cue(cue, line);
        (inSpeech, awaitsSpeech, inCast) = (true, true, false);
        speechByLevel[level] = speechByLevel.GetValueOrDefault(level) + 1;
    }

    private void Text(string text, int line)
    {
        var bare = text.Trim('*', '_', ' ');
        if (inSpeech && bare.Length > 2 && bare[0] is '(' or '（' && bare[^1] is ')' or '）')
        {
            Elements.Add(ElementType.Parenthetical, bare, line);
        }
        else if (TransitionLine.IsKnown(bare))
        {
            (inSpeech, awaitsSpeech) = (false, false);
            Elements.Add(ElementType.Transition, bare, line);
        }
        else if (inSpeech && !(IsItalic(text) && (!awaitsSpeech || Elements.Last == ElementType.Dialogue)))
        {
            Said(text, line);
        }
        else
        {
            awaitsSpeech = false;
            Elements.Action(text, line);
        }
    }

    /// <summary>The speech that a lone cue waits for has come; after a blank line it is over.</summary>
    private void Said(string text, int line)
    {
        awaitsSpeech = false;
        Elements.Dialogue(text, line);
    }

    private static bool IsItalic(string text) => text.Length > 2 && text[0] is '*' or '_' && text[^1] == text[0] && text[1] != text[0];

    private void TableRow(string row, int line)
    {
        var cells = row.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries);
        var first = line != lastTableLine + 1;
        lastTableLine = line;
        if (row.AsSpan().IndexOfAnyExcept("|-: ") < 0)
        {
            return;
        }
        if (first)
        {
            tableOfCast = inCast || ScriptLabels.IsNameColumn(cells[0]);
            if (ScriptLabels.IsNameColumn(cells[0]))
            {
                return;
            }
        }
        if (!Elements.HasScenes)
        {
            if (tableOfCast)
            {
                Cast.Add(cells[0], line);
            }
            else if (cells.Length > 1 && ScriptLabels.IsCast(cells[0]))
            {
                Cast.AddAll(cells[1], line);
            }
        }
        inSpeech = false;
        Elements.Action(row, line);
    }

    /// <summary>"Characters: Anna, Ben" before the first scene.</summary>
    private bool CastOf(string text, int line)
    {
        var colon = text.IndexOfAny([':', '：']);
        if (Elements.HasScenes || colon <= 0 || !ScriptLabels.IsCast(text.AsSpan(0, colon)))
        {
            return false;
        }
        Cast.AddAll(text[(colon + 1)..].Trim('*', '_', ' '), line);
        return true;
    }

    /// <summary>Pictures are gone, links are their words.</summary>
    private static string Plain(string text)
    {
        if (!text.Contains("](", StringComparison.Ordinal))
        {
            return text;
        }
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var middle = text.IndexOf("](", at, StringComparison.Ordinal);
            var open = middle < 0 ? -1 : text.LastIndexOf('[', middle, middle - at + 1);
            var close = open < 0 ? -1 : text.IndexOf(')', middle);
            if (close < 0)
            {
                plain.Append(text, at, text.Length - at);
                break;
            }
            var picture = open > at && text[open - 1] == '!';
            plain.Append(text, at, open - at - (picture ? 1 : 0)).Append(picture ? "" : text[(open + 1)..middle]);
            at = close + 1;
        }
        return plain.ToString().Trim();
    }
}
