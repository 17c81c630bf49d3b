using System.Text;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Tests.Screenplays;

/// <summary>How long scenes are: as the file counts it, else as a share of its pages.</summary>
public class SceneLengthTests
{
    [Fact]
    public async Task Final_Draft_says_it_in_eighths()
    {
        var script = await FdxAsync("2 3/8", "4/8", "1", "", "later");
        Assert.Equal([19, 4, 8, null, null], script.SceneEighths());
    }

    [Fact]
    public void A_pdfs_scenes_share_its_pages_by_their_lines()
    {
        var layout = string.Join(
            '\f',
            Enumerable
                .Range(1, 4)
                .Select(page =>
                    $"{(page % 2 == 1 ? "                INT. KITCHEN " + page + " - DAY\n\n" : "")}"
                    + string.Concat(Enumerable.Range(0, 25).Select(i => $"                She walks the length of room {i} and back.\n\n"))
                )
        );
        var read = Web.Screenplays.Pdf.PdfScript.Read(layout)!.Value;
        Assert.Equal(4, read.Pages);
        var script = Web.Screenplays.Fountain.FountainParser.Parse(read.Text) with { Pages = read.Pages };
        Assert.Equal([16, 16], script.SceneEighths());
    }

    [Fact]
    public async Task Of_a_text_nobody_knows_it()
    {
        var script = await Reading.OfAsync("INT. KITCHEN - DAY\n\nTea.\n", "a.fountain");
        Assert.Equal([null], script.SceneEighths());
    }

    private static async Task<Screenplay> FdxAsync(params string[] lengths)
    {
        var scenes = lengths.Select(
            (length, i) =>
                $"""
                    <Paragraph Type="Scene Heading"><SceneProperties Length="{length}" Page="1"/><Text>INT. ROOM {i} - DAY</Text></Paragraph>
                    <Paragraph Type="Action"><Text>Somebody walks.</Text></Paragraph>
                    """
        );
        var xml = $"""<?xml version="1.0"?><FinalDraft DocumentType="Script"><Content>{string.Concat(scenes)}</Content></FinalDraft>""";
        return ((ScriptReading.Read)await ScriptFile.ReadAsync(Encoding.UTF8.GetBytes(xml), "a.fdx")).Screenplay;
    }
}
