namespace AssetLibrary.Web.Screenplays.Fountain;

/// <summary>The people a script lists before it begins.</summary>
internal sealed class CastList
{
    private const string Category = "Cast Members";

    private const int LongestName = 40,
        MostWords = 6;

    private readonly List<ScriptTag> tags = [];
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<ScriptTag> Tags => tags;

    public bool Has(string name) => names.Contains(name);

    /// <summary>"Clemens, a pessimist." → Clemens; false where the line begins with no name.</summary>
    public bool Add(string entry, int line)
    {
        var text = Emphasis.Strip(entry).TrimStart('-', '*', '•', '·', ' ', '\t');
        var end = text.IndexOfAny([',', ':', '：', '(', '（', '–', '—', '\t', ';', '，', '、', '。', '…']);
        var dots = text.IndexOf("  ", StringComparison.Ordinal);
        dots = dots < 0 ? text.IndexOf("..", StringComparison.Ordinal) : dots;
        dots = dots < 0 ? text.IndexOf(" - ", StringComparison.Ordinal) : dots;
        end = dots >= 0 && (end < 0 || dots < end) ? dots : end;
        var name = (end < 0 ? text : text[..end]).Trim().TrimEnd('.');
        if (name.Length is 0 or > LongestName || !char.IsLetter(name[0]) || name.Split(' ').Length > MostWords)
        {
            return false;
        }
        if (names.Add(name))
        {
            tags.Add(new ScriptTag(Category, name, [line]));
        }
        return true;
    }

    /// <summary>Several in one line: "Anna, Ben and Carl".</summary>
    public void AddAll(string list, int line)
    {
        foreach (
            var name in Emphasis
                .Strip(list)
                .Split([',', ';', '，', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
        {
            Add(name, line);
        }
    }
}
