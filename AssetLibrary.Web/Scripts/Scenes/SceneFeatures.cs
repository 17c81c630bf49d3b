namespace AssetLibrary.Web.Scripts.Scenes;

/// <summary>What a text is told by: its pairs of neighbouring words, as sorted numbers.</summary>
internal sealed class SceneFeatures
{
    private const ulong Basis = 14695981039346656037,
        Prime = 1099511628211;

    private readonly ulong[] pairs;

    public SceneFeatures(IReadOnlyList<string> words)
    {
        pairs = new ulong[words.Count == 0 ? 0 : words.Count + 1];
        var before = Basis;
        var whole = Basis;
        for (var i = 0; i < pairs.Length; i++)
        {
            var word = i < words.Count ? Hash(Basis, words[i]) : Basis;
            pairs[i] = (before * Prime) ^ word;
            whole = (whole * Prime) ^ word;
            before = word;
        }

        Array.Sort(pairs);
        (Whole, WordCount) = (whole, words.Count);
    }

    /// <summary>The same for the same words in the same order.</summary>
    public ulong Whole { get; }

    public int WordCount { get; }

    public ReadOnlySpan<ulong> Pairs => pairs;

    /// <summary>0 to 1: twice what is shared, of all there is. The larger part of a divided text comes nearer to the whole.</summary>
    public double Likeness(SceneFeatures other)
    {
        if (pairs.Length == 0 || other.pairs.Length == 0)
        {
            return 0;
        }

        var (i, j, shared) = (0, 0, 0);
        while (i < pairs.Length && j < other.pairs.Length)
        {
            switch (pairs[i].CompareTo(other.pairs[j]))
            {
                case 0:
                    (i, j, shared) = (i + 1, j + 1, shared + 1);
                    break;
                case < 0:
                    i++;
                    break;
                default:
                    j++;
                    break;
            }
        }

        return 2.0 * shared / (pairs.Length + other.pairs.Length);
    }

    private static ulong Hash(ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash;
    }
}
