using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Screenplays.Markdown;

namespace AssetLibrary.Tests.Screenplays;

public class MarkdownScriptTests
{
    private const string Bakery = """
        ---
        title: "Brot"
        author: Eva Korn
        ---

        # Brot

        ## Figuren

        | Name | Wer |
        |------|-----|
        | **Eva** | Bäckerin |
        | Tom | ihr Sohn |

        ---

        **[SZENE 1 - BACKSTUBE (NACHT) | 0:00 - 0:40]**

        *Ort: Eine enge Backstube.*

        *EVA knetet. Ein ![Ofen](ofen.png) glüht.*

        **EVA:**
        *(leise)*
        Noch eine Stunde.

        **TOM** (gähnt): Und dann?

        **EVA (O.S.):** Dann ist Tag.

        *Sie lacht.*

        **[SZENE 2 - SCHLUSS]**

        *Ort: Der Hof. Früher Morgen.*

        **TOM**

        Endlich.
        """;

    [Fact]
    public async Task Scenes_speakers_and_the_cast_table_are_found()
    {
        var script = await Reading.OfAsync(Bakery);

        Assert.Equal(ScriptFormat.Markdown, script.Format);
        Assert.Equal("Brot", script.Title);
        Assert.Equal(
            [("1", "SZENE 1 - BACKSTUBE (NACHT)", "BACKSTUBE", "NACHT"), ("2", "SZENE 2 - SCHLUSS", "Der Hof", "Früher Morgen")],
            script.Scenes.Select(s => (s.Number!, s.Heading, s.Location!, s.TimeOfDay!))
        );
        Assert.Equal(
            [
                ["EVA", "TOM"],
                ["TOM"],
            ],
            script.Scenes.Select(s => s.Characters)
        );
        Assert.Equal([("Cast Members", "Eva"), ("Cast Members", "Tom")], script.Tags.Select(t => (t.Category, t.Name)));
        Assert.Contains(script.Elements, e => e is { Type: ElementType.Character, Cue: "EVA", Extension: "(O.S.)" });
        Assert.Contains(script.Elements, e => e is { Type: ElementType.Dialogue, Text: "Endlich." });
        Assert.Contains(script.Elements, e => e is { Type: ElementType.Parenthetical, Text: "(leise)" });
        Assert.Contains(script.Elements, e => e is { Type: ElementType.Action, Text: "*Sie lacht.*" });
        Assert.Equal("**[SZENE 2 - SCHLUSS]**", script.Source.Split('\n')[script.Scenes[1].FromLine - 1]);
    }

    [Theory]
    [InlineData("## INT. KITCHEN - DAY\n\n**ANNA:** Hello.\n\n## EXT. YARD - NIGHT\n\n**BEN:** Bye.", "KITCHEN", "YARD")]
    [InlineData(
        "## Scene 3: The Kitchen\n\n**Anna:** Hello.\n**Anna:** Again.\n\n## Scene 4: The Yard - Night\n\nx",
        "The Kitchen",
        "The Yard"
    )]
    [InlineData(
        "**SCÈNE 1 : LA CUISINE**\n\n**ANNE :** Bonjour.\n\n**BENOÎT :** Salut.\n\n**SCÈNE 2 : LE JARDIN**\n\n**ANNE :** Oui.",
        "LA CUISINE",
        "LE JARDIN"
    )]
    [InlineData("### 第1场\n\n**地点：** 厨房\n\n**李明：** 你好。\n\n### 第2场\n\n**地点：** 码头\n\n**小红：** 再见。", "厨房", "码头")]
    [InlineData("## Сцена 1\n\n*Место: Кухня.*\n\n**АННА:** Да.\n\n## Сцена 2\n\n*Место: Двор.*\n\n**ПЁТР:** Нет.", "Кухня", "Двор")]
    [InlineData(
        "## Escena 1\n\n**Lugar:** Cocina\n\n**ANA:** Sí.\n\n## Escena 2\n\n**Lugar:** INT. PATIO - NOCHE\n\n**LUIS:** No.",
        "Cocina",
        "PATIO"
    )]
    public async Task Headings_and_lines_of_place_say_where(string text, string first, string second)
    {
        var script = await Reading.OfAsync(text);

        Assert.Equal(ScriptFormat.Markdown, script.Format);
        Assert.Equal([first, second], script.Scenes.Select(s => s.Location));
        Assert.NotEmpty(script.Characters);
    }

    [Fact]
    public async Task Headings_without_any_scene_word_are_scenes_where_people_speak_under_them()
    {
        var script = await Reading.OfAsync(
            "# A play\n\nAbout it.\n\n## The harbour\n\n**ANNA:** Hello.\n\n## The ship\n\n**BEN:** Bye.",
            "play.md"
        );

        Assert.Equal(["The harbour", "The ship"], script.Scenes.Select(s => s.Heading));
    }

    [Fact]
    public async Task Words_that_are_bold_once_are_nobody()
    {
        var script = await Reading.OfAsync(
            "## INT. KITCHEN - DAY\n\n**Note:** short.\n\n**Mood:** grey.\n\n**ANNA:** Hello.\n\n**ANNA:** Again."
        );

        Assert.Equal(["ANNA"], script.Characters);
    }

    [Fact]
    public async Task Fountain_with_sections_and_bold_stays_Fountain()
    {
        var script = await Reading.OfAsync(
            "# Act one\n\nINT. KITCHEN - DAY\n\n**ANNA** enters.\n\nANNA\nHello.\n\n## Two\n\nEXT. YARD - DAY\n\nx",
            "script.md"
        );

        Assert.Equal(ScriptFormat.Fountain, script.Format);
        Assert.Equal(2, script.Scenes.Count);
    }

    [Fact]
    public async Task Elements_stand_in_the_source_where_they_say()
    {
        (await Reading.OfAsync(Bakery.Replace(" ![Ofen](ofen.png)", " Ofen", StringComparison.Ordinal))).AssertQuotable();
    }

    [Theory]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("[](")]
    [InlineData("**")]
    [InlineData("|")]
    [InlineData("`")]
    public async Task Hostile_nesting_is_read_in_linear_time(string mark)
    {
        var script = await Reading.OfAsync("## INT. A - DAY\n\n**ANNA:** x\n\n" + string.Concat(Enumerable.Repeat(mark, 50_000)) + "\n");

        Assert.Single(script.Scenes);
    }

    [Fact]
    public void A_long_script_is_read_in_pieces_with_its_own_line_numbers()
    {
        const string Scene = "## INT. MILL {0} - NIGHT\n\n*The wheel turns.*\n\n**IDA:** Who is there?\n\n```\n# no heading\n```\n\n";
        var text = string.Concat(
            Enumerable
                .Range(1, 9000)
                .Select(i => Scene.Replace("{0}", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))
        );
        var script = MarkdownScript.Read(text);
        var lines = text.Split('\n');

        Assert.Equal(9000, script.Scenes.Count);
        Assert.All(script.Elements, e => Assert.Contains(e.Text.Split('\n')[0], lines[e.Line - 1], StringComparison.Ordinal));
    }
}
