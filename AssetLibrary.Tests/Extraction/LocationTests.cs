using AssetLibrary.Web.Extraction;

namespace AssetLibrary.Tests.Extraction;

public class LocationTests
{
    [Fact]
    public void Inside_and_outside_of_a_place_are_one()
    {
        var found = new Extracted("INT. CAR - DAY\n\nA.\n\nEXT. CAR - NIGHT\n\nB.\n\nINT./EXT. THE CAR - LATER\n\nC.");

        Assert.Equal(["Car"], found.Locations);
        Assert.Equal([1, 2, 3], found["Car"].Appearances.Select(a => a.Scene));
    }

    [Theory]
    [InlineData("INT. SAME - LATER")]
    [InlineData("EXT. THE SAME PARK - NIGHT")]
    [InlineData("EXT. MÊME PARC - NUIT")]
    public void The_same_place_is_the_one_before(string heading)
    {
        Assert.Equal(["Park"], new Extracted("EXT. PARK - DAY\n\nA.\n\n" + heading + "\n\nB.").Locations);
    }

    [Fact]
    public void A_part_of_a_place_is_a_place()
    {
        Assert.Equal(
            ["House - Kitchen", "House - Attic"],
            new Extracted("INT. HOUSE - KITCHEN - DAY\n\nA.\n\nINT. HOUSE - ATTIC - DAY\n\nB.").Locations
        );
    }

    [Fact]
    public void A_view_or_a_title_is_no_place()
    {
        Assert.Equal(["Street"], new Extracted("EXT. STREET\n\nA.\n\n.TELESCOPE POV\n\nB.\n\n.OPENING TITLES\n\nC.").Locations);
    }

    [Theory]
    [InlineData("INT. ATTIC - DAY", Confidence.Sure)]
    [InlineData(".ATTIC - DAY", Confidence.Probable)]
    [InlineData(".ATTIC", Confidence.Ask)]
    public void A_heading_is_as_sure_as_it_is_complete(string heading, Confidence expected)
    {
        Assert.Equal(expected, new Extracted(heading + "\n\nA.")["Attic"].Confidence);
    }

    [Fact]
    public void A_place_is_described_by_what_the_first_scene_begins_with()
    {
        Assert.Equal(
            "A gorgeous day. The sun is shining.",
            new Extracted("EXT. PATIO - DAY\n\nA gorgeous day. The sun is shining. Birds.\n\nEXT. PATIO - NIGHT\n\nDark.")[
                "Patio"
            ].Description
        );
    }

    [Theory]
    [InlineData("INT. HOUSE / KITCHEN - DAY")]
    [InlineData("INT. HOUSE. KITCHEN - DAY")]
    [InlineData("INT. HOUSE — KITCHEN - DAY")]
    [InlineData("INT. HOUSE - KITCHEN (1987) - DAY")]
    [InlineData("INT. KITCHEN - DAY")]
    public void However_a_part_of_a_place_is_written_it_is_the_same(string heading)
    {
        Assert.Equal(["House - Kitchen"], new Extracted("INT. HOUSE - KITCHEN - DAY\n\nA.\n\n" + heading + "\n\nB.").Locations);
    }

    [Fact]
    public void An_office_beside_mikes_office_is_asked_about()
    {
        var office = new Extracted("INT. MIKE'S OFFICE - DAY\n\nA.\n\nINT. OFFICE - DAY\n\nB.")["Office"];

        Assert.Equal((Confidence.Ask, "This may be Mike's Office."), (office.Confidence, office.Doubt));
    }
}
