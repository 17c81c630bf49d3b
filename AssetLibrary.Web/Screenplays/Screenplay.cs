using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Web.Screenplays;

/// <summary>How a script was written down. Text is a screenplay or a stage play without marks, laid out by indents or habits.</summary>
public enum ScriptFormat
{
    Fountain,
    Fdx,
    Markdown,
    Text,
    Pdf,
}

/// <summary>
/// A word that the writing program itself marked: a tagged prop, a member of the cast. Category is its name in the file
/// ("Props", "Cast Members", "Vehicles" ...); lines are 1-based in <see cref="Screenplay.Source"/>, none where it is not in the text.
/// </summary>
public sealed record ScriptTag(string Category, string Name, IReadOnlyList<int> Lines);

/// <summary>A script that has been read. Nothing of the text is lost: what was no known element stands as action.</summary>
public sealed record Screenplay(
    ScriptFormat Format,
    IReadOnlyList<TitleEntry> TitlePage,
    IReadOnlyList<ScreenplayElement> Elements,
    IReadOnlyList<ScreenplayScene> Scenes,
    IReadOnlyList<ParseNotice> Notices
)
{
    private static readonly string[] TitleKeys = ["title", "titre", "titel", "título", "titolo", "название", "タイトル", "标题", "片名"];

    /// <summary>
    /// The text the line numbers count in; a quote is looked up here. Of FDX and PDF it is the same script written as Fountain.
    /// </summary>
    public string Source { get; init; } = "";

    /// <summary>How the bytes spelled their letters: utf-8, utf-16le, windows-1252 ...</summary>
    public string Encoding { get; init; } = "utf-8";

    public IReadOnlyList<ScriptTag> Tags { get; init; } = [];

    /// <summary>How many pages of script the file has, without a title page; null for text, which has none.</summary>
    public int? Pages { get; init; }

    /// <summary>The length of scenes that the writing program counted, in eighths of a page, by the line of their heading.</summary>
    public IReadOnlyDictionary<int, int> CountedEighths { get; init; } = new Dictionary<int, int>();

    /// <summary>
    /// The length of each scene in eighths of a page, at least one: as counted, or its share of the pages; null where neither is known.
    /// </summary>
    public IReadOnlyList<int?> SceneEighths()
    {
        var lines = Math.Max(1, Scenes.Sum(s => s.ToLine - s.FromLine + 1));
        return
        [
            .. Scenes.Select(s =>
                CountedEighths.TryGetValue(s.FromLine, out var counted) ? counted
                : Pages is { } pages ? Math.Max(1, (int)Math.Round(8.0 * pages * (s.ToLine - s.FromLine + 1) / lines))
                : (int?)null
            ),
        ];
    }

    public string? Title
    {
        get
        {
            var entry = TitlePage.FirstOrDefault(e => TitleKeys.Contains(e.Key, StringComparer.OrdinalIgnoreCase));
            var title = entry is null ? "" : Emphasis.Strip(string.Join(' ', entry.Values)).Trim();
            return title.Length == 0 ? null : title;
        }
    }

    /// <summary>Everyone who has a cue, in order of appearance, as the cues spell them.</summary>
    public IReadOnlyList<string> Characters =>
        [.. Elements.Where(e => e.Cue is { Length: > 0 }).Select(e => e.Cue!).Distinct(StringComparer.OrdinalIgnoreCase)];
}
