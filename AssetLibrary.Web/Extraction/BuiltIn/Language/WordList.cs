namespace AssetLibrary.Web.Extraction.BuiltIn.Language;

/// <summary>A list of words that compares without case and is asked with slices of the script, so that nothing is copied.</summary>
internal sealed class WordList
{
    private readonly HashSet<string> words;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public WordList(params IEnumerable<string> lists)
    {
        words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var list in lists)
        {
            words.UnionWith(list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        }
        lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyCollection<string> All => words;

    public bool Has(ReadOnlySpan<char> word) => lookup.Contains(word);

    /// <summary>The word as the list spells it.</summary>
    public string? Get(ReadOnlySpan<char> word) => lookup.TryGetValue(word, out var found) ? found : null;
}
