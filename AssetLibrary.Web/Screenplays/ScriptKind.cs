using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Screenplays.Markdown;
using AssetLibrary.Web.Screenplays.PlainText;

namespace AssetLibrary.Web.Screenplays;

/// <summary>Tells by the content of a text what it is written in. Fountain is the rule; the others need reasons.</summary>
internal static class ScriptKind
{
    /// <summary>Shorter than this, the shape of lines says nothing.</summary>
    private const int FewestLines = 8;

    /// <summary>Characters that are looked at.</summary>
    private const int LongestLook = 400_000;

    /// <summary>The doubt is a sentence for the writer where the reasons are thin; null where they are plain.</summary>
    public static (ScriptFormat Format, string? Doubt) Of(string text, string? fileName)
    {
        var extension = Path.GetExtension(fileName ?? "").ToLowerInvariant();
        text = Beginning(text);
        var lines = TextLine.Split(text);
        if (IsMarkdown(lines, extension))
        {
            return (ScriptFormat.Markdown, null);
        }
        var habits = new TextHabits(lines);
        if (TextScript.Columns(lines) is not null && lines.Exists(IsOfPages))
        {
            return (ScriptFormat.Text, null);
        }
        if (
            habits.HasNoBlanks
            && lines.Count >= FewestLines
            && habits.Headings + habits.Acts + habits.TightCues + habits.Inline > 1
            && habits.TightHeadings + habits.TightCues + habits.Inline > 0
        )
        {
            return (
                ScriptFormat.Text,
                "This text has no blank lines, so headings, names and dialogue were recognized by the shape of their "
                    + "lines. If something is wrong, add a blank line before it."
            );
        }
        if (habits.Inline > Math.Max(1, habits.Cues) && (habits.Headings == 0 || habits.Inline > 2 * habits.Cues))
        {
            return (
                ScriptFormat.Text,
                habits.Headings + habits.Acts > 0
                    ? null
                    : "Imported as a stage play (each line starts with a name). It has no acts or scenes, so it’s 1 scene."
            );
        }
        if (TextScript.IsPlay(habits))
        {
            return (ScriptFormat.Text, habits.Acts > 0 ? null : "Imported as a stage play. It has no acts or scenes, so it’s 1 scene.");
        }
        var named = extension is ".fountain" or ".spmd" or "";
        return (!named && FountainParser.Parse(text).Scenes.Count == 0 ? ScriptFormat.Text : ScriptFormat.Fountain, null);
    }

    /// <summary>Habits show in the first hundred pages; a book of scripts need not be taken apart twice.</summary>
    private static string Beginning(string text) =>
        text.Length <= LongestLook ? text : text[..(text.LastIndexOf('\n', LongestLook) is > 0 and var end ? end : LongestLook)];

    /// <summary>
    /// Bold names with a colon, bracketed bold scenes, headings of depth with a scene in them: marks that Fountain has not or means
    /// otherwise.
    /// </summary>
    private static bool IsMarkdown(List<TextLine> lines, string extension)
    {
        var (cues, scenes, headings, fountain, tables, front) = (0, 0, 0, 0, 0, lines[0].Text == "---");
        foreach (var line in lines)
        {
            var text = line.Text;
            if (text.Length == 0)
            {
                continue;
            }
            if (text[0] is '*' or '_')
            {
                cues += BoldCue.Read(text) is { } cue && (cue.Colon || !HeadingPrefix.HasLower(cue.Name)) ? 1 : 0;
                scenes += SceneHeading.StartsBracketed(text) ? 1 : 0;
            }
            else if (text[0] == '#' && text.AsSpan().TrimStart('#') is { Length: > 1 } rest && rest[0] == ' ')
            {
                headings++;
                var heading = rest.Trim(" *_");
                scenes += SceneHeading.Starts(heading) || SceneWord.Starts(heading) ? 1 : 0;
            }
            else if (text[0] is '|' or '!' or '`')
            {
                tables +=
                    text.StartsWith("|--", StringComparison.Ordinal)
                    || text.StartsWith("| -", StringComparison.Ordinal)
                    || text.StartsWith("![", StringComparison.Ordinal)
                    || text.StartsWith("```", StringComparison.Ordinal)
                        ? 1
                        : 0;
            }
            else if (SceneHeading.Starts(text))
            {
                fountain++;
            }
        }
        var named = extension is ".md" or ".markdown" or ".mdown";
        return scenes > fountain
            || cues > Math.Max(1, fountain)
            || (fountain == 0 && headings > 0 && (front || tables > 0 || named))
            || (named && fountain == 0 && cues > 0);
    }

    /// <summary>Only printed pages have these: (MORE), CONTINUED:, page numbers, the scene number at both margins.</summary>
    private static bool IsOfPages(TextLine line)
    {
        if (PageMarks.Is(line))
        {
            return line.Text != "*";
        }
        var text = line.Text;
        var gap = text.LastIndexOf("  ", StringComparison.Ordinal);
        return gap > 0
            && char.IsAsciiDigit(text[^1])
            && char.IsAsciiDigit(text[0])
            && HeadingPrefix.Number(text, out var number) > 0
            && text[gap..].Trim().TrimEnd('.') == number;
    }
}
