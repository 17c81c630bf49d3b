namespace AssetLibrary.Web.Names;

/// <summary>Which word of the one name stands for which of the other; the surest pairs are made first.</summary>
internal sealed class Alignment
{
    public List<(NameWord One, NameWord Other, double Sim)> Pairs { get; } = [];

    /// <summary>Words of the one that have no partner.</summary>
    public List<NameWord> Left { get; private init; } = [];

    /// <summary>Words of the other that have none.</summary>
    public List<NameWord> Right { get; private init; } = [];

    /// <summary>POCKET WATCH and POCKETWATCH.</summary>
    public bool Joined { get; private init; }

    public bool IsWhole => Left.Count == 0 && Right.Count == 0;

    public IEnumerable<NameWord> Rest => Left.Concat(Right);

    public double Worst => Pairs.Count == 0 ? 0 : Pairs.Min(p => p.Sim);

    public (NameWord One, NameWord Other, double Sim) Weakest => Pairs.MinBy(p => p.Sim);

    public static Alignment Of(NameParts one, NameParts other)
    {
        var aligned = new Alignment
        {
            Left = [.. one.Words],
            Right = [.. other.Words],
            Joined =
                one.Words.Count != other.Words.Count
                && string.Concat(one.Words.Select(w => w.Text)) == string.Concat(other.Words.Select(w => w.Text)),
        };
        while (aligned.Best(one.Type) is { } best)
        {
            aligned.Pairs.Add(best);
            aligned.Left.Remove(best.One);
            aligned.Right.Remove(best.Other);
        }

        return aligned;
    }

    private (NameWord One, NameWord Other, double Sim)? Best(AssetType type)
    {
        (NameWord One, NameWord Other, double Sim)? best = null;
        foreach (var a in Left)
        {
            foreach (var b in Right)
            {
                if (WordSimilarity.Of(a, b, type) is > 0 and var sim && (best is null || sim > best.Value.Sim))
                {
                    best = (a, b, sim);
                }
            }
        }

        return best;
    }
}
