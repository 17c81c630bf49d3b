namespace AssetLibrary.Web.Names;

/// <summary>
/// How likely two names mean one, from 0 to 1, and why: "sounds like it", "shares the surname Voss". A reason reads on from “NAME”.
/// </summary>
public readonly record struct NameSimilarity(double Score, string Why)
{
    /// <summary>From here on the two are the same.</summary>
    public const double Certain = 0.9;

    /// <summary>From here on it is proposed, with its reasons; below, a person looks whether one of the near ones is meant.</summary>
    public const double Likely = 0.66;

    /// <summary>From here on one could think that they are one; below, they are two.</summary>
    public const double Doubtful = 0.45;

    /// <summary>What is less is not even listed.</summary>
    public const double Near = 0.3;

    private const double ByAlias = 0.95,
        ByAliases = 0.9,
        AliasForAnybody = 0.55,
        InLibraryForAnybody = 0.75;

    public static NameSimilarity None { get; } = new(0, "");

    /// <summary>A number, an age or a title says that the two are two.</summary>
    public bool IsApart { get; private init; }

    /// <summary>The one is the other with words or a title left out, and not another spelling of it: VOSS, DR. VOSS, MARA VOSS.</summary>
    public bool IsShorter { get; init; }

    public NameVerdict Verdict =>
        Score >= Certain ? NameVerdict.Same
        : Score >= Likely ? NameVerdict.Likely
        : Score >= Doubtful ? NameVerdict.Doubtful
        : NameVerdict.Different;

    /// <summary>
    /// Are these names one? The answer for everyone who asks. The best of all pairs of names and aliases; what tells the names
    /// themselves apart tells the aliases apart, too.
    /// </summary>
    /// <param name="one">Who asks.</param>
    /// <param name="other">Who is known; the reason is about this one.</param>
    /// <param name="context">Where the two are, and among whom.</param>
    public static NameSimilarity Compare(NameForms one, NameForms other, NameContext context)
    {
        var names = Of(one.Name, other.Name, context);
        var best = names;
        for (var i = -1; i < one.Aliases.Count; i++)
        {
            for (var j = -1; j < other.Aliases.Count; j++)
            {
                if ((i >= 0 || j >= 0) && ByAnAlias(one, i, other, j, context) is var found && found.Score > best.Score)
                {
                    best = found;
                }
            }
        }

        best = names.IsApart && best.Score > Likely ? new(0.5, $"{best.Why}, but the main names differ") { IsApart = true } : best;
        return context.IsLibrary && best.Score >= Certain && (one.Name.IsForAnybody || other.Name.IsForAnybody)
            ? new(InLibraryForAnybody, $"{best.Why}, but the name is generic")
            : best;
    }

    internal static NameSimilarity Of(NameParts one, NameParts other, NameContext context)
    {
        if (one.Normalized.Length == 0 || other.Normalized.Length == 0 || one.Type != other.Type)
        {
            return None;
        }

        if (one.Normalized == other.Normalized)
        {
            return new(1, "has the same name");
        }

        if (one.Words.Count == 0 || other.Words.Count == 0)
        {
            return one.Words.Count == other.Words.Count && one.Numbers.Count > 0 && one.Numbers.SequenceEqual(other.Numbers)
                ? new(0.95, "has the same number")
                : None;
        }

        var aligned = Alignment.Of(one, other);
        var found =
            one.Type == AssetType.Character
                ? SimilarPeople.Of(one, other, aligned, context)
                : SimilarThings.Of(one, other, aligned, context);
        return ToldApart.Limit(one, other, found);
    }

    internal NameSimilarity AtMost(double most, string but) => Score <= most ? this : new(most, $"{Why}, {but}") { IsApart = true };

    private static NameSimilarity ByAnAlias(NameForms one, int mine, NameForms other, int theirs, NameContext context)
    {
        var (a, b) = (mine < 0 ? one.Name : one.Aliases[mine], theirs < 0 ? other.Name : other.Aliases[theirs]);
        var found = Of(a, b, context);
        var (from, to) = (mine < 0 ? one.Shown : one.ShownAliases[mine], theirs < 0 ? other.Shown : other.ShownAliases[theirs]);
        var score = found.Score * (mine >= 0 && theirs >= 0 ? ByAliases : ByAlias);
        if ((a.IsForAnybody || b.IsForAnybody) && !(found.Score >= ByAlias && (a.HasArticle || b.HasArticle)))
        {
            // A word for anybody is nobody's own name: "boss" says little. "The Lamplighter" is a nickname.
            score = Math.Min(score, AliasForAnybody);
        }

        return new(
            score,
            found.Score < ByAlias
                ? theirs < 0
                    ? $"{found.Why} (alias “{from}”)"
                    : $"{found.Why} (its alias “{to}”)"
                : theirs < 0
                    ? $"matches the alias “{from}”"
                    : mine < 0
                        ? $"has the alias “{to}”"
                        : $"also has the alias “{to}”"
        );
    }
}
