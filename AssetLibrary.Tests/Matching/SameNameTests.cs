using AssetLibrary.Web.Library;
using AssetLibrary.Web.Matching;

namespace AssetLibrary.Tests.Matching;

public class SameNameTests
{
    [Theory]
    [InlineData("Edgar", "Edgar Brandt")]
    [InlineData("Dr. Voss", "Mira Voss")]
    [InlineData("Young Edward", "Edward")]
    [InlineData("OLD JONAS", "Jonas Veld")]
    [InlineData("Élodie", "ELODIE")]
    [InlineData("Katharina", "Katarina")]
    [InlineData("Alrbecht", "Albrecht")]
    [InlineData("李明", "李明远")]
    public void Names_that_may_be_one_person_have_a_reason(string one, string other)
    {
        Assert.NotNull(SameName.Reason(AssetType.Character, one, other));
        Assert.NotNull(SameName.Reason(AssetType.Character, other, one));
    }

    [Theory]
    [InlineData("Anna", "Hanna Berg")]
    [InlineData("Mira Voss", "Tom Voss")]
    [InlineData("Guard #1", "Guard #2")]
    [InlineData("Ann", "Ian")]
    [InlineData("The Old", "A Young")]
    [InlineData("", "Mara")]
    public void Names_that_only_resemble_each_other_have_none(string one, string other) =>
        Assert.Null(SameName.Reason(AssetType.Character, one, other));

    [Fact]
    public void A_place_may_be_told_in_more_words() =>
        Assert.Equal("“Office” stands in “Mike's office”", SameName.Reason(AssetType.Location, "Office", "Mike's office"));
}
