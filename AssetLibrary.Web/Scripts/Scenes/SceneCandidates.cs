namespace AssetLibrary.Web.Scripts.Scenes;

/// <summary>
/// Pairs of scenes that are worth a comparison: those under one heading where they are few, and those that share rare pairs of words.
/// </summary>
internal sealed class SceneCandidates(
    SceneFeatures[] known,
    string[] knownHeading,
    List<int> olds,
    SceneFeatures[] found,
    string[] foundHeading,
    List<int> news
)
{
    /// <summary>A pair of words that more scenes have tells nothing, and would make the work grow with the square of the script.</summary>
    private const int CommonIn = 16;

    private const int PairsUnderOneHeading = 400,
        BestOfEach = 6;

    public IEnumerable<(int Known, int Found)> Pairs()
    {
        var pairs = new HashSet<(int, int)>();
        UnderOneHeading(pairs);
        WithSharedWords(pairs);
        return pairs;
    }

    private void UnderOneHeading(HashSet<(int, int)> pairs)
    {
        var headings = olds.ToLookup(k => knownHeading[k], StringComparer.Ordinal);
        foreach (var group in news.GroupBy(f => foundHeading[f], StringComparer.Ordinal))
        {
            if (headings[group.Key].Count() * group.Count() <= PairsUnderOneHeading)
            {
                pairs.UnionWith(from f in @group from k in headings[@group.Key] select (k, f));
            }
        }
    }

    private void WithSharedWords(HashSet<(int, int)> pairs)
    {
        var places = new Dictionary<ulong, List<int>>();
        foreach (var k in olds)
        {
            ulong? before = null;
            foreach (var pair in known[k].Pairs)
            {
                if (pair == before)
                {
                    continue;
                }

                before = pair;
                if (!places.TryGetValue(pair, out var list))
                {
                    places[pair] = list = [];
                }

                if (list.Count <= CommonIn)
                {
                    list.Add(k);
                }
            }
        }

        var shared = new Dictionary<int, int>();
        foreach (var f in news)
        {
            shared.Clear();
            foreach (var pair in found[f].Pairs)
            {
                if (places.TryGetValue(pair, out var list) && list.Count <= CommonIn)
                {
                    foreach (var k in list)
                    {
                        shared[k] = shared.GetValueOrDefault(k) + 1;
                    }
                }
            }

            pairs.UnionWith(shared.OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(BestOfEach).Select(p => (p.Key, f)));
        }
    }
}
