using AssetLibrary.Web.Assets.Syncing;

namespace AssetLibrary.Tests.Assets.Syncing;

public class TextMergeTests
{
    [Theory]
    [InlineData("A man.", "A tall man.", "A man with a scar.", "A tall man with a scar.", 0)]
    [InlineData("A man.", "A man.", "A boy.", "A boy.", 0)]
    [InlineData("A man.", "A boy.", "A man.", "A boy.", 0)]
    [InlineData("A man.", "A boy.", "A boy.", "A boy.", 0)]
    [InlineData("Red hat, grey coat.", "Blue hat, grey coat.", "Green hat, grey coat, no shoes.", "Green hat, grey coat, no shoes.", 1)]
    [InlineData("", "From the library.", "", "From the library.", 0)]
    [InlineData("One. Two. Three.", "Two. Three.", "One. Two. Three. Four.", "Two. Three. Four.", 0)]
    [InlineData("灯塔看守。", "年老的灯塔看守。", "灯塔看守,有伤疤。", "年老的灯塔看守,有伤疤。", 0)]
    public void Both_sides_changes_are_in_and_the_project_wins_where_they_meet(
        string was,
        string library,
        string project,
        string merged,
        int conflicts
    )
    {
        Assert.Equal(new MergedText(merged, conflicts), TextMerge.Merge(was, library, project));
    }

    [Fact]
    public void Names_are_merged_as_sets()
    {
        Assert.Equal(["b", "new", "own"], TextMerge.Merge(["a", "b", "c"], ["b", "c", "new"], ["a", "b", "own"]));
    }

    [Fact]
    public void Long_texts_are_merged_in_time()
    {
        var was = string.Join(' ', Enumerable.Range(0, 3000).Select(i => $"word{i}"));
        var merged = TextMerge.Merge(was, "begin " + was, was + " end");
        Assert.StartsWith("begin word0", merged.Text, StringComparison.Ordinal);
        Assert.EndsWith("word2999 end", merged.Text, StringComparison.Ordinal);
    }
}
