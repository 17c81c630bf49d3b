using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Database;

/// <summary>What people type as names, aliases and descriptions: cleaned, bounded, and the same wherever it is typed.</summary>
public static class TypedText
{
    /// <summary>Characters.</summary>
    public const int MaxName = 200,
        MaxDescription = 20_000;

    public const int MaxTag = 100;

    private const int MaxAliases = 50,
        MaxTags = 50;

    public static string Name(string? text)
    {
        var name = SearchText.Clean(text).ReplaceLineEndings(" ");
        return name.Length == 0 ? throw RefusedException.Invalid("Enter a name.", "name")
            : SearchText.Normalize(name).Length == 0
                ? throw RefusedException.Invalid("Enter a name with at least one visible character.", "name")
            : name.Length > MaxName
                ? throw RefusedException.Invalid($"Names can have up to {MaxName} characters. This one has {name.Length:N0}.", "name")
            : name;
    }

    public static string Description(string? text)
    {
        var description = SearchText.Clean(text);
        return description.Length > MaxDescription
            ? throw RefusedException.Invalid(
                $"Descriptions can have up to {MaxDescription:N0} characters. This one has {description.Length:N0}.",
                "description"
            )
            : description;
    }

    /// <summary>Clean, without repeats and without the name itself.</summary>
    public static List<string> Aliases(IEnumerable<string> aliases, string name)
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { SearchText.Normalize(name) };
        var kept = aliases
            .Select(a => SearchText.Clean(a).ReplaceLineEndings(" "))
            .Where(a => a.Length > 0 && known.Add(SearchText.Normalize(a)))
            .ToList();
        return kept.Count > MaxAliases || kept.Any(a => a.Length > MaxName)
            ? throw RefusedException.Invalid($"Enter up to {MaxAliases} aliases of up to {MaxName} characters each.", "aliases")
            : kept;
    }

    /// <summary>Clean and without repeats.</summary>
    public static List<string> Tags(IEnumerable<string> tags)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var kept = tags.Select(t => SearchText.Clean(t).ReplaceLineEndings(" "))
            .Where(t => t.Length > 0 && known.Add(SearchText.Normalize(t)))
            .ToList();
        return kept.Count > MaxTags || kept.Any(t => t.Length > MaxTag)
            ? throw RefusedException.Invalid($"Enter up to {MaxTags} tags of up to {MaxTag} characters each.", "tags")
            : kept;
    }

    /// <summary>Aliases as a form sends them: separated by commas or lines.</summary>
    public static string[] SplitAliases(string? text) =>
        (text ?? "").Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static string Searchable(string name, IEnumerable<string> aliases, string description) =>
        SearchText.Index($"{name} {string.Join(' ', aliases)}", description);
}
