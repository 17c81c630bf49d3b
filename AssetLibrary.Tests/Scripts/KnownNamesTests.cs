using AssetLibrary.Web.Names;
using AssetLibrary.Web.Scripts;

namespace AssetLibrary.Tests.Scripts;

public sealed class KnownNamesTests
{
    private static readonly Guid Mara = Guid.NewGuid(),
        Lamp = Guid.NewGuid(),
        Lighthouse = Guid.NewGuid(),
        Lin = Guid.NewGuid();

    private static readonly KnownNames Names = new([
        (Mara, AssetType.Character, "Mara", ["Mara Voss", "Will"]),
        (Lamp, AssetType.Prop, "Lamp", []),
        (Lighthouse, AssetType.Location, "Old lighthouse", []),
        (Lin, AssetType.Character, "小林", []),
    ]);

    [Theory]
    [InlineData("Mara waits.", "<Mara> waits.")]
    [InlineData("MARA VOSS and her lamps", "<MARA VOSS> and her lamps")]
    [InlineData("A lamp. Maralyn.", "A <lamp>. Maralyn.")]
    [InlineData("They will go; Will stays.", "They will go; <Will> stays.")]
    [InlineData("The old\nlighthouse, old house", "The <old\nlighthouse>, old house")]
    [InlineData("小林在等", "<小林>在等")]
    [InlineData("", "")]
    public void Whole_names_are_found_and_the_longest_first(string text, string expected)
    {
        var parts = Names.In(text);
        Assert.Equal(expected, string.Concat(parts.Select(p => p.AssetId is null ? p.Text : $"<{p.Text}>")));
        Assert.Equal(text, string.Concat(parts.Select(p => p.Text)));
    }
}
