namespace AssetLibrary.Web.Screenplays.FinalDraft;

/// <summary>
/// The breakdown tags of a file: a run of text has a tag number, the number names definitions ("lantern"),
/// a definition its category ("Props").
/// </summary>
internal sealed class FinalDraftTags
{
    /// <summary>Words stand for one or two things, not for hundreds.</summary>
    private const int MostDefinitionsOfNumber = 16;

    private const string NoCategory = "Miscellaneous";

    private readonly Dictionary<string, string> categories = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Definition> definitions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> numbers = new(StringComparer.Ordinal);

    private sealed record Definition(string? CategoryId, string? Label);

    public void AddCategory(string? id, string? name)
    {
        if (id is not null && !string.IsNullOrWhiteSpace(name))
        {
            categories[id] = ScriptText.Clean(name).Trim();
        }
    }

    public void AddDefinition(string? id, string? categoryId, string? label)
    {
        if (id is not null)
        {
            definitions[id] = new Definition(categoryId, string.IsNullOrWhiteSpace(label) ? null : ScriptText.Clean(label).Trim());
        }
    }

    public void AddNumber(string? number, string definitionId)
    {
        if (number is null)
        {
            return;
        }
        if (!numbers.TryGetValue(number, out var ids))
        {
            numbers.Add(number, ids = []);
        }
        if (ids.Count < MostDefinitionsOfNumber)
        {
            ids.Add(definitionId.Trim());
        }
    }

    /// <summary>The tags in the order of the text, then those that are defined but stand nowhere in it.</summary>
    public IReadOnlyList<ScriptTag> In(IEnumerable<FinalDraftParagraph> paragraphs)
    {
        var found = new Found();
        foreach (var paragraph in paragraphs.Where(p => p.SourceLines.Length > 0))
        {
            foreach (var run in paragraph.Tagged)
            {
                var line = paragraph.SourceLines[Math.Min(run.TextLine, paragraph.SourceLines.Length - 1)];
                foreach (
                    var id in run
                        .TagNumbers.Split([',', ' '], MostDefinitionsOfNumber, StringSplitOptions.RemoveEmptyEntries)
                        .SelectMany(n => numbers.GetValueOrDefault(n) ?? [])
                )
                {
                    if (definitions.TryGetValue(id, out var definition))
                    {
                        found.Add(Category(definition), definition.Label ?? run.Words, line);
                    }
                }
            }
        }
        foreach (var definition in definitions.Values.Where(d => d.Label is not null))
        {
            found.Add(Category(definition), definition.Label!, line: null);
        }
        return found.Tags;
    }

    private string Category(Definition definition) =>
        definition.CategoryId is { } id && categories.TryGetValue(id, out var name) ? name : NoCategory;

    private sealed class Found
    {
        private readonly Dictionary<(string, string), List<int>> lines = [];
        private readonly List<ScriptTag> tags = [];

        public IReadOnlyList<ScriptTag> Tags => tags;

        public void Add(string category, string name, int? line)
        {
            var key = (category, name.ToUpperInvariant());
            if (!lines.TryGetValue(key, out var known))
            {
                lines.Add(key, known = []);
                tags.Add(new ScriptTag(category, name, known));
            }
            if (line is { } at && (known.Count == 0 || known[^1] != at))
            {
                known.Add(at);
            }
        }
    }
}
