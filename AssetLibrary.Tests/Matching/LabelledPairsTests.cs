using AssetLibrary.Web.Matching;

namespace AssetLibrary.Tests.Matching;

public sealed class LabelledPairsTests(ITestOutputHelper output)
{
    /// <summary>Floors a little below what is reached; the report half is not looked at while the rules are made.</summary>
    [Theory]
    [InlineData("tune", Likeness.Certain, 0.98, 0.58)]
    [InlineData("tune", Likeness.Likely, 0.97, 0.93)]
    [InlineData("report", Likeness.Certain, 0.98, 0.65)]
    [InlineData("report", Likeness.Likely, 0.97, 0.9)]
    public void Pairs_of_names_are_told_apart_as_a_person_does(string half, double threshold, double precision, double recall)
    {
        var pairs = LabelledPair.Of(half);
        var taken = pairs.Where(p => p.Likeness.Score >= threshold).ToList();
        var right = taken.Count(p => p.Same);
        var (reachedPrecision, reachedRecall) = (right / (double)taken.Count, right / (double)pairs.Count(p => p.Same));
        output.WriteLine($"{half} from {threshold}: {pairs.Count} pairs, precision {reachedPrecision:F3} ({right} of {taken.Count}), recall {reachedRecall:F3} ({right} of {pairs.Count(p => p.Same)})");
        foreach (var pair in pairs.Where(p => half == "tune" && p.Same != p.Likeness.Score >= threshold))
        {
            output.WriteLine($"  {(pair.Same ? "missed" : "WRONG")} {pair.Likeness.Score:F2} {pair.One.Shown} / {pair.Other.Shown} ({pair.Why}): {pair.Likeness.Why}");
        }

        Assert.True(reachedPrecision >= precision && reachedRecall >= recall, $"precision {reachedPrecision:F3}, recall {reachedRecall:F3}");
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
                if (one.LikenessTo(other) is { Score: >= Likeness.Likely } found && !one.Name.Words.Concat(one.Aliases.SelectMany(a => a.Words)).Any(w => w.Text.Length > 4 && other.Name.Words.Concat(other.Aliases.SelectMany(a => a.Words)).Any(o => o.Text.Length > 4 && o.Text[..4] == w.Text[..4])))
                {
                    wrong.Add($"{one.Shown} / {other.Shown}: {found.Why}");
                }
            }
        }

        output.WriteLine($"{wrong.Count} of {asked}: {string.Join("; ", wrong)}");
        Assert.True(wrong.Count <= asked / 1000, string.Join("; ", wrong));
    }
}
