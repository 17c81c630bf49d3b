using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Tests.Screenplays;

/// <summary>Inputs of the format's own parser (nyousefi) and of screenplain, with what the format says about them.</summary>
public class OtherParsersTests
{
    [Theory]
    [InlineData("nyousefi/Boneyard", "Action Action")]
    [InlineData("nyousefi/CenteredText", "Centered Transition Centered Centered")]
    [InlineData("nyousefi/DualDialogue", "Character Dialogue Character Dialogue")]
    [InlineData("nyousefi/Notes", "Action Note Note Action Note")]
    [InlineData("nyousefi/PageBreaks", "Action PageBreak Action PageBreak Action")]
    [InlineData("nyousefi/SectionHeaders", "Section Section Section Section Section Section Section")]
    [InlineData("nyousefi/Synopses", "Section Synopsis Section Synopsis Section Synopsis")]
    [InlineData("nyousefi/Indenting", "Transition SceneHeading Action Character Dialogue Character Parenthetical Dialogue Action")]
    [InlineData("screenplain/boneyard", "Action Transition SceneHeading Action")]
    [InlineData("screenplain/dialogue", "Character Dialogue Character Dialogue")]
    [InlineData("screenplain/dialogue-character-extension", "Character Dialogue")]
    [InlineData("screenplain/dialogue-with-blank-line", "Character Dialogue")]
    [InlineData("screenplain/extended-characters", "Action")]
    [InlineData("screenplain/forced-transition", "Transition")]
    [InlineData("screenplain/page-break", "Action PageBreak SceneHeading")]
    [InlineData("screenplain/parenthetical", "Character Parenthetical Dialogue")]
    [InlineData("screenplain/simple", "SceneHeading Action Action Character Dialogue Character Dialogue Character Dialogue")]
    [InlineData("screenplain/utf-8-bom", "SceneHeading Action Action Character Dialogue Character Dialogue Character Dialogue")]
    [InlineData("screenplain/title-page", "Transition Action")]
    public void Their_inputs_are_read_as_the_format_says(string file, string types)
    {
        Assert.Equal(types, string.Join(' ', Parse(file).Elements.Select(e => e.Type)));
    }

    [Fact]
    public void Scene_numbers_are_letters_digits_dashes_and_full_stops()
    {
        var scenes = Parse("nyousefi/SceneNumbers").Scenes;

        Assert.Equal(["1", "1A", "1a", "A1", "I-1-A", "1.", "110A"], scenes.Select(s => s.Number));
        Assert.All(scenes, s => Assert.Equal("HOUSE", s.Location));
    }

    [Fact]
    public void The_simple_script_has_its_title_and_three_scenes()
    {
        var script = Parse("nyousefi/Simple");

        Assert.Equal("A Simple Script", script.Title);
        Assert.Equal(["INT. OFFICE - MORNING", "ext. house - day", "FORCED SCENE HEADING"], script.Scenes.Select(s => s.Heading));
        Assert.Equal(ElementType.Action, script.Elements[^1].Type);
    }

    private static Screenplay Parse(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", "syntax", file + ".fountain"));
        return FountainParser.Parse(Assert.IsType<ScriptDecoding.Read>(ScriptText.Decode(bytes)).Script.Text);
    }
}
