using AssetLibrary.Web.Extraction;

namespace AssetLibrary.Tests.Extraction;

public class NamesTests
{
    private const string Scene = "INT. ROOM - DAY\n\n";

    [Fact]
    public void Nickname_surname_and_title_are_one_person()
    {
        var found = new Extracted(Scene + "DENNIS \"DINKY\" TRESCOTT, 63, dries a glass.\n\nDINKY\nA.\n\nTRESCOTT\nB.\n\nMR. TRESCOTT\nC.");

        Assert.Equal(["Dinky"], found.Characters);
    }

    [Fact]
    public void A_title_alone_is_the_one_who_bears_it()
    {
        Assert.Equal(["Captain"], new Extracted(Scene + "CAPTAIN ROSE HALL (50) waits.\n\nCAPTAIN\nA.").Characters);
    }

    [Fact]
    public void A_surname_that_two_share_is_asked_about_with_the_reason()
    {
        var found = new Extracted(Scene + "RAY PELLOW\nA.\n\nJUNE PELLOW\nB.\n\nPELLOW\nC.");

        Assert.Equal(3, found.Characters.Count());
        Assert.Equal((Confidence.Ask, "This may be June Pellow or Ray Pellow."), (found["Pellow"].Confidence, found["Pellow"].Doubt));
    }

    [Fact]
    public void Two_of_a_family_stay_two()
    {
        Assert.Equal(
            2,
            new Extracted(Scene + "TIM SEIDEL, 30, waits. Mrs. SEIDEL comes.\n\nTIM\nA.\n\nMRS. SEIDEL\nB.").Characters.Count()
        );
    }

    [Fact]
    public void A_noun_and_a_name_in_apposition_are_one()
    {
        Assert.Equal(
            ["Le Notaire"],
            new Extracted(Scene + "En descend LE NOTAIRE, maître PINSONNET, 55 ans, avec une sacoche.\n\nLE NOTAIRE\nA.").Characters
        );
    }

    [Fact]
    public void Who_is_named_later_is_who_spoke_without_a_name()
    {
        Assert.Equal(
            ["Child"],
            new Extracted(
                Scene + "A CHILD, ten maybe, looks up.\n\nCHILD\nA.\n\nHer name, according to the tag, is ODALYS RUIZ."
            ).Characters
        );
    }

    [Theory]
    [InlineData("Beside him hurries a young nurse, Edith Crane, with a chart.", "Edith Crane", Confidence.Probable)]
    [InlineData("Edith Crane, 28, hurries past.", "Edith Crane", Confidence.Probable)]
    [InlineData("A man in his 40s waits.", "Man", Confidence.Ask)]
    [InlineData("Une femme d'une cinquantaine d'années attend dans la rue.", "Femme", Confidence.Ask)]
    [InlineData("Ein alter Mann, um die 70, sitzt auf der Bank.", "Mann", Confidence.Ask)]
    [InlineData("Entra un uomo sui quarant'anni, e non si ferma nella strada della città.", "Uomo", Confidence.Ask)]
    [InlineData("His dog, BISCUIT, growls.", "Biscuit", Confidence.Probable)]
    [InlineData("A waiter passes. The waiter stumbles.", "Waiter", Confidence.Ask)]
    [InlineData("A drone, UNIT SEVEN, hovers. Unit Seven chirps.", "Unit Seven", Confidence.Probable)]
    [InlineData("Two ORDERLIES wait.", "Orderlies", Confidence.Probable)]
    public void Somebody_is_introduced_without_a_cue(string action, string name, Confidence confidence)
    {
        var found = new Extracted(Scene + action);

        Assert.Equal([name], found.Characters);
        Assert.Equal(confidence, found[name].Confidence);
    }

    [Theory]
    [InlineData("SUPER: \"BERLIN, 1961\"")]
    [InlineData("A sign: \"MADAME OLGA, 2 floors up\".")]
    [InlineData("The CROWD cheers. POLICE OFFICERS run past.")]
    [InlineData("BANG, and the door flies open.")]
    [InlineData("A BOY BAND poster hangs there.")]
    public void Signs_crowds_and_sounds_are_nobody(string action)
    {
        Assert.Empty(new Extracted(Scene + action).Characters);
    }

    [Fact]
    public void Guards_who_speak_together_are_the_guards_who_speak_alone()
    {
        Assert.Equal(["Guard 1", "Guard 2"], new Extracted(Scene + "GUARD 1\nA.\n\nGUARD 2\nB.\n\nGUARDS\nC.").Characters);
    }

    [Theory]
    [InlineData("A portrait of SIR HECTOR BLOOD hangs over the grate.")]
    [InlineData("Posters of Mayor Quill peel off the wall.")]
    [InlineData("On the envelope: \"For Mr. Tobias Finch, to be called for.\"")]
    [InlineData("The trunk belonged to a Captain Rudge.")]
    [InlineData("Lime and cypresses. ABEL STONE, 1938-1999, MASTER BAKER.")]
    [InlineData("Under the yew a stone: ELSE LIND, 1921–2004.")]
    [InlineData("In the tin: letters. Airmail, forty or fifty of them.")]
    public void Who_is_only_a_name_or_a_likeness_is_not_there(string action)
    {
        Assert.Empty(new Extracted("INT. HALL - DAY\n\n" + action).Characters);
    }

    [Theory]
    [InlineData("Before the portrait waits SIR HECTOR BLOOD.", "Sir Hector Blood")]
    [InlineData("Rain. Colonel Bane feeds a gull.", "Colonel Bane")]
    public void A_title_that_does_something_is_there(string action, string name)
    {
        Assert.Equal([name], new Extracted("INT. HALL - DAY\n\n" + action).Characters);
    }

    [Fact]
    public void What_somebody_is_called_before_the_name_is_told_is_the_same_person()
    {
        var found = new Extracted(
            "INT. CAR - DAY\n\nMAN IN A SUIT\nDrive.\n\nThe Man in a Suit, whose name is VOSS, yawns.\n\nVOSS\nFaster.\n"
        );

        Assert.Equal(["Voss"], found.Characters);
    }

    [Fact]
    public void Capitals_for_what_somebody_is_go_with_the_name_behind_them()
    {
        var found = new Extracted(
            "INT. TIENDA - DÍA\n\nEl SEÑOR CURA, don Hilario, señala el pan que está sobre la mesa.\n\nDON HILARIO\nEse.\n"
        );

        Assert.Equal(["Don Hilario"], found.Characters);
    }

    [Fact]
    public void A_name_that_the_margin_has_cut_in_two_is_one()
    {
        var found = new Extracted(
            "INT. LAB - DAY\n\nBenches, soldering irons, a skeleton. DR. EDITH\nROWAN, seventy, waves.\n\nROWAN\nCome in.\n"
        );

        Assert.Equal(["Rowan"], found.Characters);
    }
}
