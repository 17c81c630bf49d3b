using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Tests.Extraction;

/// <summary>The script every newcomer is offered: nothing may be missing, and nothing silly may be in it.</summary>
public class SampleScriptTests
{
    private static readonly string Text = Read();

    private static readonly Extracted Found = new(Text);

    [Fact]
    public void It_has_a_title_six_scenes_a_voice_over_and_two_who_speak_at_once()
    {
        var script = FountainParser.Parse(Text);

        Assert.Equal("The Last Lamp", script.Title);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], script.Scenes.Select(s => s.Number));
        Assert.Contains(script.Elements, e => e.Extension == "(V.O.)");
        Assert.Contains(script.Elements, e => e.Dual);
        Assert.Empty(script.Notices);
    }

    [Fact]
    public void Its_cast_is_found_and_sure()
    {
        Assert.Equal(["Tilda", "Bruno", "Iris", "Jonas"], Found.Characters);
        Assert.All(Found.Characters, c => Assert.Equal(Confidence.Sure, Found[c].Confidence));
        Assert.All(Found.Characters, c => Assert.StartsWith(c.ToUpperInvariant() + ", ", Found[c].Description, StringComparison.Ordinal));
    }

    [Fact]
    public void Its_places_are_found()
    {
        Assert.Equal(["Harbour", "Lighthouse", "Lighthouse Kitchen", "Lamp Room"], Found.Locations);
    }

    [Fact]
    public void Its_props_are_found_and_nothing_else()
    {
        Assert.Equal(
            [
                "Rowboat",
                "Raincoat",
                "Rope",
                "Leather suitcase",
                "Fishing net",
                "Crate",
                "Brass telescope",
                "Key",
                "Flowerpot",
                "Letter",
                "Drawing",
                "Kettle",
                "Cups",
                "Oil lamp",
                "Biscuit tin",
                "Ribbon",
                "Stamp",
                "Radio",
                "Beacon",
                "Screwdriver",
                "Pot",
                "Flashlight",
                "Notebook",
                "Wooden music box",
                "Spring",
                "Lever",
                "Dinghy",
                "Orange life jacket",
                "Oar",
                "Lantern",
                "Wool blanket",
                "Fish",
                "Iron pan",
            ],
            Found.Props
        );
    }

    private static string Read()
    {
        using var sample = new StreamReader(typeof(Program).Assembly.GetManifestResourceStream("sample.fountain")!);
        return sample.ReadToEnd();
    }
}
