namespace AssetLibrary.Web.Screenplays;

public enum ScriptFormat { Fountain }

/// <summary>A script that has been read. Nothing of the text is lost: what was no known element stands as action.</summary>
public sealed record Screenplay(
    ScriptFormat Format,
    IReadOnlyList<TitleEntry> TitlePage,
    IReadOnlyList<ScreenplayElement> Elements,
    IReadOnlyList<ScreenplayScene> Scenes,
    IReadOnlyList<ParseNotice> Notices)
{
    private static readonly string[] TitleKeys = ["title", "titre", "titel", "título", "titolo", "название", "タイトル", "标题", "片名"];

    /// <summary>The decoded text the line numbers count in; a quote is looked up here.</summary>
    public string Source { get; init; } = "";

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
