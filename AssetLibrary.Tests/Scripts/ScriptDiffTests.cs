using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Tests.Scripts;

public sealed class ScriptDiffTests
{
    private static readonly Guid A = Guid.NewGuid(),
        B = Guid.NewGuid(),
        C = Guid.NewGuid(),
        D = Guid.NewGuid();

    [Fact]
    public void Scenes_stand_in_the_new_order_and_gone_ones_where_they_stood()
    {
        var diff = Compare(
            "INT. A\n\nOne.\n\nINT. B\n\nTwo.\n\nINT. C\n\nThree.\n",
            [A, B, C],
            "INT. A\n\nOne.\n\nINT. D\n\nFour.\n\nINT. C\n\nThree more.\n",
            [A, D, C]
        );
        Assert.Equal(
            [(A, SceneState.Same), (D, SceneState.New), (B, SceneState.Gone), (C, SceneState.Changed)],
            diff.Select(s => (s.SceneId!.Value, s.State))
        );
        Assert.Equal((1, 0), (diff[3].Added, diff[3].Removed));
    }

    [Fact]
    public void The_fewest_scenes_count_as_moved()
    {
        var diff = Compare(
            "INT. A\n\nOne.\n\nINT. B\n\nTwo.\n\nINT. C\n\nThree.\n",
            [A, B, C],
            "INT. C\n\nThree.\n\nINT. A\n\nOne.\n\nINT. B\n\nTwo.\n",
            [C, A, B]
        );
        Assert.Equal([true, false, false], diff.Select(s => s.Moved));
        Assert.All(diff, s => Assert.True(s.ReadsTheSame));
    }

    [Fact]
    public void A_paragraph_is_compared_with_the_one_it_came_from()
    {
        var diff = Compare(
            "INT. A\n\nShe lights the lamp and waits.\n\nRain.\n",
            [A],
            "INT. A\n\nA new first line stands here.\n\nShe lights the old lamp and waits.\n\nRain.\n",
            [A]
        );
        Assert.Equal(
            ["INT. A", "+", "~", "Rain."],
            diff[0]
                .Paragraphs.Select(p =>
                    p.IsSame ? p.Words[0].Text
                    : p.OldLine is null ? "+"
                    : p.NewLine is null ? "-"
                    : "~"
                )
        );
        Assert.Equal((7, 0), (diff[0].Added, diff[0].Removed));
    }

    [Fact]
    public void All_paragraphs_of_both_drafts_are_in_it()
    {
        var random = new Random(5);
        string Some() =>
            "INT. A\n\n"
            + string.Concat(
                Enumerable
                    .Range(0, random.Next(25))
                    .Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => $"word{random.Next(12)}")) + ".\n\n")
            );
        for (var round = 0; round < 300; round++)
        {
            var (old, now) = (Some(), Some());
            var paragraphs = Compare(old, [A], now, [A]).SelectMany(s => s.Paragraphs).ToList();
            Assert.Equal(
                FountainParser.Parse(old).Elements.Select(e => e.Text),
                paragraphs.Where(p => p.OldLine is not null).Select(p => WordDiff.Old(p.Words))
            );
            Assert.Equal(
                FountainParser.Parse(now).Elements.Select(e => e.Text),
                paragraphs.Where(p => p.NewLine is not null).Select(p => WordDiff.New(p.Words))
            );
        }
    }

    private static IReadOnlyList<SceneDiff> Compare(string old, Guid?[] oldIds, string now, Guid?[] nowIds) =>
        ScriptDiff.Compare(FountainParser.Parse(old), oldIds, FountainParser.Parse(now), nowIds);
}
