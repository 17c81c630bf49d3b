using AssetLibrary.Web.Media;

namespace AssetLibrary.Tests.Media;

public sealed class LikenessTests
{
    [Theory]
    [InlineData("ffffffff00000000", "#102030", "ffffffff00000000", "#102030", 100, 100)]
    [InlineData("ffffffff00000000", "#000000", "00000000ffffffff", "#ffffff", 0, 0)]
    [InlineData("ffffffff00000000", "#000000", "ffffffff0000ffff", "#333333", 50, 80)]
    public void It_is_told_in_per_cent(string hash, string colour, string other, string otherColour, int shapes, int colours)
    {
        var likeness = Likeness.Of((hash, colour), (other, otherColour));
        Assert.Equal(new(shapes, colours), likeness);
        Assert.Equal(likeness, Likeness.Of((other, otherColour), (hash, colour)));
    }

    [Fact]
    public void Of_what_was_never_read_nothing_is_told() => Assert.Null(Likeness.Of((null, "#102030"), ("ffffffff00000000", "#102030")));
}
