using AngleSharp.Html.Parser;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Tests.Screenplays;

public class EmphasisTests
{
    [Theory]
    [InlineData("*one* **two** ***three*** _four_", "one two three four")]
    [InlineData("_**both**_ and ***a** b*", "both and a b")]
    [InlineData("He dialed *69 and then *23.", "He dialed *69 and then *23.")]
    [InlineData("**\\*9765\\***", "*9765*")]
    [InlineData("a * b _ c", "a * b _ c")]
    [InlineData("*one\ntwo*", "*one\ntwo*")]
    [InlineData("****", "****")]
    [InlineData("*", "*")]
    [InlineData("\\", "\\")]
    public void Marks_that_close_on_their_line_are_taken_out(string text, string plain)
    {
        Assert.Equal(plain, Emphasis.Strip(text));
    }

    /// <summary>screenplay-tools finds no emphasis inside an underline; the format has it there.</summary>
    [Fact]
    public void Words_come_out_as_screenplay_tools_expects_but_for_emphasis_within_emphasis()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Samples", "syntax", "wildwinter");
        var script = FountainParser.Parse(File.ReadAllText(Path.Combine(folder, "Formatted.fountain")));
        var html = File.ReadAllText(Path.Combine(folder, "Formatted.txt"))
            .Replace("*Leupold Mark 4*", "Leupold Mark 4", StringComparison.Ordinal);

        var expected = new HtmlParser().ParseDocument(html).Body!.TextContent;

        Assert.Equal(
            expected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()),
            script.Elements.SelectMany(e => Emphasis.Strip(e.Text).Split('\n')).Select(l => l.Trim())
        );
    }
}
