using AssetLibrary.Web.Names;

namespace AssetLibrary.Tests.Names;

public sealed class LabelledPairsTests(ITestOutputHelper output)
{
    /// <summary>Floors a little below what is reached; the report half is not looked at while the rules are made.</summary>
    [Theory]
    [InlineData("tune", NameSimilarity.Certain, 0.98, 0.6)]
    [InlineData("tune", NameSimilarity.Likely, 0.97, 0.97)]
    [InlineData("report", NameSimilarity.Certain, 0.98, 0.69)]
    [InlineData("report", NameSimilarity.Likely, 0.97, 0.94)]
    public void Pairs_of_names_are_told_apart_as_a_person_does(string half, double threshold, double precision, double recall)
    {
        var pairs = LabelledPair.Of(half);
        var taken = pairs.Where(p => p.Similarity.Score >= threshold).ToList();
        var right = taken.Count(p => p.Same);
        var (reachedPrecision, reachedRecall) = (right / (double)taken.Count, right / (double)pairs.Count(p => p.Same));
        output.WriteLine(
            $"{half} from {threshold}: {pairs.Count} pairs, precision {reachedPrecision:F3} ({right} of {taken.Count}), "
                + $"recall {reachedRecall:F3} ({right} of {pairs.Count(p => p.Same)})"
        );
        foreach (var pair in pairs.Where(p => half == "tune" && p.Same != p.Similarity.Score >= threshold))
        {
            var (score, why) = pair.Similarity;
            output.WriteLine($"  {(pair.Same ? "missed" : "WRONG")} {score:F2} {pair.One.Shown} / {pair.Other.Shown} ({pair.Why}): {why}");
        }

        Assert.True(
            reachedPrecision >= precision && reachedRecall >= recall,
            $"precision {reachedPrecision:F3}, recall {reachedRecall:F3}"
        );
    }

    /// <summary>Names of different pairs are different people, except where the sample uses a name twice.</summary>
    [Fact]
    public void Names_that_no_pair_puts_together_are_kept_apart()
    {
        var pairs = LabelledPair.Of("tune");
        var (asked, wrong) = (0, new List<string>());
        for (var i = 0; i < pairs.Count; i++)
        {
            for (var j = 0; j < pairs.Count; j++)
            {
                var (one, other) = (pairs[i].One, pairs[j].Other);
                if (i == j || pairs[i].Type != pairs[j].Type)
                {
                    continue;
                }

                asked++;
                if (
                    NameSimilarity.Compare(one, other, NameContext.Alone) is { Score: >= NameSimilarity.Likely } found
                    && !Starts(one).Overlaps(Starts(other))
                )
                {
                    wrong.Add($"{one.Shown} / {other.Shown}: {found.Why}");
                }
            }
        }

        output.WriteLine($"{wrong.Count} of {asked}: {string.Join("; ", wrong)}");
        Assert.True(wrong.Count <= asked / 1000, string.Join("; ", wrong));
    }

    private static HashSet<string> Starts(NameForms name) =>
        name.All.SelectMany(p => p.Words).Where(w => w.Text.Length > 4).Select(w => w.Text[..4]).ToHashSet(StringComparer.Ordinal);
}
