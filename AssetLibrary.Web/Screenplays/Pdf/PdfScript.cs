using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Screenplays.PlainText;

namespace AssetLibrary.Web.Screenplays.Pdf;

/// <summary>A laid out text, page by page → the same script as Fountain, which is what people see, correct and are quoted.</summary>
internal static class PdfScript
{
    private const int FewestCues = 2,
        ShortLine = 30;

    public const string NoText = "This PDF has no text and is probably a scan. Run text recognition (OCR) on it and import it again.";

    /// <summary>Null where the pages hold no text.</summary>
    public static string? Normalise(string layout) => Read(layout)?.Text;

    /// <summary>Null where the pages hold no text. Pages are those of the script, without a title page.</summary>
    public static (string Text, int Pages)? Read(string layout)
    {
        var pages = PdfPages.Split(layout);
        if (pages.Count == 0 || pages.Sum(p => p.Sum(l => l.Text.Length)) < 10)
        {
            return null;
        }
        var title = PdfTitlePage.Read(pages[0], pages.Count == 1);
        var lines = Numbered(title is null ? pages : pages[1..]);
        var columns = LayoutColumns.Find(lines, FewestCues);
        var script = columns is null ? TextScript.Elements(lines, out _) : new LayoutReader(lines, columns).Read();
        var elements = script.Finish(ScriptFormat.Pdf, "", lines.Count, [], []).Elements;
        var widths = elements.GroupBy(e => e.Type).ToDictionary(g => g.Key, g => g.Max(e => e.Text.Split('\n').Max(l => l.Length)));
        return (
            FountainText.Write(title ?? [], elements, type => Math.Max(ShortLine, widths.GetValueOrDefault(type))),
            pages.Count - (title is null ? 0 : 1)
        );
    }

    /// <summary>One after the other: a page that ends within a sentence is followed at once, another after a blank line.</summary>
    private static List<TextLine> Numbered(List<List<TextLine>> pages)
    {
        var lines = new List<TextLine>();
        foreach (var page in pages)
        {
            if (lines.Count > 0 && !(IsOpen(lines[^1]) && page[0].Indent == lines[^1].Indent))
            {
                lines.Add(new TextLine(lines.Count + 1, 0, ""));
            }
            foreach (var line in page)
            {
                lines.Add(line with { Number = lines.Count + 1 });
            }
        }
        return lines;
    }

    private static bool IsOpen(TextLine line) =>
        line.Text.Length > ShortLine && char.IsLetterOrDigit(line.Text[^1]) && HeadingPrefix.HasLower(line.Text);
}
