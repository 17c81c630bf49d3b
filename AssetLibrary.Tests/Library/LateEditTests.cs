using AssetLibrary.Web.Library.Editing;

namespace AssetLibrary.Tests.Library;

public class LateEditTests
{
    [Theory]
    [InlineData("a", "b", "a", "b")] // only I changed it
    [InlineData("a", "a", "b", "b")] // only they did
    [InlineData("a", "b", "b", "b")] // both did, the same
    [InlineData("a\r\nb", "a\nb", "c", "c")]
    [InlineData(null, "", "b", "b")]
    public void What_only_one_changed_needs_no_choice(string? was, string mine, string theirs, string settled)
    {
        var late = new LateEdit();
        Assert.Equal(settled, late.Settle("Name", "Name", was, mine, theirs));
        Assert.Empty(late.Clashes);
    }

    [Fact]
    public void What_both_changed_is_asked_about_and_mine_stands_until_then()
    {
        var late = new LateEdit();
        Assert.Equal("mine", late.Settle("Name", "Name", "was", "mine", "theirs"));
        Assert.Equal(new EditClash("Name", "Name", "mine", "theirs"), Assert.Single(late.Clashes));
    }
}
