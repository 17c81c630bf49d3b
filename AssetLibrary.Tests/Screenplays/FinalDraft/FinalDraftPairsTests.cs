using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using static AssetLibrary.Tests.Screenplays.FinalDraft.Fdx;

namespace AssetLibrary.Tests.Screenplays.FinalDraft;

/// <summary>Files of other programs that come with the same script in Fountain.</summary>
public class FinalDraftPairsTests
{
    [Theory]
    [InlineData("afterwriting/header_note")]
    [InlineData("afterwriting/note")]
    [InlineData("afterwriting/synopsis")]
    [InlineData("screenplain/dialogue")]
    [InlineData("screenplain/dialogue-with-blank-line")]
    [InlineData("screenplain/extended-characters")]
    [InlineData("screenplain/parenthetical")]
    [InlineData("screenplain/simple")]
    [InlineData("screenplain/utf-8-bom")]
    [InlineData("wildwinter/wildwinter-fd")]
    [InlineData("wildwinter/wildwinter-fadein")]
    public async Task The_same_script_in_both_formats_has_the_same_elements(string name)
    {
        var fdx = await ReadSampleAsync("syntax", name + ".fdx");
        var fountain = await ReadSampleAsync("syntax", name + ".fountain");

        Assert.Equal((ScriptFormat.Fdx, ScriptFormat.Fountain), (fdx.Format, fountain.Format));
        Assert.Equal(Elements(fountain), Elements(fdx));
        Assert.Equal(
            fountain.Scenes.Select(s => (s.Heading, s.Number, s.Location)),
            fdx.Scenes.Select(s => (s.Heading, s.Number, s.Location))
        );
        Assert.Equal(Elements(FountainParser.Parse(fdx.Source)), Elements(fdx));
    }

    [Theory]
    [InlineData("wildwinter-fd.fdx")]
    [InlineData("wildwinter-fadein.fdx")]
    public async Task The_title_page_has_what_the_other_program_reads_there_and_the_credit(string name)
    {
        var fdx = await ReadSampleAsync("syntax", "wildwinter", name);
        var fountain = await ReadSampleAsync("syntax", "wildwinter", "wildwinter-fadein.fountain");

        Assert.Equal(
            fountain.TitlePage.Select(t => (t.Key, string.Join('\n', t.Values))),
            fdx.TitlePage.Where(t => t.Key != "Credit").Select(t => (t.Key, string.Join('\n', t.Values)))
        );
    }

    private static IEnumerable<string> Elements(Screenplay script) =>
        script.Elements.Select(e => $"{e.Type}: {e.Text.TrimEnd()} / {e.Cue} {e.Extension} {e.SceneNumber}");
}
