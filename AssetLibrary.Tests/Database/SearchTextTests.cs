using AssetLibrary.Web.Database;

namespace AssetLibrary.Tests.Database;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("  Élodie   VOSS ", "elodie voss")]
    [InlineData("ＭＡＲＡ", "mara")]
    [InlineData("Ma\u200Bra\u202E", "mara")]
    [InlineData("深夜", "深夜")]
    public void Case_accents_width_spaces_and_invisible_characters_make_no_difference(string name, string normalized) =>
        Assert.Equal(normalized, SearchText.Normalize(name));

    [Fact]
    public void A_pattern_takes_wildcards_as_they_are_typed() => Assert.Equal(@"%100\% a\_b%", SearchText.Anywhere("100% a_b"));

    [Theory]
    [InlineData("a\0b\u202Ec", "abc")]
    [InlineData(" one\r\ntwo ", "one\ntwo")]
    public void What_cannot_be_seen_is_left_out(string typed, string clean) => Assert.Equal(clean, SearchText.Clean(typed));
}
