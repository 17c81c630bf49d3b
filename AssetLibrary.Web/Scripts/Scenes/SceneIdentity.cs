using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Web.Scripts.Scenes;

/// <summary>A scene of the branch as the newest draft that has it wrote it. Words are empty where that text is not at hand.</summary>
public sealed record KnownScene(
    Guid Id,
    int Ordinal,
    string? Number,
    string Heading,
    string Hash,
    IReadOnlyList<string> Words,
    bool Gone = false
);

/// <summary>A scene of the draft that comes in.</summary>
public sealed record FoundScene(string? Number, string Heading, string Hash, IReadOnlyList<string> Words);

/// <summary>
/// Which scene of a new draft is which scene of before. The surest signs go first, and each round only looks at what the rounds
/// before have left: the same text; a text that is much alike (so a renamed heading, a moved scene, and the larger part of one
/// that was divided keep the identity); then a rewritten scene by its number where the
/// writer keeps numbers fixed, by its heading, or by its place between known neighbours. The same input always gives the same answer; the
/// work grows with the length of
/// the script, not with its square.
/// </summary>
public sealed class SceneIdentity
{
    private const double AlikeUnderOneHeading = .15,
        Alike = .35,
        AlikeAndGone = .4,
        AlikeInPlace = .45;

    private readonly IReadOnlyList<KnownScene> known;
    private readonly IReadOnlyList<FoundScene> found;
    private readonly SceneFeatures[] knownText,
        foundText;
    private readonly string[] knownHeading,
        foundHeading;
    private readonly int[] of,
        by;

    private SceneIdentity(IReadOnlyList<KnownScene> known, IReadOnlyList<FoundScene> found)
    {
        (this.known, this.found) = (known, found);
        knownText = [.. known.Select(k => new SceneFeatures(k.Words))];
        foundText = [.. found.Select(f => new SceneFeatures(f.Words))];
        knownHeading = [.. known.Select(k => SearchText.Normalize(k.Heading))];
        foundHeading = [.. found.Select(f => SearchText.Normalize(f.Heading))];
        (of, by) = ([.. Enumerable.Repeat(-1, found.Count)], [.. Enumerable.Repeat(-1, known.Count)]);
    }

    /// <summary>For each found scene the known one it is, or null for a new one. No known scene is given twice.</summary>
    public static IReadOnlyList<Guid?> Match(IEnumerable<KnownScene> known, IReadOnlyList<FoundScene> found)
    {
        var match = new SceneIdentity([.. known.OrderBy(k => k.Gone).ThenBy(k => k.Ordinal).ThenBy(k => k.Id)], found);
        match.SameInOrder();
        match.SameElsewhere();
        match.SameTextUnderAnotherHeading();
        match.AlikeTexts();
        match.FixedNumbers();
        match.OnlyOnesOfTheirHeading();
        match.BetweenTheSameNeighbours();
        return [.. match.of.Select(k => k < 0 ? (Guid?)null : match.known[k].Id)];
    }

    private void Take(int k, int f) => (of[f], by[k]) = (k, f);

    private IEnumerable<int> FreeKnown => Enumerable.Range(0, known.Count).Where(k => by[k] < 0);

    private IEnumerable<int> FreeFound => Enumerable.Range(0, found.Count).Where(f => of[f] < 0);

    // Scenes that read the same several times (a heading and nothing else) are told apart by what stands around them.
    private void SameInOrder()
    {
        var here = Enumerable.Range(0, known.Count).Where(k => !known[k].Gone).ToList();
        var shared = here.Select(k => known[k].Hash)
            .Intersect(found.Select(f => f.Hash), StringComparer.Ordinal)
            .Select((hash, i) => (hash, i))
            .ToDictionary(p => p.hash, p => p.i, StringComparer.Ordinal);
        var olds = here.Where(k => shared.ContainsKey(known[k].Hash)).ToList();
        var news = Enumerable.Range(0, found.Count).Where(f => shared.ContainsKey(found[f].Hash)).ToList();
        foreach (var run in Myers.Common([.. olds.Select(k => shared[known[k].Hash])], [.. news.Select(f => shared[found[f].Hash])]))
        {
            for (var i = 0; i < run.Length; i++)
            {
                Take(olds[run.Old + i], news[run.New + i]);
            }
        }
    }

    private void SameElsewhere()
    {
        var free = FreeKnown
            .GroupBy(k => known[k].Hash, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new Queue<int>(g), StringComparer.Ordinal);
        foreach (var f in FreeFound.ToList())
        {
            if (free.TryGetValue(found[f].Hash, out var same) && same.TryDequeue(out var k))
            {
                Take(k, f);
            }
        }
    }

    private void SameTextUnderAnotherHeading()
    {
        var free = FreeKnown
            .Where(k => knownText[k].WordCount > 0)
            .GroupBy(k => knownText[k].Whole)
            .ToDictionary(g => g.Key, g => new Queue<int>(g));
        foreach (var f in FreeFound.Where(f => foundText[f].WordCount > 0).ToList())
        {
            // A line that is said twice proves nothing; it is left to the rounds that look at place and heading.
            if (
                free.TryGetValue(foundText[f].Whole, out var same)
                && (foundText[f].WordCount >= 8 || same.Count == 1)
                && same.TryDequeue(out var k)
            )
            {
                Take(k, f);
            }
        }
    }

    private void AlikeTexts()
    {
        var olds = FreeKnown.ToList();
        var news = FreeFound.ToList();
        var pairs = new SceneCandidates(knownText, knownHeading, olds, foundText, foundHeading, news)
            .Pairs()
            .Select(p => (p.Known, p.Found, Score: Score(p.Known, p.Found)))
            .Where(p => p.Score > 0)
            .OrderByDescending(p => p.Score)
            .ThenBy(p => Math.Abs(p.Known - p.Found))
            .ThenBy(p => p.Known)
            .ThenBy(p => p.Found);
        foreach (var (k, f, _) in pairs)
        {
            if (by[k] < 0 && of[f] < 0)
            {
                Take(k, f);
            }
        }
    }

    private double Score(int k, int f)
    {
        var oneHeading = knownHeading[k] == foundHeading[f];
        var likeness = knownText[k].Likeness(foundText[f]);
        var enough =
            known[k].Gone ? AlikeAndGone
            : oneHeading ? AlikeUnderOneHeading
            : Alike;
        return likeness < enough
            ? 0
            : likeness
                + (oneHeading ? .05 : 0)
                + (known[k].Number is { } number && number == found[f].Number ? .03 : 0)
                - (known[k].Gone ? .1 : 0);
    }

    // Rewritten from the first word to the last, but the only scene of this heading before and now.
    private void OnlyOnesOfTheirHeading()
    {
        var olds = Singles(knownHeading, k => !known[k].Gone);
        var news = Singles(foundHeading, _ => true);
        foreach (var f in FreeFound.ToList())
        {
            if (news.ContainsKey(foundHeading[f]) && olds.TryGetValue(foundHeading[f], out var k) && by[k] < 0)
            {
                Take(k, f);
            }
        }
    }

    private static Dictionary<string, int> Singles(string[] headings, Func<int, bool> counts) =>
        Enumerable
            .Range(0, headings.Length)
            .Where(counts)
            .GroupBy(i => headings[i], StringComparer.Ordinal)
            .Where(g => g.Count() == 1)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    // What is left between two neighbours that stayed neighbours: first under the same heading, in order; then a pair that is
    // left alone there and is somewhat alike in heading and text.
    private void BetweenTheSameNeighbours()
    {
        foreach (var gap in Gaps())
        {
            var olds = gap.Known.ToList();
            foreach (var f in gap.Found.ToList())
            {
                var same = olds.FindIndex(k => knownHeading[k] == foundHeading[f]);
                if (same >= 0)
                {
                    Take(olds[same], f);
                    olds.RemoveAt(same);
                }
            }

            var news = gap.Found.Where(f => of[f] < 0).ToList();
            if (olds is [var k1] && news is [var f1] && (.5 * HeadingLikeness(k1, f1)) + (.5 * WordLikeness(k1, f1)) >= AlikeInPlace)
            {
                Take(k1, f1);
            }
        }
    }

    private List<(List<int> Known, List<int> Found)> Gaps()
    {
        var (next, last) = (new Dictionary<int, List<int>>(), -1);
        for (var f = 0; f < found.Count; f++)
        {
            if (of[f] >= 0)
            {
                last = known[of[f]].Gone ? last : of[f];
            }
            else
            {
                (next.TryGetValue(last, out var list) ? list : next[last] = []).Add(f);
            }
        }

        var (here, lastKnown) = (new Dictionary<int, List<int>>(), -1);
        for (var k = 0; k < known.Count && !known[k].Gone; k++)
        {
            if (by[k] >= 0)
            {
                lastKnown = k;
            }
            else
            {
                (here.TryGetValue(lastKnown, out var list) ? list : here[lastKnown] = []).Add(k);
            }
        }

        return [.. here.Where(g => next.ContainsKey(g.Key)).OrderBy(g => g.Key).Select(g => (g.Value, next[g.Key]))];
    }

    private double HeadingLikeness(int k, int f) =>
        new SceneFeatures([.. TextPieces.Words(knownHeading[k])]).Likeness(new([.. TextPieces.Words(foundHeading[f])]));

    private double WordLikeness(int k, int f)
    {
        var (a, b) = (known[k].Words.ToHashSet(StringComparer.Ordinal), found[f].Words.ToHashSet(StringComparer.Ordinal));
        return a.Count + b.Count == 0 ? 0 : 2.0 * a.Count(b.Contains) / (a.Count + b.Count);
    }

    // Numbers are evidence of their own only where the writer keeps them: where scenes that are surely the same kept theirs.
    private void FixedNumbers()
    {
        var sure = Enumerable
            .Range(0, found.Count)
            .Where(f => of[f] >= 0 && found[f].Number is not null && known[of[f]].Number is not null)
            .ToList();
        if (sure.Count < 3 || sure.Count(f => found[f].Number == known[of[f]].Number) < sure.Count * .9)
        {
            return;
        }

        var olds = FreeKnown
            .Where(k => !known[k].Gone && known[k].Number is not null)
            .GroupBy(k => known[k].Number!, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Count() == 1)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        foreach (var f in FreeFound.ToList())
        {
            if (found[f].Number is { } number && olds.Remove(number, out var k))
            {
                Take(k, f);
            }
        }
    }
}
