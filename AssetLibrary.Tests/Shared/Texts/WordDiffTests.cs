using AssetLibrary.Web.Shared.Texts;

namespace AssetLibrary.Tests.Shared.Texts;

public sealed class WordDiffTests
{
    [Theory]
    [InlineData("She waits.", "She waits.", "She waits.")]
    [InlineData("She waits at the door.", "She waits at the window.", "She waits at the [door→window].")]
    [InlineData("", "All new.", "[→All new.]")]
    [InlineData("All gone.", "", "[All gone.→]")]
    [InlineData("the red lamp", "the lamp", "the [red →]lamp")]
    [InlineData("don't go", "don’t go", "[don't→don’t] go")]
    [InlineData("one two three", "four five three", "[one two→four five] three")]
    [InlineData("他在房间里", "他在花园里", "他在[房间→花园]里")]
    [InlineData("部屋で待つ。", "庭で待つ。", "[部屋→庭]で待つ。")]
    [InlineData("Ночь. Маяк.", "День. Маяк.", "[Ночь→День]. Маяк.")]
    public void Words_that_went_and_came_are_told_from_those_that_stayed(string old, string now, string expected) =>
        Assert.Equal(expected, Show(WordDiff.Compare(old, now)));

    [Fact]
    public void The_changes_hold_both_texts_whatever_they_are()
    {
        var random = new Random(3);
        string[] pieces =
        [
            "the ",
            "lamp",
            " ",
            "\n",
            "burns",
            ", ",
            "don't",
            "他",
            "在",
            "e\u0301",
            "👩‍🚀",
            "\ud800",
            "—",
            "LAMP",
            "\t",
            "١٢",
            "ß",
        ];
        for (var round = 0; round < 2000; round++)
        {
            var (old, now) = (Some(random, pieces), Some(random, pieces));
            var there = WordDiff.Compare(old, now);
            Assert.Equal(old, WordDiff.Old(there));
            Assert.Equal(now, WordDiff.New(there));
            var back = WordDiff.Compare(now, old);
            Assert.Equal(now, WordDiff.Old(back));
            Assert.Equal(old, WordDiff.New(back));
            Assert.Equal(old, string.Concat(TextPieces.Cut(old)));
        }
    }

    [Fact]
    public void Words_are_counted_and_spaces_are_not()
    {
        var changes = WordDiff.Compare("Mara lights the lamp.", "Mara lights the great old lamp.");
        Assert.Equal((2, 0), (WordDiff.Count(changes, WordState.Added), WordDiff.Count(changes, WordState.Removed)));
    }

    private static string Some(Random random, string[] pieces) =>
        string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => pieces[random.Next(pieces.Length)]));

    private static string Show(List<WordChange> changes)
    {
        var text = "";
        for (var i = 0; i < changes.Count; i++)
        {
            text += changes[i].State switch
            {
                WordState.Removed when i + 1 < changes.Count && changes[i + 1].State == WordState.Added =>
                    $"[{changes[i].Text}→{changes[++i].Text}]",
                WordState.Removed => $"[{changes[i].Text}→]",
                WordState.Added => $"[→{changes[i].Text}]",
                _ => changes[i].Text,
            };
        }

        return text;
    }
}
