using AssetLibrary.Web.Commands.Benchmarks;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Tests.Screenplays;

/// <summary>Every one of these finishes in a second or so; with one quadratic step they would take hours.</summary>
public class HostileScriptTests
{
    [Fact]
    public void Fifty_megabytes_in_one_line_are_one_element()
    {
        Assert.Single(FountainParser.Parse(new string('A', 50_000_000)).Elements);
    }

    [Fact]
    public void A_hundred_thousand_asterisks_stay_text()
    {
        Assert.Equal(100_000, FountainParser.Parse("INT. A - DAY\n\nx" + new string('*', 100_000)).Elements[^1].Text.Length - 1);
    }

    [Theory]
    [InlineData("/* ")]
    [InlineData("[[ ")]
    [InlineData("/* [[ ")]
    [InlineData("[[a]]")]
    [InlineData("/**/")]
    [InlineData("(")]
    public void Opening_marks_without_end_are_read_once(string mark)
    {
        Assert.NotNull(FountainParser.Parse(string.Concat(Enumerable.Repeat(mark, 300_000))));
    }

    [Fact]
    public void Ten_thousand_title_keys_are_a_title_page()
    {
        var keys = string.Concat(Enumerable.Range(0, 10_000).Select(i => $"Key{i}: value\n"));

        Assert.Equal(10_000, FountainParser.Parse(keys + "\nINT. A - DAY\n\nx").TitlePage.Count);
    }

    [Fact]
    public void Sections_may_nest_as_deep_as_they_like()
    {
        var script = FountainParser.Parse(string.Concat(Enumerable.Range(1, 1200).Select(i => new string('#', i) + " Level\n\n")));

        Assert.Equal(1200, script.Elements[^1].Depth);
    }

    [Fact]
    public void A_boneyard_that_is_never_closed_loses_nothing()
    {
        var script = FountainParser.Parse("INT. HOUSE - DAY\n\n/*\nlost text\n\nBOB\nHi.");

        Assert.Contains(script.Elements, e => e.Text.Contains("lost text", StringComparison.Ordinal));
        Assert.Equal(["BOB"], script.Characters);
        Assert.Contains(script.Notices, n => n.Line == 3);
    }

    [Fact]
    public void Many_speakers_and_many_names_in_a_line_are_counted_in_linear_time()
    {
        var cues = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"\n\nPERSON {i}X\nhi"));
        var line = string.Concat(Enumerable.Repeat("the lamp and MARY JONES walks ", 50_000));

        Assert.Equal(20_000, BuiltInExtractor.Extract(FountainParser.Parse(cues)).Count);
        Assert.Equal(2, BuiltInExtractor.Extract(FountainParser.Parse(line)).Count);
    }

    [Fact]
    public void A_feature_film_keeps_all_its_scenes()
    {
        var text = LongScript.Write();
        var script = FountainParser.Parse(text);

        Assert.Equal(LongScript.Write(), text);
        Assert.InRange(script.Scenes.Count, 100, 200);
        Assert.Equal(script.Scenes.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), script.Scenes[^1].Number);
        Assert.Equal(12, script.Characters.Count);
    }
}
