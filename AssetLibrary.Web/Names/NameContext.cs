namespace AssetLibrary.Web.Names;

/// <summary>
/// Where two names are compared, and among whom. Within one story (a script, a project) anyone who is called ANNA is its only Anna;
/// in the library, names of many films lie side by side, and a word for anybody never means somebody for certain.
/// </summary>
public sealed class NameContext
{
    private readonly Func<NameWord, int> bearers;

    private NameContext(Func<NameWord, int> bearers, bool isStory, bool isLibrary) =>
        (this.bearers, IsStory, IsLibrary) = (bearers, isStory, isLibrary);

    /// <summary>Two names, and nothing else is known.</summary>
    public static NameContext Alone { get; } = new(_ => 1, isStory: false, isLibrary: false);

    /// <summary>Two names of a story in which nobody else could be meant.</summary>
    public static NameContext OnlyTwo { get; } = new(_ => 1, isStory: true, isLibrary: false);

    public bool IsStory { get; }

    public bool IsLibrary { get; }

    /// <param name="bearers">How many known ones have this word in their names: one that many have says little.</param>
    public static NameContext Library(Func<NameWord, int> bearers) => new(bearers, isStory: false, isLibrary: true);

    /// <inheritdoc cref="Library"/>
    public static NameContext Story(Func<NameWord, int> bearers) => new(bearers, isStory: true, isLibrary: false);

    /// <summary>
    /// The story that has these names, of one type. Not counted is anyone who is called by the word alone, for that one is looked
    /// for, and who is told apart from all who bear it: YOUNG MARA VOSS, MARA'S MOTHER.
    /// </summary>
    public static NameContext Story(IEnumerable<NameForms> names)
    {
        var counts = names
            .SelectMany(n =>
                n.All.Where(p => p.Words.Count > 1 && p.IsPlain)
                    .SelectMany(p => p.Words.Select(w => w.Text))
                    .Distinct(StringComparer.Ordinal)
            )
            .CountBy(w => w, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        return Story(word => counts.GetValueOrDefault(word.Text));
    }

    public bool IsOnlyBearer(NameWord word, int most = 1) => bearers(word) <= most;
}
