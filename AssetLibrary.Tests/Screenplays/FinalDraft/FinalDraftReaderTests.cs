using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;
using static AssetLibrary.Tests.Screenplays.FinalDraft.Fdx;

namespace AssetLibrary.Tests.Screenplays.FinalDraft;

public class FinalDraftReaderTests
{
    [Theory]
    [InlineData("Action", "Dust.", ElementType.Action, "Dust.")]
    [InlineData("General", "Dust.", ElementType.Action, "Dust.")]
    [InlineData("Shot", "CLOSE ON THE KEY", ElementType.Action, "CLOSE ON THE KEY")]
    [InlineData("Cast List", "IVA", ElementType.Action, "IVA")]
    [InlineData("Nobody's Style", "Dust.", ElementType.Action, "Dust.")]
    [InlineData("Action", "CUT TO:", ElementType.Action, "!CUT TO:")]
    [InlineData("Action", "FADE IN:", ElementType.Action, "!FADE IN:")]
    [InlineData("Action", "IVA\nStanding there.", ElementType.Action, "!IVA\nStanding there.")]
    [InlineData("Action", "Note: it rains.", ElementType.Action, "!Note: it rains.")]
    [InlineData("Action", "Int. to Ext. we go.", ElementType.Action, "!Int. to Ext. we go.")]
    [InlineData("Action", "#1 is alive.", ElementType.Action, "!#1 is alive.")]
    [InlineData("Action", "@home", ElementType.Action, "!@home")]
    [InlineData("Action", "...and then", ElementType.Action, "...and then")]
    [InlineData("Action", ".45 in hand", ElementType.Action, "!.45 in hand")]
    [InlineData("Action", "!", ElementType.Action, "!!")]
    [InlineData("Scene Heading", "KITCHEN", ElementType.SceneHeading, ".KITCHEN")]
    [InlineData("Scene Heading", "INT. KITCHEN", ElementType.SceneHeading, "INT. KITCHEN")]
    [InlineData("Character", "IVA", ElementType.Character, "@IVA")]
    [InlineData("Parenthetical", "low", ElementType.Parenthetical, "(low)")]
    [InlineData("Dialogue", "Hm.", ElementType.Dialogue, "Hm.")]
    [InlineData("Lyrics", "La la", ElementType.Lyrics, "~La la")]
    [InlineData("Singing", "La la", ElementType.Lyrics, "~La la")]
    [InlineData("Transition", "CUT TO:", ElementType.Transition, "CUT TO:")]
    [InlineData("Transition", "SMASH", ElementType.Transition, "> SMASH")]
    [InlineData("New Act", "ACT ONE", ElementType.Section, "# ACT ONE")]
    [InlineData("Outline 2", "The chase", ElementType.Section, "## The chase")]
    [InlineData("Outline Body", "They run.", ElementType.Synopsis, "= They run.")]
    [InlineData("End of Act", "END OF ACT ONE", ElementType.Centered, "> END OF ACT ONE <")]
    public async Task Every_style_becomes_its_element_and_is_marked_where_the_words_alone_would_mislead(
        string type,
        string text,
        ElementType element,
        string source
    )
    {
        var script = await ReadAsync(Paragraph(type, text));

        var only = Assert.Single(script.Elements);
        Assert.Equal(element, only.Type);
        Assert.Equal(type == "Parenthetical" ? "(low)" : text, only.Text);
        Assert.Equal(source, script.Source);
        Assert.Equal(ScriptFormat.Fdx, script.Format);
    }

    [Fact]
    public async Task A_paragraph_without_a_style_is_action() =>
        Assert.Equal("Action No type", Shown(await ReadAsync("<Paragraph><Text>No type</Text></Paragraph>")));

    [Fact]
    public async Task A_centred_paragraph_stays_centred() =>
        Assert.Equal("Centered THE END", Shown(await ReadAsync(Paragraph("General", "THE END", "Alignment=\"Center\""))));

    [Fact]
    public async Task The_written_text_is_Fountain_for_the_same_elements()
    {
        var script = await ReadAsync(
            Paragraph("Action", "BLACK.")
                + Paragraph("Scene Heading", "INT. ARCHIVE - NIGHT", "Number=\"1A\"")
                + Paragraph("Action", "LAMP\nswings.\n\n# not a section")
                + Paragraph("Character", "Iva (V.O.)")
                + Paragraph("Parenthetical", "(low)")
                + Paragraph("Dialogue", "One.")
                + Paragraph("Dialogue", "")
                + Paragraph("Dialogue", "Two.\nThree.")
                + Paragraph("Lyrics", "La la")
                + Paragraph("Dialogue", "Four.")
                + Paragraph("Character", "BO")
                + Paragraph("Action", "Silence.")
                + Paragraph("Transition", "CUT TO:")
                + Paragraph("Scene Heading", "THE YARD", "StartsNewPage=\"Yes\"")
        );

        var again = FountainParser.Parse(script.Source);

        Assert.Equal(script.Elements, again.Elements);
        Assert.Equal(
            script.Scenes.Select(s => (s.Heading, s.Number, s.FromLine, s.ToLine)),
            again.Scenes.Select(s => (s.Heading, s.Number, s.FromLine, s.ToLine))
        );
        Assert.Equal(["1A", null], script.Scenes.Select(s => s.Number));
        Assert.Contains("Dialogue One.||Two.|Three.", Shown(script), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_element_stands_on_its_line_of_the_written_text()
    {
        foreach (
            var script in new[]
            {
                await ReadSampleAsync("syntax", "wildwinter", "wildwinter-fd.fdx"),
                await ReadSampleAsync("hostile", "fdx", "unknown-types.fdx"),
            }
        )
        {
            var lines = script.Source.Split('\n');
            Assert.All(script.Elements, e => Assert.Contains(e.Text.Split('\n')[0], lines[e.Line - 1], StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Runs_are_joined_whatever_their_style() =>
        Assert.Equal(
            "INT. ARCHIVE - NIGHT",
            (
                await ReadAsync(
                    "<Paragraph Type=\"Scene Heading\"><Text>INT. </Text><Text Style=\"Bold+Underline\">ARCHIVE</Text><Text> - "
                        + "NIGHT</Text></Paragraph>"
                )
            )
                .Scenes[0]
                .Heading
        );

    [Fact]
    public async Task Words_are_not_escaped_and_not_taken_for_marks()
    {
        const string text = "M*A*S*H [[not a note]] /* nor gone */ <b> & \\ _x_";

        var script = await ReadAsync(Paragraph("Action", text));

        Assert.Equal("Action " + text, Shown(script));
        Assert.Contains(text, script.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heading_in_the_style_of_action_is_a_heading_with_a_notice()
    {
        var script = await ReadAsync(Paragraph("Action", "BLACK.") + Paragraph("Action", "EXT/INT. BOAT SHED - DAY"));

        Assert.Equal("BOAT SHED", Assert.Single(script.Scenes).Location);
        Assert.Equal(3, Assert.Single(script.Notices).Line);
    }

    [Fact]
    public async Task Of_a_dual_dialogue_the_second_speaker_is_dual()
    {
        var script = await ReadAsync(
            $"<Paragraph Type=\"General\"><DualDialogue>{Paragraph("Character", "ANA")}{Paragraph("Dialogue", "Hi")}{Paragraph("Character", "BO")}{Paragraph("Dialogue", "Ho")}</DualDialogue></Paragraph>{Paragraph("Character", "CY")}{Paragraph("Dialogue", "Ha")}"
        );

        Assert.Equal(
            [("ANA", false), ("BO", true), ("CY", false)],
            script.Elements.Where(e => e.Cue is not null).Select(e => (e.Cue!, e.Dual))
        );
    }

    [Fact]
    public async Task An_omitted_scene_is_left_out_with_a_notice()
    {
        var script = await ReadAsync(
            "<Paragraph Type=\"Scene Heading\" "
                + $"Number=\"7\"><Text>OMITTED</Text><OmittedScene>{Paragraph("Scene Heading", "EXT. YARD - DAY")}{Paragraph("Character", "BO")}</OmittedScene></Paragraph>{Paragraph("Action", "Go.")}"
        );

        Assert.Equal("SceneHeading OMITTED\nAction Go.", Shown(script));
        Assert.Null(script.Scenes[0].Location);
        Assert.Single(script.Notices);
    }

    [Fact]
    public async Task The_notes_of_a_range_stand_behind_the_paragraph_they_begin_in()
    {
        var script = await ReadAsync(
            Paragraph("Scene Heading", "INT. LAB - DAY")
                + Paragraph("Character", "BO")
                + Paragraph("Dialogue", "Hum.")
                + Paragraph("Action", "Go."),
            "<ScriptNotes><ScriptNote "
                + "Range=\"16,17\"><Paragraph><Text>Who?</Text></Paragraph><Paragraph/><Paragraph><Text>He.</Text></Paragraph></ScriptNote></ScriptNotes>"
        );

        Assert.Equal("SceneHeading INT. LAB - DAY\nCharacter BO\nDialogue Hum.\nNote Who?||He.\nAction Go.", Shown(script));
        Assert.Equal(Shown(script), Shown(FountainParser.Parse(script.Source)).Replace("|  |", "||", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_index_card_of_a_scene_is_its_synopsis_and_the_arc_beats_are_left_out() =>
        Assert.Equal(
            "SceneHeading INT. LAB - DAY\nSynopsis The key\nSynopsis She finds it.",
            Shown(
                await ReadAsync(
                    "<Paragraph Type=\"Scene Heading\"><SceneProperties Title=\"The key\"><Summary><Paragraph><Text>She finds "
                        + "it.</Text></Paragraph></Summary><SceneArcBeats><CharacterArcBeat "
                        + "Name=\"A\"><Paragraph><Text>x</Text></Paragraph></CharacterArcBeat></SceneArcBeats></SceneProperties><Text>INT. LAB - DAY</Text></Paragraph>"
                )
            )
        );

    [Fact]
    public async Task The_title_page_is_read_by_its_order_and_its_words()
    {
        string[] lines =
        [
            "",
            "BIG WATER",
            "",
            "written by",
            "",
            "A. Writer",
            "B. Writer",
            "",
            "based on the novel by",
            "C. Author",
            "",
            "Second draft",
            "",
            "1 Street",
        ];
        var page = $"<TitlePage><Content>{string.Concat(lines.Select(l => Paragraph("General", l)))}</Content></TitlePage>";

        var script = await ReadAsync(Paragraph("Action", "Go."), page);

        Assert.Equal("BIG WATER", script.Title);
        Assert.Equal(
            [
                "Title:BIG WATER",
                "Credit:written by",
                "Author:A. Writer/B. Writer",
                "Source:based on the novel by/C. Author",
                "Draft date:Second draft",
                "Contact:1 Street",
            ],
            script.TitlePage.Select(t => $"{t.Key}:{string.Join('/', t.Values)}")
        );
    }
}
