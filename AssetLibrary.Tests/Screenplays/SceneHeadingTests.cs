using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Tests.Screenplays;

public class SceneHeadingTests
{
    [Theory]
    [InlineData("INT. COPY ROOM - NIGHT", "INT", "COPY ROOM", "NIGHT")]
    [InlineData("ext. house - day", "EXT", "house", "day")]
    [InlineData("INT./EXT. CAR - CONTINUOUS", "INT/EXT", "CAR", "CONTINUOUS")]
    [InlineData("EXT/INT CAR", "INT/EXT", "CAR", null)]
    [InlineData("I/E CAR - DAY", "INT/EXT", "CAR", "DAY")]
    [InlineData("EST. PARIS - DAWN", "EST", "PARIS", "DAWN")]
    [InlineData("INT. HOUSE - DAY - FLASHBACK (1944)", "INT", "HOUSE", "DAY")]
    [InlineData("INT. HOUSE - NIGHT - LATER", "INT", "HOUSE", "NIGHT")]
    [InlineData("INT. HOUSE - TEN MINUTES LATER", "INT", "HOUSE", "TEN MINUTES LATER")]
    [InlineData("EXT. YARD--DAY", "EXT", "YARD", "DAY")]
    [InlineData("INT. CAR (MOVING) - DAY", "INT", "CAR", "DAY")]
    [InlineData("INT. CAFÉ, NIGHT", "INT", "CAFÉ", "NIGHT")]
    [InlineData("INT. PALAIS DE JUSTICE - SALLE - JOUR", "INT", "PALAIS DE JUSTICE - SALLE", "JOUR")]
    [InlineData("EXT. LES HALLES - AUBE (FLASH-BACK)", "EXT", "LES HALLES", "AUBE")]
    [InlineData("INNEN. KÜCHE - TAG", "INT", "KÜCHE", "TAG")]
    [InlineData("ИНТ. КВАРТИРА МАШИ – КУХНЯ – ДЕНЬ", "INT", "КВАРТИРА МАШИ – КУХНЯ", "ДЕНЬ")]
    [InlineData("НАТ. УЛИЦА – НОЧЬ", "EXT", "УЛИЦА", "НОЧЬ")]
    [InlineData("INT。 病院-日", "INT", "病院", "日")]
    [InlineData("EXT. UN PARQUE - DÍA", "EXT", "UN PARQUE", "DÍA")]
    [InlineData("INT. 221B BAKER ST. - DAY", "INT", "221B BAKER ST", "DAY")]
    [InlineData("INT.", "INT", null, null)]
    public void A_heading_says_inside_or_outside_where_and_when(string heading, string intExt, string? location, string? time)
    {
        var scene = Assert.Single(FountainParser.Parse(heading + "\n\nx").Scenes);

        Assert.Equal((intExt, location, time), (scene.IntExt, scene.Location, scene.TimeOfDay));
    }

    [Theory]
    [InlineData("INTERCOM\nHello?")]
    [InlineData("Interior design is dull.")]
    [InlineData("Est arrivé un homme.")]
    [InlineData("EXTRA! EXTRA!")]
    [InlineData("I am here.")]
    public void Words_that_only_begin_like_a_heading_are_none(string text)
    {
        Assert.Empty(FountainParser.Parse(text).Scenes);
    }

    [Fact]
    public void A_forced_heading_without_a_place_has_no_location()
    {
        Assert.Null(FountainParser.Parse(".TELESCOPE POV\n\nx").Scenes[0].Location);
        Assert.Equal("KITCHEN", FountainParser.Parse(".KITCHEN - DAY\n\nx").Scenes[0].Location);
    }

    [Fact]
    public void A_bracketed_scene_line_of_a_Markdown_script_is_a_heading()
    {
        var scene = FountainParser.Parse("**[SZENE 1 - CAFÉ GEMÜTLICH | 0:20 - 1:40]**\n\nx").Scenes[0];

        Assert.Equal(("SZENE 1 - CAFÉ GEMÜTLICH", "CAFÉ GEMÜTLICH"), (scene.Heading, scene.Location));
    }
}
