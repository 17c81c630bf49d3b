using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AssetLibrary.Web.Screenplays.Markdown;

/// <summary>
/// A script written in Markdown: headings are scenes, bold names speak, italics are action. Blocks are Markdig's, what they mean is told
/// here.
/// </summary>
internal static class MarkdownScript
{
    /// <summary>In characters: a text beyond the first is cut into pieces of about the second, short enough to be released soon.</summary>
    private const int LongestWhole = 300_000,
        Piece = 30_000;

    private static readonly MarkdownPipeline Pipeline = Blocks(nested: true);

    private static readonly MarkdownPipeline Flat = Blocks(nested: false);

    public static Screenplay Read(string text)
    {
        var pieces = Pieces(text);
        var lineCount = 1 + text.AsSpan().Count('\n');
        var habits = new MarkdownHabits(pieces);
        var reader = new MarkdownReader(text, habits, sceneLevel: null);
        reader.ReadAll(pieces);
        if (!reader.Elements.HasScenes && reader.LevelOfSpeech is { } level)
        {
            // No heading says INT. or "Scene 3": those that people speak under are the scenes.
            reader = new MarkdownReader(text, habits, level);
            reader.ReadAll(pieces);
        }
        var notices = new List<ParseNotice>();
        if (!reader.Elements.HasScenes)
        {
            notices.Add(
                new ParseNotice(
                    1,
                    "Imported as Markdown. No scene headings found (## INT. PLACE - DAY, or ## Scene 1: Place), so the "
                        + "script has no scenes."
                )
            );
        }
        return reader.Elements.Finish(ScriptFormat.Markdown, text, lineCount, reader.TitlePage, notices) with { Tags = reader.Cast.Tags };
    }

    /// <summary>
    /// Blocks only: lines are told by their marks here, and without inline parsers no emphasis can cost more than it is long.
    /// A line under text does not make it a heading, and indents no code: scripts separate scenes and set speech so.
    /// </summary>
    private static MarkdownPipeline Blocks(bool nested)
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UseYamlFrontMatter().UsePreciseSourceLocation();
        builder.InlineParsers.Clear();
        builder.BlockParsers.RemoveAll(p => p is IndentedCodeBlockParser);
        builder.BlockParsers.Find<ParagraphBlockParser>()!.ParseSetextHeadings = false;
        if (!nested)
        {
            builder.BlockParsers.RemoveAll(p => p is QuoteBlockParser or ListBlockParser);
        }
        return builder.Build();
    }

    /// <summary>
    /// The text in documents that end where a heading begins. Markdig's tree is many times the text: of a long one only a piece
    /// is in memory, and it is read again each time it is asked for.
    /// </summary>
    private static IEnumerable<MarkdownDocument> Pieces(string text)
    {
        if (text.Length <= LongestWhole)
        {
            return [Parse(text)];
        }
        return Cut(text)
            .Select(piece =>
            {
                var document = Parse(text[piece.From..piece.To]);
                foreach (var block in document.Descendants<Block>())
                {
                    block.Line += piece.Line;
                    for (var i = 0; block is LeafBlock leaf && i < leaf.Lines.Count; i++)
                    {
                        leaf.Lines.Lines[i].Line += piece.Line;
                    }
                }
                return document;
            });
    }

    /// <summary>Before a heading behind a blank line, and not inside a fence.</summary>
    private static List<(int From, int To, int Line)> Cut(string text)
    {
        var cuts = new List<(int, int, int)>();
        var (from, firstLine, line, blank, fenced) = (0, 0, 0, true, false);
        for (var at = 0; at < text.Length; line++)
        {
            var end = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            var content = text.AsSpan(at, end - at);
            if (content.StartsWith("```") || content.StartsWith("~~~"))
            {
                fenced = !fenced;
            }
            if (blank && !fenced && at - from >= Piece && content.StartsWith('#'))
            {
                cuts.Add((from, at, firstLine));
                (from, firstLine) = (at, line);
            }
            blank = content.IsWhiteSpace();
            at = end + 1;
        }
        cuts.Add((from, text.Length, firstLine));
        return cuts;
    }

    /// <summary>Quotes in quotes beyond a limit are refused by Markdig: such a text is read as if those marks were letters.</summary>
    private static MarkdownDocument Parse(string text)
    {
        try
        {
            return Markdig.Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            return Markdig.Markdown.Parse(text, Flat);
        }
    }

    /// <summary>The lines of a block without quote and list marks, each with its number in the text.</summary>
    public static IEnumerable<(string Text, int Line)> Lines(LeafBlock block)
    {
        if (block.Inline is null)
        {
            for (var i = 0; i < block.Lines.Count; i++)
            {
                yield return (block.Lines.Lines[i].Slice.ToString().Trim(), block.Lines.Lines[i].Line + 1);
            }
            yield break;
        }
        var line = block.Line + 1;
        foreach (var text in string.Concat(block.Inline.OfType<LiteralInline>().Select(l => l.Content.ToString())).Split('\n'))
        {
            yield return (text.Trim(), line++);
        }
    }
}
