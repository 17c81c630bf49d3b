using System.Text;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Web.Screenplays.Pdf;

/// <summary>
/// Writes elements as Fountain that reads back as the same elements: what would be taken for something else gets its mark.
/// </summary>
internal static class FountainText
{
    /// <param name="titlePage">Written first, in this order.</param>
    /// <param name="elements">Lines of a text stand apart by \n.</param>
    /// <param name="width">Of the column each kind is set in: a line that leaves room for the next word ends a paragraph's line.</param>
    public static string Write(IReadOnlyList<TitleEntry> titlePage, IReadOnlyList<ScreenplayElement> elements, Func<ElementType, int> width)
    {
        var text = new StringBuilder();
        foreach (var entry in titlePage)
        {
            text.Append(entry.Key)
                .Append(':')
                .Append(entry.Values.Count == 1 ? " " + entry.Values[0] : string.Concat(entry.Values.Select(v => "\n    " + v)))
                .Append('\n');
        }
        if (titlePage.Count == 0 && elements.Count > 0 && elements[0].Type == ElementType.Action)
        {
            // "Note: ..." as first line would begin a title page.
            text.Append('\n');
        }
        ElementType? before = null;
        foreach (var element in elements)
        {
            var spoken = element.Type is ElementType.Dialogue or ElementType.Parenthetical or ElementType.Lyrics;
            var inSpeech =
                spoken && before is ElementType.Character or ElementType.Dialogue or ElementType.Parenthetical or ElementType.Lyrics;
            text.Append(inSpeech || text.Length == 0 ? "" : "\n")
                .Append(Line(element, width(element.Type), spoken && !inSpeech))
                .Append('\n');
            before = spoken && !inSpeech ? ElementType.Action : element.Type;
        }
        return text.ToString();
    }

    private static string Line(ScreenplayElement element, int width, bool stray)
    {
        var text = Tidy(Joined(element.Text, width));
        return element.Type switch
        {
            ElementType.SceneHeading => (SceneHeading.Starts(text) ? text : "." + text)
                + (element.SceneNumber is { } number ? $" #{number}#" : ""),
            ElementType.Character => (Alone(text, speech: true) == ElementType.Character ? text : "@" + text) + (element.Dual ? " ^" : ""),
            ElementType.Parenthetical when !stray && text[0] is not ('(' or '（') => $"({text})",
            ElementType.Transition => TransitionLine.Looks(text) || TransitionLine.IsKnown(text) ? text : "> " + text,
            ElementType.Centered => $"> {text} <",
            ElementType.Section => new string('#', Math.Max(1, element.Depth)) + " " + text,
            ElementType.Action => Alone(text) == ElementType.Action ? text : "!" + text,
            _ when stray => Alone(text) == ElementType.Action ? text : "!" + text,
            _ => text,
        };
    }

    /// <summary>What the first line would be taken for; speech: a line of speech follows it.</summary>
    private static ElementType Alone(string text, bool speech = false)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? text : text[..end];
        var read = FountainParser.Parse("x\n\n" + first + (end >= 0 || speech ? "\nx\n" : "\n")).Elements;
        return read.Count > 1 ? read[1].Type : ElementType.Action;
    }

    private static string Joined(string text, int width)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            return text;
        }
        var joined = new StringBuilder(text.Length);
        var last = "";
        foreach (var line in text.Split('\n'))
        {
            if (joined.Length > 0)
            {
                var word = line.IndexOf(' ', StringComparison.Ordinal);
                joined.Append(last.Length + 1 + (word < 0 ? line.Length : word) > width ? ' ' : '\n');
            }
            joined.Append(line);
            last = line;
        }
        return joined.ToString();
    }

    /// <summary>Gaps of four spaces and more come from the setting of a line, not from its writer.</summary>
    private static string Tidy(string text)
    {
        if (!text.Contains("    ", StringComparison.Ordinal))
        {
            return text;
        }
        var tidy = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var end = at;
            while (end < text.Length && text[end] == ' ')
            {
                end++;
            }
            tidy.Append(' ', end - at >= 4 ? 1 : end - at);
            for (at = end; at < text.Length && text[at] != ' '; at++)
            {
                tidy.Append(text[at]);
            }
        }
        return tidy.ToString();
    }
}
