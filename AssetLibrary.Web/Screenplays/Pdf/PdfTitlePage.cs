using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Screenplays.PlainText;

namespace AssetLibrary.Web.Screenplays.Pdf;

/// <summary>The first page of a printed script: its title, who wrote it, and what is in the corners.</summary>
internal static class PdfTitlePage
{
    private const int MostLines = 30;

    private static readonly string[] Credits =
    [
        "written by",
        "screenplay by",
        "story by",
        "teleplay by",
        "by",
        "écrit par",
        "scénario de",
        "un film de",
        "drehbuch",
        "drehbuch von",
        "von",
        "buch",
        "guion",
        "guion de",
        "escrito por",
        "sceneggiatura di",
        "scritto da",
        "roteiro de",
        "автор сценария",
        "сценарий",
        "脚本",
        "编剧",
    ];

    private static readonly string[] Sources =
    [
        "based on",
        "story by",
        "d'après",
        "nach ",
        "basado en",
        "tratto da",
        "baseado em",
        "по мотивам",
        "原作",
    ];

    /// <summary>Null where the page is already script: a heading, a cue with speech, or too much text for a title page.</summary>
    public static List<TitleEntry>? Read(List<TextLine> page, bool onlyPage)
    {
        var lines = page.Where(l => !l.IsBlank).ToList();
        if (
            onlyPage
            || lines.Count > MostLines
            || lines.Exists(l => SceneHeading.Starts(l.Text) || TransitionLine.IsKnown(l.Text) || l.Text.Length > 70)
        )
        {
            return null;
        }
        var credit = lines.FindIndex(l => IsCredit(l.Text));
        var sparse = page.Count - lines.Count >= 3 && lines.Count <= 8;
        if (credit < 0 && !sparse)
        {
            return null;
        }
        var entries = new List<TitleEntry>();
        var title = lines.Take(credit < 0 ? 1 : credit).Select(l => Plain(l.Text)).ToList();
        if (title.Count > 0)
        {
            entries.Add(new TitleEntry("Title", title));
        }
        var rest = lines.Skip(title.Count).Select(l => Plain(l.Text)).ToList();
        if (credit >= 0 && rest.Count > 0)
        {
            var (words, author) = Split(rest[0]);
            entries.Add(new TitleEntry("Credit", [words]));
            rest.RemoveAt(0);
            if (author is null && rest.Count > 0)
            {
                author = rest[0];
                rest.RemoveAt(0);
            }
            if (author is not null)
            {
                entries.Add(new TitleEntry("Author", [author]));
            }
        }
        Sort(rest, entries);
        return entries;
    }

    private static void Sort(List<string> rest, List<TitleEntry> entries)
    {
        var contact = new List<string>();
        foreach (var line in rest)
        {
            var key =
                Array.Exists(Sources, s => line.StartsWith(s, StringComparison.OrdinalIgnoreCase)) ? "Source"
                : line.StartsWith("(c)", StringComparison.OrdinalIgnoreCase)
                || line.StartsWith("copyright", StringComparison.OrdinalIgnoreCase)
                || line[0] == '©'
                    ? "Copyright"
                : IsDate(line) ? "Draft date"
                : null;
            if (key is null || entries.Exists(e => e.Key == key))
            {
                contact.Add(line);
            }
            else
            {
                entries.Add(new TitleEntry(key, [line]));
            }
        }
        if (contact.Count > 0)
        {
            entries.Add(new TitleEntry("Contact", contact));
        }
    }

    private static bool IsCredit(string line) =>
        Array.Exists(Credits, c =>
            line.Equals(c, StringComparison.OrdinalIgnoreCase)
            || (c.Length > 4 && line.StartsWith(c + " ", StringComparison.OrdinalIgnoreCase))
            || line.Equals(c + ":", StringComparison.OrdinalIgnoreCase)
        );

    private static (string Words, string? Author) Split(string line)
    {
        var words = Credits.Where(c => c.Length > 4 && line.StartsWith(c + " ", StringComparison.OrdinalIgnoreCase)).MaxBy(c => c.Length);
        return words is null ? (line, null) : (line[..words.Length], line[words.Length..].Trim());
    }

    private static bool IsDate(string line) =>
        line.Length <= 30
        && line.Count(char.IsAsciiDigit) is >= 4 and <= 8
        && line.AsSpan().IndexOfAny("/.-, ") > 0
        && !line.Contains('(', StringComparison.Ordinal)
        && line.Count(c => c == ' ') <= 3;

    private static string Plain(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
