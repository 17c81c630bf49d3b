using AssetLibrary.Web.Names;

namespace AssetLibrary.Tests.Names;

public class NamedAgeTests
{
    [Theory]
    [InlineData("YOUNG EDWARD", "EDWARD", "Young")]
    [InlineData("Teenage Edward Bloom", "Edward Bloom", "Teenage")]
    [InlineData("SENIOR EDWARD", "EDWARD", "Senior")]
    [InlineData("Edward (10)", "Edward", "10")]
    [InlineData("Edward (age 10)", "Edward", "Age 10")]
    [InlineData("Edward, 72", "Edward", "72")]
    [InlineData("EDWARD AT TEN", "EDWARD", "At ten")]
    [InlineData("EDWARD AGED 10", "EDWARD", "Aged 10")]
    [InlineData("10-year-old Edward", "Edward", "10-year-old")]
    [InlineData("Junge Marta", "Marta", "Junge")]
    [InlineData("VIEILLE MADELEINE", "MADELEINE", "Vieille")]
    [InlineData("МОЛОДОЙ ИВАН", "ИВАН", "Молодой")]
    public void An_age_is_told_from_the_name(string name, string who, string age) =>
        Assert.Equal(new NamedAge(who, age), NamedAge.In(name));

    [Theory]
    [InlineData("Edward")]
    [InlineData("YOUNG MAN")]
    [InlineData("OLD WOMAN")]
    [InlineData("YOUNG")]
    [InlineData("Edward Junior")]
    [InlineData("EDWARD SENIOR")]
    [InlineData("FAKE EDWARD")]
    [InlineData("OTHER EDWARD")]
    [InlineData("Edward (V.O.)")]
    [InlineData("Guard 2")]
    [InlineData("Edward, the fisherman")]
    [InlineData("")]
    public void Other_names_say_none(string name) => Assert.Null(NamedAge.In(name));
}
