namespace AssetLibrary.Web.Names;

/// <summary>Nouns for kinds of people (Words/people-*.txt): anyone who is called WAITER shares that with anybody.</summary>
internal static class PeopleNouns
{
    private static readonly string[] Languages = ["en", "de", "fr", "es", "it", "pt", "ru", "zh", "ja"];

    private static readonly Lazy<HashSet<string>> Plain = new(() =>
        Languages
            .SelectMany(Of)
            .SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(PlainText.Of)
            .ToHashSet(StringComparer.Ordinal)
    );

    /// <summary>A word as <see cref="PlainText"/> has it.</summary>
    public static bool Has(string word) => Plain.Value.Contains(word);

    /// <summary>Those of one language as it spells them, in lines of words with a space between.</summary>
    public static IReadOnlyList<string> Of(string language)
    {
        using var file = typeof(PeopleNouns).Assembly.GetManifestResourceStream("people-" + language)
            ?? throw new InvalidOperationException($"The embedded word list people-{language} is missing.");
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }
}
