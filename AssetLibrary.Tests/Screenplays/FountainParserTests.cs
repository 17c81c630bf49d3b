using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Tests.Screenplays;

public class FountainParserTests
{
    [Fact]
    public void An_element_knows_its_lines()
    {
        var script = FountainParser.Parse("INT. HOUSE - DAY\n\nOne.\nTwo.\n\nBOB\n(low)\nHi.\nThere.\n");

        Assert.Equal(
            [
                (ElementType.SceneHeading, 1, 1),
                (ElementType.Action, 3, 4),
                (ElementType.Character, 6, 6),
                (ElementType.Parenthetical, 7, 7),
                (ElementType.Dialogue, 8, 9),
            ],
            script.Elements.Select(e => (e.Type, e.Line, e.EndLine))
        );
    }

    [Fact]
    public void A_line_of_capitals_that_nobody_answers_is_action()
    {
        Assert.Equal([ElementType.Action, ElementType.Action], Types("He waits.\n\nBOSS"));
    }

    [Fact]
    public void A_number_alone_is_no_cue()
    {
        Assert.Equal([ElementType.Action], Types("23\nskidoo"));
    }

    [Theory]
    [InlineData("HANS (on the radio)", "HANS", "(on the radio)")]
    [InlineData("DONNA (V.O.) (CONT'D)", "DONNA", "(V.O.) (CONT'D)")]
    [InlineData("DONNA(V.O.)", "DONNA", "(V.O.)")]
    [InlineData("@McCLANE", "McCLANE", null)]
    [InlineData("LE PRÉSIDENT.", "LE PRÉSIDENT", null)]
    [InlineData("SAMMY JR.", "SAMMY JR.", null)]
    [InlineData("**MAX:**", "MAX", null)]
    [InlineData("STEEL ^", "STEEL", null)]
    [InlineData("R2D2", "R2D2", null)]
    public void A_cue_is_a_name_with_or_without_an_extension(string line, string name, string? extension)
    {
        var cue = FountainParser.Parse(line + "\nHello.").Elements[0];

        Assert.Equal((ElementType.Character, name, extension), (cue.Type, cue.Cue, cue.Extension));
    }

    [Fact]
    public void A_cue_with_a_caret_is_dual()
    {
        Assert.Equal(
            [false, true],
            FountainParser.Parse("ADAM\nYes.\n\nEVE ^\nNo.").Elements.Where(e => e.Type == ElementType.Character).Select(e => e.Dual)
        );
    }

    [Theory]
    [InlineData("(CONT'D)")]
    [InlineData("(CONT’D)")]
    [InlineData("(CONT.D)")]
    [InlineData("(SUITE)")]
    public void A_cue_that_is_only_a_continuation_goes_on_with_the_last_speaker(string cue)
    {
        var script = FountainParser.Parse($"INT. A - DAY\n\nBOB\nHi.\n\nHe turns.\n\n{cue}\nBye.");

        Assert.Equal("BOB", script.Elements[^2].Cue);
        Assert.Equal(["BOB"], script.Scenes[0].Characters);
    }

    [Fact]
    public void A_cue_may_be_written_without_capitals_where_the_script_has_none()
    {
        var script = FountainParser.Parse("INT。 病院-日\n\nジョン（20）が入院。\n\nジョン\n（失われた）\nこの場所は何ですか？");

        Assert.Equal(["ジョン"], script.Characters);
        Assert.Equal(ElementType.Parenthetical, script.Elements[^2].Type);
    }

    [Fact]
    public void Two_spaces_keep_a_speech_open()
    {
        Assert.Equal("Seven.\n\nHit?", FountainParser.Parse("DEALER\nSeven.\n  \nHit?").Elements[^1].Text);
    }

    [Fact]
    public void A_comment_inside_a_speech_does_not_end_it()
    {
        Assert.Equal([ElementType.Character, ElementType.Note, ElementType.Dialogue], Types("BOB\n[[slower]]\nHello."));
    }

    [Fact]
    public void Notes_and_boneyards_are_taken_out_of_a_line()
    {
        var script = FountainParser.Parse("A [[note]] in /* not */ line.");

        Assert.Equal("A  in  line.", script.Elements[0].Text);
        Assert.Equal("note", script.Elements[1].Text);
    }

    [Fact]
    public void A_note_may_run_over_lines_but_not_over_an_empty_one()
    {
        Assert.Equal([ElementType.Action, ElementType.Note], Types("A.\n\n[[one\n  \ntwo]]"));

        var open = FountainParser.Parse("A.\n\n[[one\n\ntwo]]");
        Assert.DoesNotContain(open.Elements, e => e.Type == ElementType.Note);
        Assert.Contains(open.Notices, n => n.Line == 3);
    }

    [Theory]
    [InlineData(". no", ElementType.Action)]
    [InlineData("... and then", ElementType.Action)]
    [InlineData(".TELESCOPE POV", ElementType.SceneHeading)]
    [InlineData("!INT. HOUSE", ElementType.Action)]
    [InlineData("~la la", ElementType.Lyrics)]
    [InlineData("> CENTRE <", ElementType.Centered)]
    [InlineData("> Burn to pink.", ElementType.Transition)]
    [InlineData("CUT TO:", ElementType.Transition)]
    [InlineData("CUT TO: ", ElementType.Action)]
    [InlineData("boop TO:", ElementType.Action)]
    [InlineData("FONDU AU NOIR.", ElementType.Transition)]
    [InlineData("## Act", ElementType.Section)]
    [InlineData("= What happens", ElementType.Synopsis)]
    [InlineData("====", ElementType.PageBreak)]
    public void A_line_that_stands_alone_is_what_its_mark_says(string line, ElementType expected)
    {
        Assert.Equal([ElementType.SceneHeading, expected], Types("INT. A - DAY\n\n" + line + "\n"));
    }

    [Fact]
    public void A_scene_has_its_number_its_lines_and_its_speakers()
    {
        var script = FountainParser.Parse("FADE IN:\n\nINT. A - DAY #1A#\n\nBOB\nHi.\n\nANN (O.S.)\nHi.\n\nBob\nwalks.\n\nEXT. B\n\nX.");

        Assert.Equal(
            ("1A", "INT. A - DAY", 3, 13),
            (script.Scenes[0].Number, script.Scenes[0].Heading, script.Scenes[0].FromLine, script.Scenes[0].ToLine)
        );
        Assert.Equal(["BOB", "ANN"], script.Scenes[0].Characters);
        Assert.Equal((2, 14, 16), (script.Scenes[1].Ordinal, script.Scenes[1].FromLine, script.Scenes[1].ToLine));
    }

    [Fact]
    public void A_script_without_a_scene_is_kept_with_one_notice()
    {
        var script = FountainParser.Parse("LE PRÉSIDENT.\nLevez-vous.\n\nLARILLETTE.\nOui.");

        Assert.Empty(script.Scenes);
        Assert.Equal(["LE PRÉSIDENT", "LARILLETTE"], script.Characters);
        Assert.Single(script.Notices);
    }

    [Theory]
    [InlineData("Title: A\nAuthor: B\n\nx", "A")]
    [InlineData("Title:\n\t_**BRICK & STEEL**_\n\t_**RETIRED**_\n\nx", "BRICK & STEEL RETIRED")]
    [InlineData("Title：映画\nAuthor：匿名\n\nx", "映画")]
    [InlineData("Titre: Le Buis\n\nx", "Le Buis")]
    [InlineData("[[before]]\n\nTitle: A\n\nx", "A")]
    [InlineData("FADE IN:\n\nx", null)]
    [InlineData("INT. HOUSE: DAY\n\nx", null)]
    public void A_title_page_stands_first(string text, string? title)
    {
        Assert.Equal(title, FountainParser.Parse(text).Title);
    }

    private static IEnumerable<ElementType> Types(string text) => FountainParser.Parse(text).Elements.Select(e => e.Type);
}
