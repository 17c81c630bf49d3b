using System.Text;
using AssetLibrary.Web.Screenplays;
using static AssetLibrary.Tests.Screenplays.FinalDraft.Fdx;

namespace AssetLibrary.Tests.Screenplays.FinalDraft;

public class HostileFinalDraftTests
{
    [Theory]
    [InlineData("billion-laughs.fdx", "DTD")]
    [InlineData("xxe-file.fdx", "DTD")]
    [InlineData("xxe-http.fdx", "DTD")]
    [InlineData("wrong-root.fdx", "<html>")]
    public async Task What_no_Final_Draft_file_has_is_refused_with_its_reason(string file, string reason)
    {
        var bad = Assert.IsType<ScriptReading.Unreadable>(await OpenSampleAsync("hostile", "fdx", file));

        Assert.Contains(reason, bad.Reason, StringComparison.Ordinal);
        Assert.NotNull(bad.Text);
    }

    [Fact]
    public async Task A_file_that_is_cut_off_names_the_paragraph_and_keeps_the_text_before()
    {
        var bad = Assert.IsType<ScriptReading.Unreadable>(await OpenSampleAsync("hostile", "fdx", "truncated.fdx"));

        Assert.Equal("This Final Draft file ends in paragraph 5. The rest is missing.", bad.Reason);
        Assert.Contains("Who left the light on?", bad.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_paragraph_is_named()
    {
        var bad = Assert.IsType<ScriptReading.Unreadable>(
            await OpenAsync(
                File(Paragraph("Action", "Dust.") + "<Paragraph><Text>Salt & pepper</Text></Paragraph>" + Paragraph("Action", "x"))
            )
        );

        Assert.Contains("damaged in paragraph 2 (line 1", bad.Reason, StringComparison.Ordinal);
        Assert.Equal("Dust.", bad.Text);
    }

    [Fact]
    public async Task Paragraphs_nested_without_end_are_refused()
    {
        const int deep = 50_000;
        var nested =
            string.Concat(Enumerable.Repeat("<Paragraph Type=\"Action\">", deep))
            + "<Text>x</Text>"
            + string.Concat(Enumerable.Repeat("</Paragraph>", deep));

        var bad = Assert.IsType<ScriptReading.Unreadable>(await OpenAsync(File(nested)));

        Assert.Contains("in paragraph 63", bad.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Odd_but_legal_paragraphs_are_read()
    {
        var script = await ReadSampleAsync("hostile", "fdx", "unknown-types.fdx");

        Assert.Equal("INT. ARCHIVE - NIGHT", Assert.Single(script.Scenes).Heading);
        Assert.Equal(["IVA", "ANA", "BO"], script.Characters);
    }

    [Fact]
    public async Task Utf16_is_read_by_its_mark()
    {
        var script = await ReadSampleAsync("hostile", "fdx", "utf16le-bom.fdx");

        Assert.Equal((1, "utf-16le"), (script.Scenes.Count, script.Encoding));
        Assert.Equal(["IVA"], script.Characters);
    }

    [Fact]
    public async Task What_is_not_XML_is_read_as_Fountain_whatever_its_name() =>
        Assert.Equal(ScriptFormat.Fountain, (await ReadSampleAsync("hostile", "fdx", "not-xml.fdx")).Format);

    [Theory]
    [InlineData("\n \uFEFF", "")]
    [InlineData("", "<!-- by hand --> ")]
    public async Task White_space_and_comments_before_the_script_do_no_harm(string before, string after)
    {
        var xml = before + File(Paragraph("Action", "Dust.")).Replace("<FinalDraft", after + "<FinalDraft", StringComparison.Ordinal);

        Assert.IsType<ScriptReading.Read>(await OpenAsync(xml));
    }

    [Fact]
    public async Task A_file_without_words_says_so() =>
        Assert.Contains(
            "no script text",
            Assert.IsType<ScriptReading.Unreadable>(await OpenAsync(File("<Paragraph/>"))).Reason,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_draft_that_was_stored_as_Fountain_stays_Fountain()
    {
        var reading = await ScriptFile.ReadAsync(Encoding.UTF8.GetBytes(File(Paragraph("Action", "Dust."))), known: ScriptFormat.Fountain);

        Assert.Equal(ScriptFormat.Fountain, Assert.IsType<ScriptReading.Read>(reading).Screenplay.Format);
    }

    [Fact]
    public async Task Many_names_tags_and_paragraphs_take_linear_time()
    {
        var names = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"<Character>A A A {i}</Character>"));
        var paragraph = Paragraph("Dialogue", "A A A A A A");

        var script = await ReadAsync(
            string.Concat(Enumerable.Repeat(paragraph, 40_000)),
            $"<SmartType><Characters>{names}</Characters></SmartType>"
        );

        Assert.Single(script.Elements);
        Assert.Empty(script.Tags);
    }
}
