using AssetLibrary.Web.Matching;

namespace AssetLibrary.Tests.Matching;

public sealed class LabelledPairsTests(ITestOutputHelper output)
{
    /// <summary>Floors a little below what is reached; the report half is not looked at while the rules are made.</summary>
    [Theory]
    [InlineData("tune", Likeness.Certain, 0.95, 0.3)]
    [InlineData("tune", Likeness.Likely, 0.95, 0.7)]
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
}
