using AssetLibrary.Web.Library;
using AssetLibrary.Web.Library.Names;

namespace AssetLibrary.Web.Matching;

/// <summary>A name with its aliases, taken apart once and compared often.</summary>
public sealed class MatchedName
{
    private const double ByAlias = 0.95, ByAliases = 0.9;

    private MatchedName(NameParts name, IReadOnlyList<NameParts> aliases, string shown, IReadOnlyList<string> shownAliases) =>
        (Name, Aliases, Shown, ShownAliases) = (name, aliases, shown, shownAliases);

    public NameParts Name { get; }
    public IReadOnlyList<NameParts> Aliases { get; }
    public string Shown { get; }
    public IReadOnlyList<string> ShownAliases { get; }

    public static MatchedName Of(AssetType type, string name, IEnumerable<string> aliases)
    {
        var shown = aliases.ToList();
        return new(NameParts.Of(type, name), shown.ConvertAll(a => NameParts.Of(type, a)), name, shown);
    }

    public IEnumerable<string> Keys()
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        NameKeys.Add(keys, Name);
        foreach (var alias in Aliases)
        {
            NameKeys.Add(keys, alias);
        }

        return keys;
    }

    /// <summary>The best of all pairs of names and aliases; what tells the names themselves apart tells the aliases apart too.</summary>
    public Likeness LikenessTo(MatchedName other, Func<NameWord, int>? bearers = null, bool own = false)
    {
        var names = Likeness.Of(Name, other.Name, bearers, own);
        var best = names;
        for (var i = -1; i < Aliases.Count; i++)
        {
            for (var j = -1; j < other.Aliases.Count; j++)
            {
                if (i >= 0 || j >= 0)
                {
                    var found = Alias(i, other, j, bearers, own);
                    best = found.Score > best.Score ? found : best;
                }
            }
        }

        return names.IsApart && best.Score > Likeness.Likely ? new(0.5, $"{best.Why}, but its own name is told apart") : best;
    }

    private Likeness Alias(int mine, MatchedName other, int theirs, Func<NameWord, int>? bearers, bool own)
    {
        var (a, b) = (mine < 0 ? Name : Aliases[mine], theirs < 0 ? other.Name : other.Aliases[theirs]);
        var found = Likeness.Of(a, b, bearers, own);
        var (from, to) = (mine < 0 ? Shown : ShownAliases[mine], theirs < 0 ? other.Shown : other.ShownAliases[theirs]);
        var score = found.Score * (mine >= 0 && theirs >= 0 ? ByAliases : ByAlias);

        // A word for anybody is nobody's own name: an alias "the boss" or "Mum" says little.
        score = Likeness.IsCommon(a) || Likeness.IsCommon(b) ? Math.Min(score, 0.55) : score;
        var why = found.Score >= 0.95 ? theirs < 0 ? $"has the name of the alias “{from}”" : mine < 0 ? $"has the alias “{to}”" : $"has the alias “{to}” too"
            : theirs < 0 ? $"{found.Why} (alias “{from}”)" : $"{found.Why} (its alias “{to}”)";
        return new(score, why);
    }
}
