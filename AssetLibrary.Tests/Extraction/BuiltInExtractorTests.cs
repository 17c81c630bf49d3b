using System.Text.Json;
using AssetLibrary.Web.Commands.Benchmarks;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Tests.Extraction;

public class BuiltInExtractorTests
{
    private static readonly Screenplay Long = FountainParser.Parse(LongScript.Write());

    [Fact]
    public void Every_quote_stands_verbatim_on_its_line()
    {
        var text =
            "INT. A - DAY\n\n_Mara's face FILLS the *old brass* mirror_. He [[slowly]] drops /* not */ the phone.\nThe phone breaks. "
            + "Mr. STEEL laughs.\n\nSTEEL (V.O.)\nNo.";
        var lines = text.Split('\n');

        Assert.All(BuiltInExtractor.Extract(FountainParser.Parse(text)).SelectMany(a => a.Evidence), e =>
            Assert.Contains(e.Quote, lines[e.Line - 1], StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_item_of_a_long_script_has_quotes_in_the_order_of_the_script_and_not_too_many()
    {
        var lines = Long.Source.Split('\n');

        Assert.All(BuiltInExtractor.Extract(Long), asset =>
        {
            Assert.InRange(asset.Evidence.Count, 1, 6);
            Assert.Equal(asset.Evidence.OrderBy(e => e.Line), asset.Evidence);
            Assert.All(asset.Evidence, e => Assert.Contains(e.Quote, lines[e.Line - 1], StringComparison.Ordinal));
            Assert.NotEmpty(asset.Appearances);
        });
    }

    [Fact]
    public void A_long_script_gives_its_cast_its_places_and_its_things()
    {
        var found = BuiltInExtractor.Extract(Long);

        Assert.Equal(12, found.Count(a => a.Type == AssetType.Character));
        Assert.Equal(12, found.Count(a => a.Type == AssetType.Location));
        Assert.Equal(12, found.Count(a => a.Type == AssetType.Prop));
    }

    [Fact]
    public void The_same_script_gives_the_same_answer()
    {
        Assert.Equal(JsonSerializer.Serialize(BuiltInExtractor.Extract(Long)), JsonSerializer.Serialize(BuiltInExtractor.Extract(Long)));
    }

    [Fact]
    public void Progress_begins_at_nothing_and_ends_at_all_scenes()
    {
        var seen = new List<(int Done, int Total)>();

        BuiltInExtractor.Extract(Long, (done, total) => seen.Add((done, total)));

        Assert.Equal((0, Long.Scenes.Count), seen[0]);
        Assert.Equal((Long.Scenes.Count, Long.Scenes.Count), seen[^1]);
        Assert.Equal(seen.OrderBy(s => s.Done), seen);
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        using var cancel = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() =>
            BuiltInExtractor.Extract(
                Long,
                (done, _) =>
                {
                    if (done > 3)
                    {
                        cancel.Cancel();
                    }
                },
                cancel.Token
            )
        );
    }

    [Fact]
    public void What_stands_before_the_first_scene_belongs_to_scene_zero()
    {
        var found = new Extracted("A lantern burns.\n\nBOB\nHi.");

        Assert.Equal([0], found["Lantern"].Appearances.Select(a => a.Scene));
        Assert.Equal([0], found["Bob"].Evidence.Select(e => e.Scene));
    }

    [Fact]
    public void Nothing_comes_of_nothing()
    {
        Assert.Empty(new Extracted("").All);
    }
}
