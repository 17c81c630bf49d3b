namespace AssetLibrary.Web.Extraction.BuiltIn;

/// <summary>A list of words that compares without case and is asked with slices of the script, so that nothing is copied.</summary>
internal sealed class WordList
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public WordList(params string[] lists)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var list in lists)
        {
            words.UnionWith(list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        }
        lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool Has(ReadOnlySpan<char> word) => lookup.Contains(word);
}
