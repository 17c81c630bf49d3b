using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AssetLibrary.Tests.Imaging;
using AssetLibrary.Web.Generation.ConceptCards;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Tests.Generation.ConceptCards;

public sealed class ConceptCardTests(WorkersFixture fixture) : IClassFixture<WorkersFixture>
{
    public static TheoryData<AssetType> Types => [AssetType.Character, AssetType.Location, AssetType.Prop];

    [Theory]
    [MemberData(nameof(Types))]
    public void The_same_card_is_always_the_same_picture(AssetType type) =>
        Assert.Equal(Card(type, "Mara", 7).ToSvg(), Card(type, "Mara", 7).ToSvg());

    [Theory]
    [MemberData(nameof(Types))]
    public async Task The_next_seed_looks_different(AssetType type)
    {
        using var scratch = new Scratch();
        var hashes = new List<ulong>();
        for (var seed = 0; seed < 4; seed++)
        {
            var card = Card(type, "Mara", seed);
            await fixture.Workers.DrawAsync(card.ToSvg(), scratch["card"], card.Width, card.Height, CancellationToken.None);
            hashes.Add(
                Convert.ToUInt64(
                    Assert
                        .IsType<ImageReading.Readable>(await fixture.Workers.ReadAsync(scratch["card"], CancellationToken.None))
                        .Info.DHash,
                    16
                )
            );
        }

        Assert.All(hashes.Zip(hashes.Skip(1)), pair =>
            Assert.InRange(System.Numerics.BitOperations.PopCount(pair.First ^ pair.Second), 5, 64)
        );
    }

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_card_is_drawn_at_its_size(AssetType type)
    {
        using var scratch = new Scratch();
        var card = Card(type, "Mara", 1);

        await fixture.Workers.DrawAsync(card.ToSvg(), scratch["card"], card.Width, card.Height, CancellationToken.None);

        var info = Assert.IsType<ImageReading.Readable>(await fixture.Workers.ReadAsync(scratch["card"], CancellationToken.None)).Info;
        Assert.Equal((card.Width, card.Height), (info.Width, info.Height));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_composition_is_sound_XML_that_refers_to_nothing_outside(AssetType type)
    {
        string[] words =
        [
            "",
            "kitchen at night",
            "sea at dawn",
            "forest",
            "city",
            "desert road",
            "old woman with glasses",
            "officer",
            "boy in a hat",
            "a letter",
            "bedroom",
            "corridor",
        ];
        foreach (var word in words)
        {
            for (var seed = 0; seed < 8; seed++)
            {
                var svg = (
                    Card(type, "<b>Bob & \"Co\"</b> 'url(http://x)'", seed) with
                    {
                        Description = $"{word} <image href=\"file:///etc/passwd\"/> ]]>",
                    }
                ).ToSvg();

                var elements = XDocument.Parse(svg).Descendants().ToList();
                Assert.DoesNotContain(elements, element =>
                    element.Name.LocalName is "image" or "use" or "script" or "foreignObject" or "a" or "style"
                );
                Assert.DoesNotContain(elements.Attributes(), attribute => attribute.Name.LocalName == "href");
                Assert.All(
                    elements.Attributes().Where(attribute => attribute.Value.Contains("url(", StringComparison.Ordinal)),
                    attribute => Assert.StartsWith("url(#d", attribute.Value, StringComparison.Ordinal)
                );
                Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
                Assert.DoesNotContain("Infinity", svg, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_card_says_what_it_is(AssetType type)
    {
        for (var seed = 0; seed < 8; seed++)
        {
            Assert.Contains("CONCEPT CARD", Texts(Card(type, "Mara", seed)), StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Control_and_direction_characters_are_dropped() =>
        Assert.Contains(
            "Mara Vance",
            Texts(Card(AssetType.Prop, "Mara\u0000\u202E \u0007\u2066\r\nVance\uD800\uFFFF", 0)),
            StringComparer.Ordinal
        );

    [Fact]
    public void A_very_long_name_ends_with_an_ellipsis_after_three_lines()
    {
        var texts = Texts(Card(AssetType.Character, string.Join(' ', Enumerable.Repeat("Wolkenstein", 30)), 0))
            .Where(text => text.StartsWith("Wolken", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(3, texts.Count);
        Assert.EndsWith("…", texts[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_longer_than_a_line_is_torn_and_a_name_without_words_is_no_harm()
    {
        Assert.True(
            Texts(Card(AssetType.Character, new string('W', 60), 0)).Count(text => text.StartsWith("WW", StringComparison.Ordinal)) > 1
        );
        Assert.Contains(
            "CONCEPT CARD",
            Texts(Card(AssetType.Character, "", 0) with { Description = "", StyleName = "" }),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [InlineData("رحلة ليلى", "rtl")]
    [InlineData("רחל", "rtl")]
    [InlineData("深夜来电", "ltr")]
    [InlineData("Дмитрий", "ltr")]
    public void A_name_is_set_in_the_direction_it_is_read(string name, string direction)
    {
        var element = XDocument.Parse(Card(AssetType.Character, name, 0).ToSvg()).Descendants().Single(element => element.Value == name);

        Assert.Equal(direction, element.Attribute("direction")!.Value);
    }

    [Fact]
    public void The_palette_of_the_style_is_seen_in_the_card()
    {
        var red = Hues(Card(AssetType.Prop, "Mara", 0) with { Palette = ["#200808", "#c03020", "#f0d0c8"] });
        var green = Hues(Card(AssetType.Prop, "Mara", 0) with { Palette = ["#082008", "#20a040", "#d0f0d0"] });

        Assert.InRange(red, 0, 70);
        Assert.InRange(green, 110, 190);
    }

    [Fact]
    public void What_is_no_colour_in_a_palette_is_passed_over() =>
        Assert.Equal(
            Card(AssetType.Prop, "Mara", 0).ToSvg(),
            (Card(AssetType.Prop, "Mara", 0) with { Palette = ["red", "#12", "\"/><script>"] }).ToSvg()
        );

    [Fact]
    public void A_card_is_written_the_same_in_every_culture()
    {
        var here = Card(AssetType.Location, "Mara", 3).ToSvg();
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.Equal(here, Card(AssetType.Location, "Mara", 3).ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("#000000")]
    [InlineData("#ffffff")]
    [InlineData("#336699")]
    [InlineData("#c9822b")]
    public void A_colour_survives_the_way_to_OKLCH_and_back(string colour) => Assert.Equal(colour, Oklch.Parse(colour)!.Value.ToString());

    private static ConceptCard Card(AssetType type, string name, long seed) =>
        type switch
        {
            AssetType.Character => new(type, name, "She waits.", [], "Noir", 512, 768, seed),
            AssetType.Location => new(type, name, "Nobody comes.", [], "Noir", 1024, 576, seed),
            _ => new(type, name, "It is heavy.", [], "Noir", 512, 512, seed),
        };

    private static List<string> Texts(ConceptCard card) =>
        [
            .. XDocument
                .Parse(card.ToSvg())
                .Descendants()
                .Where(element => element.Name.LocalName == "text")
                .Select(element => element.Value),
        ];

    // The mean direction of all colours of the card.
    private static double Hues(ConceptCard card)
    {
        var colours = Regex
            .Matches(card.ToSvg(), "#[0-9a-f]{6}", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(match => Oklch.Parse(match.Value)!.Value)
            .ToList();
        var (x, y) = (
            colours.Sum(colour => colour.Chroma * Math.Cos(colour.Hue * Math.PI / 180)),
            colours.Sum(colour => colour.Chroma * Math.Sin(colour.Hue * Math.PI / 180))
        );
        return (Math.Atan2(y, x) * 180 / Math.PI + 360) % 360;
    }
}
