using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>
/// FDX lays the title page out and names nothing on it. By custom the title comes first, "written by" stands before the
/// writers, and the rest says by its words what it is.
/// </summary>
internal static partial class FinalDraftTitlePage
{
    private static readonly string[] Order = ["Title", "Credit", "Author", "Source", "Draft date", "Copyright", "Contact"];

    public static List<TitleEntry> Read(IEnumerable<string> paragraphs)
    {
        var found = Order.ToDictionary(key => key, _ => new List<string>(), StringComparer.Ordinal);
        var key = "Title";
        foreach (var paragraph in paragraphs)
        {
            if (string.IsNullOrWhiteSpace(paragraph))
            {
                key = key switch
                {
                    "Title" when found["Title"].Count == 0 => "Title",
                    "Author" when found["Author"].Count == 0 => "Author",
                    _ => "",
                };
                continue;
            }
            foreach (var line in paragraph.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0))
            {
                key = found["Title"].Count == 0 ? "Title" : Kind(line) ?? (key.Length > 0 ? key : "Contact");
                found[key].Add(line);
                key = key == "Credit" ? "Author" : key;
            }
        }
        return [.. Order.Where(k => found[k].Count > 0).Select(k => new TitleEntry(k, found[k]))];
    }

    private static string? Kind(string line) =>
        line switch
        {
            _ when Source().IsMatch(line) => "Source",
            _ when Credit().IsMatch(line) => "Credit",
            _ when Copyright().IsMatch(line) => "Copyright",
            _ when Draft().IsMatch(line) => "Draft date",
            _ => null,
        };

    [GeneratedRegex(
        @"^([\w&]+\s){0,4}(by|de|par|von|por|di)\s*:?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Credit();

    [GeneratedRegex(
        @"^(based (up)?on|adapted from|inspired by|d'après|nach (dem|der|einem|einer)|basado en)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Source();

    [GeneratedRegex(@"©|^\(c\)|\bcopyright\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Copyright();

    [GeneratedRegex(
        @"\b(draft|revision|fassung|version)\b|^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Draft();
}
