using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Screenplays.PlainText;

namespace AssetLibrary.Web.Screenplays.Pdf;

/// <summary>
/// The pages of a laid out text without what is printed on every page: numbers, running heads and feet, CONTINUED, (MORE).
/// </summary>
internal static class PdfPages
{
    private const int EdgeLines = 3,
        OftenEnough = 3;

    /// <summary>Every page's lines without blank ones at either end.</summary>
    public static List<List<TextLine>> Split(string text)
    {
        var pages = text.Split('\f').Select(Page).Where(p => p.Count > 0).ToList();
        var running = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            foreach (var key in Edges(page).Select(i => Key(page[i].Text)).Distinct(StringComparer.Ordinal))
            {
                running[key] = running.GetValueOrDefault(key) + 1;
            }
        }
        return [.. pages.Select((p, i) => Strip(p, i == 0, running, pages.Count)).Where(p => p.Count > 0)];
    }

    private static List<TextLine> Page(string text) => Trim(TextLine.Split(ScriptText.Clean(text)));

    private static List<TextLine> Strip(List<TextLine> page, bool first, Dictionary<string, int> running, int pages)
    {
        var edges = Edges(page).ToHashSet();
        var often = Math.Max(OftenEnough, pages / 3);
        var kept = new List<TextLine>(page.Count);
        for (var i = 0; i < page.Count; i++)
        {
            var line = PageMarks.WithoutRevision(page[i]);
            var isMark =
                PageMarks.Is(line)
                || (
                    edges.Contains(i)
                    && (
                        PageMarks.IsNumber(line.Text)
                        || EndsInNumber(line.Text)
                        || (running[Key(page[i].Text)] >= often && !IsScript(line.Text))
                    )
                );
            if (!isMark || (first && pages == 1 && line.Text.Length > 6))
            {
                kept.Add(line);
            }
            else if (!edges.Contains(i))
            {
                kept.Add(line with { Text = "" });
            }
        }
        return Trim(kept);
    }

    /// <summary>The outermost lines that are not blank: running heads stand there, and may take two lines.</summary>
    private static IEnumerable<int> Edges(List<TextLine> page)
    {
        var filled = Enumerable.Range(0, page.Count).Where(i => !page[i].IsBlank).ToList();
        return filled.Take(EdgeLines - 1).Concat(filled.TakeLast(EdgeLines - 1)).Distinct();
    }

    /// <summary>"THE MILL          2.": a running head with the page's number at the right margin.</summary>
    private static bool EndsInNumber(string text)
    {
        var gap = text.LastIndexOf("    ", StringComparison.Ordinal);
        return gap > 0 && PageMarks.IsNumber(text.AsSpan(gap).Trim()) && !char.IsAsciiDigit(text[0]) && !SceneHeading.Starts(text);
    }

    /// <summary>Cues and headings come again at the top of pages too.</summary>
    private static bool IsScript(string text) =>
        SceneHeading.Starts(text) || (CueLine.Looks(text) && !text.Any(char.IsAsciiDigit)) || CueLine.Looks(text) && text.EndsWith(')');

    /// <summary>"Rev. 3 - page 12." and "Rev. 3 - page 13." are the same line.</summary>
    private static string Key(string text)
    {
        var key = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            var shown = char.IsAsciiDigit(c) ? '0' : c;
            if (!char.IsWhiteSpace(c) && (shown != '0' || length == 0 || key[length - 1] != '0'))
            {
                key[length++] = shown;
            }
        }
        return new string(key, 0, length);
    }

    private static List<TextLine> Trim(List<TextLine> lines)
    {
        var first = lines.FindIndex(l => !l.IsBlank);
        var last = lines.FindLastIndex(l => !l.IsBlank);
        return first < 0 ? [] : lines[first..(last + 1)];
    }
}
