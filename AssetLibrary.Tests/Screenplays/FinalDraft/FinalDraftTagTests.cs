using AssetLibrary.Web.Screenplays;
using static AssetLibrary.Tests.Screenplays.FinalDraft.Fdx;

namespace AssetLibrary.Tests.Screenplays.FinalDraft;

public class FinalDraftTagTests
{
    private const string TagData = """
        <TagData>
          <TagCategories><TagCategory Id="p" Name="Props" Number="5"/><TagCategory Id="v" Name="Vehicles" Number="4"/></TagCategories>
          <TagDefinitions>
            <TagDefinition CatId="p" Id="d1" Label="brass lantern" Number="1"/>
            <TagDefinition CatId="v" Id="d2" Label="barge" Number="2"/>
            <TagDefinition CatId="p" Id="d3" Label="anchor" Number="3"/>
            <TagDefinition CatId="gone" Id="d4" Number="4"/>
          </TagDefinitions>
          <Tags><Tag Number="1"><DefId>d1</DefId></Tag><Tag Number="2"><DefId>d1</DefId><DefId>d2</DefId></Tag><Tag Number="4"><DefId>d4</DefId></Tag></Tags>
        </TagData>
        """;

    [Fact]
    public async Task Tagged_words_come_out_with_category_name_and_lines()
    {
        var script = await ReadAsync(
            Paragraph("Scene Heading", "EXT. RIVER - DAY")
                + """<Paragraph Type="Action"><Text>Fog. </Text><Text TagNumber="1">a lantern</Text><Text>, and below</Text><Text TagNumber="2">&#10;the lit boat</Text></Paragraph>"""
                + """<Paragraph Type="Action"><Text TagNumber="4">a rope</Text><Text TagNumber="99">?</Text></Paragraph>""",
            TagData
        );

        Assert.Equal(
            ["Props: brass lantern 3,4", "Vehicles: barge 4", "Miscellaneous: a rope 6", "Props: anchor "],
            script.Tags.Select(t => $"{t.Category}: {t.Name} {string.Join(',', t.Lines)}")
        );
        Assert.Equal("the lit boat", script.Source.Split('\n')[3]);
    }

    [Fact]
    public async Task Of_the_names_kept_for_typing_only_those_of_the_script_are_tags()
    {
        var script = await ReadAsync(
            Paragraph("Scene Heading", "INT. HOLD - NIGHT")
                + Paragraph("Action", "Old Pete and a man wait.")
                + Paragraph("Character", "MARA (V.O.)")
                + Paragraph("Dialogue", "Pete?"),
            """
            <SmartType><Characters><Character>MARA</Character><Character>OLD PETE</Character><Character>MAN</Character><Character>GHOST</Character></Characters>
            <Locations><Location>Hold</Location><Location>DECK</Location></Locations></SmartType>
            <Cast><Member Actor="Man 1" Character="Mara"/><Member Actor="Man 1" Character="PETE"/></Cast>
            """
        );

        Assert.Equal(
            ["Cast Members: MARA 5", "Cast Members: OLD PETE 3", "Cast Members: PETE 3,6", "Locations: Hold 1"],
            script.Tags.Select(t => $"{t.Category}: {t.Name} {string.Join(',', t.Lines)}")
        );
    }

    [Fact]
    public async Task What_follows_a_whole_script_may_be_damaged()
    {
        var xml = File(Paragraph("Scene Heading", "INT. HOLD - NIGHT"), TagData);

        var script = Assert.IsType<ScriptReading.Read>(await OpenAsync(xml[..^200])).Screenplay;

        Assert.Single(script.Scenes);
        Assert.Contains(script.Notices, n => n.Message.Contains("damaged", StringComparison.Ordinal));
    }
}
