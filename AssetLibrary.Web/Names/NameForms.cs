namespace AssetLibrary.Web.Names;

/// <summary>A name with its aliases, taken apart once and compared often.</summary>
public sealed class NameForms
{
    private NameForms(NameParts name, IReadOnlyList<NameParts> aliases, string shown, IReadOnlyList<string> shownAliases) =>
        (Name, Aliases, Shown, ShownAliases) = (name, aliases, shown, shownAliases);

    public AssetType Type => Name.Type;
    public NameParts Name { get; }
    public IReadOnlyList<NameParts> Aliases { get; }
    public string Shown { get; }
    public IReadOnlyList<string> ShownAliases { get; }

    public NameForms WithoutAliases => Aliases.Count == 0 ? this : new(Name, [], Shown, []);

    public IEnumerable<NameParts> All => Aliases.Prepend(Name);

    public static NameForms Of(AssetType type, string name, params IEnumerable<string> aliases)
    {
        var shown = aliases.ToList();
        return new(NameParts.Of(type, name), shown.ConvertAll(a => NameParts.Of(type, a)), name, shown);
    }

    /// <summary>The same name but for one and several of it: LANTERN and LANTERNS.</summary>
    public bool IsOneOrSeveralOf(NameForms other) =>
        Type == other.Type
        && Name.Numbers.SequenceEqual(other.Name.Numbers)
        && Alignment.Of(Name, other.Name) is { IsWhole: true, Pairs.Count: > 0 } aligned
        && aligned.Pairs.TrueForAll(p => p.Sim is WordSimilarity.Exact or WordSimilarity.Plural);

    public IEnumerable<string> Keys()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in All)
        {
            NameKeys.Add(keys, name);
        }

        return keys;
    }
}
