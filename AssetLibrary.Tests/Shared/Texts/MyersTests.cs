using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Tests.Shared.Texts;

public sealed class MyersTests
{
    [Fact]
    public void It_finds_as_much_in_common_as_there_is()
    {
        var random = new Random(7);
        for (var round = 0; round < 3000; round++)
        {
            var (a, b) = (Some(random, 14, 4), Some(random, 14, 4));
            var runs = Myers.Common(a, b);
            AssertInOrder(runs, a, b);
            Assert.Equal(LongestCommon(a, b), runs.Sum(r => r.Length));
        }
    }

    [Fact]
    public void Wholly_different_sequences_of_a_great_length_take_bounded_work()
    {
        var random = new Random(1);
        var a = Enumerable.Range(0, 60_000).Select(_ => random.Next(40)).ToArray();
        var b = Enumerable.Range(0, 60_000).Select(_ => random.Next(40)).ToArray();
        AssertInOrder(Myers.Common(a, b), a, b);
        var shuffled = Enumerable.Range(0, 60_000).ToArray();
        var unshuffled = shuffled.ToArray();
        random.Shuffle(shuffled);
        var runs = Myers.Common(unshuffled, shuffled);
        AssertInOrder(runs, unshuffled, shuffled);
        Assert.NotEmpty(runs); // what stands once in each is found where the search gives up
    }

    [Fact]
    public void Of_what_was_moved_about_the_longest_rising_part_stayed()
    {
        Assert.Equal([1, 2, 3], Rising.Longest([9, 1, 2, 5]));
        Assert.Empty(Rising.Longest([]));
    }

    private static int[] Some(Random random, int length, int letters) =>
        [.. Enumerable.Range(0, random.Next(length)).Select(_ => random.Next(letters))];

    private static void AssertInOrder(List<CommonRun> runs, int[] a, int[] b)
    {
        var (i, j) = (0, 0);
        foreach (var run in runs)
        {
            Assert.True(run.Length > 0 && run.Old >= i && run.New >= j);
            Assert.Equal(a.AsSpan(run.Old, run.Length), b.AsSpan(run.New, run.Length));
            (i, j) = (run.Old + run.Length, run.New + run.Length);
        }
    }

    private static int LongestCommon(int[] a, int[] b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                table[i, j] = a[i - 1] == b[j - 1] ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
            }
        }

        return table[a.Length, b.Length];
    }
}
