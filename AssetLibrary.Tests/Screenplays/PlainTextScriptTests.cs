using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Screenplays.PlainText;

namespace AssetLibrary.Tests.Screenplays;

public class PlainTextScriptTests
{
    private const string Pages = """
                                                              12.

        12        INT. MILL - NIGHT                               12

                  The wheel turns. IDA, 30, oils it and looks up at the   *
                  beam that is about to break.

                                      IDA
                                (to herself)
                            Not tonight, please. There is
                            too much
                                                  (MORE)

                                                              (CONTINUED)

                                                              13.
        12        CONTINUED:                                      12

                                      IDA (CONT'D)
                            flour up there.

                                                         CUT TO:

        13        EXT. MILL - DAY                                 13

                  Birds.
        """;

    [Fact]
    public async Task A_page_set_in_columns_is_read_by_its_indents()
    {
        var script = await Reading.OfAsync(Pages);

        Assert.Equal(ScriptFormat.Text, script.Format);
        Assert.Equal([("12", "INT. MILL - NIGHT"), ("13", "EXT. MILL - DAY")], script.Scenes.Select(s => (s.Number!, s.Heading)));
        Assert.Equal(["IDA"], script.Characters);
        Assert.Equal(
            "SceneHeading INT. MILL - NIGHT|Action The wheel turns. IDA, 30, oils it and looks up at the\nbeam that is about to "
                + "break.|Character IDA|Parenthetical (to herself)"
                + "|Dialogue Not tonight, please. There is\ntoo much|Character IDA|Dialogue flour up there.|Transition CUT "
                + "TO:|SceneHeading EXT. MILL - DAY|Action Birds.",
            script.Shown()
        );
        script.AssertQuotable();
    }

    [Fact]
    public async Task Pasted_text_without_blank_lines_is_read_by_its_shape()
    {
        var script = await Reading.OfAsync(
            """
            INT. MILL - NIGHT
            The wheel turns. Somebody oils it and sings, and does not hear the door.
            IDA
            Who is there?
            Nobody answers. The lamp goes out and the wheel turns on in the dark.
            TOM (O.S.)
            (softly)
            Only me.
            CUT TO:
            EXT. MILL - DAY
            Birds over the water.
            IDA
            He was here.
            """
        );

        Assert.Equal(ScriptFormat.Text, script.Format);
        Assert.Equal(
            "SceneHeading INT. MILL - NIGHT|Action The wheel turns. Somebody oils it and sings, and does not hear the door.|Character "
                + "IDA|Dialogue Who is there?"
                + "|Action Nobody answers. The lamp goes out and the wheel turns on in the dark.|Character TOM|Parenthetical "
                + "(softly)|Dialogue Only me.|Transition CUT TO:"
                + "|SceneHeading EXT. MILL - DAY|Action Birds over the water.|Character IDA|Dialogue He was here.",
            script.Shown()
        );
        Assert.Contains(script.Notices, n => n.Message.Contains("blank lines", StringComparison.Ordinal));
        script.AssertQuotable();
    }

    [Theory]
    [InlineData(
        "内景 厨房 - 夜\n李明：你好，小红。\n小红：（笑）你来了。\n李明：嗯。\n\n外景 码头 - 日\n小红：再见！",
        "李明,小红",
        "厨房,码头"
    )]
    [InlineData(
        "第1场 厨房 夜 内\n\n李明走进来。\n\n李明：你好。\n\n小红：你来了。\n\n第2场 码头 日 外\n\n小红（画外音）：再见！",
        "李明,小红",
        "厨房,码头"
    )]
    [InlineData("○ 公園（夜）\n花子：こんばんは。\n太郎：やあ。\n\n○ 駅（朝）\n花子：おはよう。", "花子,太郎", "公園,駅")]
    [InlineData("ИНТ. КУХНЯ - НОЧЬ\nАННА: Кто там?\nПЁТР: Это я.\nАННА: Входи.\nНАТ. ДВОР - ДЕНЬ\nПЁТР: Пошли.", "АННА,ПЁТР", "КУХНЯ,ДВОР")]
    [InlineData(
        "INT. COZINHA - NOITE\nANA: Quem é?\nJOÃO: Sou eu.\nANA: Entra.\nEXT. PÁTIO - DIA\nJOÃO: Vamos.",
        "ANA,JOÃO",
        "COZINHA,PÁTIO"
    )]
    public async Task Names_with_the_speech_behind_them_speak(string text, string speakers, string places)
    {
        var script = await Reading.OfAsync(text);

        Assert.Equal(speakers, string.Join(',', script.Characters));
        Assert.Equal(places, string.Join(',', script.Scenes.Select(s => s.Location)));
        Assert.DoesNotContain(script.Elements, e => e.Type == ElementType.Dialogue && e.Text.Contains('：', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Once there was a mill.\n\nIt stood by the water, and nobody went there: it was haunted.\n\nThe end.", "story.txt")]
    [InlineData("script:\n  title: \"Mill\"\n  scenes:\n    - scene_number: 1\n      location: \"Mill\"\n", "script.yaml")]
    [InlineData(
        "\\documentclass{screenplay}\n\\begin{document}\n\\intslug[night]{Mill}\n\\begin{dialogue}{Ida}\nHello.\n\\end{dialogue}\n\\end{document}",
        "mill.tex"
    )]
    [InlineData("第一章 夜\n\n林默说：“你好。”她想了想：“再见。”\n\n他走了。", "novel.txt")]
    public async Task What_is_no_script_is_text_with_a_notice(string text, string fileName)
    {
        var script = await Reading.OfAsync(text, fileName);

        Assert.Equal(ScriptFormat.Text, script.Format);
        Assert.Empty(script.Characters);
        Assert.Contains(script.Notices, n => n.Message.Contains("No scene heading", StringComparison.Ordinal));
        script.AssertQuotable();
    }

    [Theory]
    [InlineData("INT. MILL - NIGHT\n\nThe wheel turns.\n\nIDA\nHello.\n\nEXT. MILL - DAY\n\nTOM\nBye.")]
    [InlineData("Title: Mill\n\nFADE IN:\n\nINT. MILL - NIGHT\n\nIDA\nHello: it is me.\n")]
    [InlineData("Just a line.")]
    public async Task What_reads_well_as_Fountain_is_Fountain(string text)
    {
        Assert.Equal(ScriptFormat.Fountain, (await Reading.OfAsync(text)).Format);
    }

    [Fact]
    public async Task A_stored_draft_is_read_as_it_was_before()
    {
        var script = await Reading.OfAsync("ANNA: Hello.\nBEN: Hello.\nANNA: Bye.\n", known: ScriptFormat.Fountain);

        Assert.Equal(ScriptFormat.Fountain, script.Format);
        Assert.Empty(script.Characters);
    }

    [Theory]
    [InlineData("ANNA: x\n")]
    [InlineData("A")]
    [InlineData("A(")]
    [InlineData("INT. A - DAY\nBOB\nx\n")]
    [InlineData("      ANNA\n   x\n\n")]
    [InlineData("第一幕\n")]
    [InlineData("○ あ\n")]
    [InlineData("* \n")]
    public async Task Long_texts_take_linear_time(string piece)
    {
        Assert.NotNull(await Reading.OfAsync(string.Concat(Enumerable.Repeat(piece, 100_000)), "x.txt"));
    }

    [Fact]
    public void A_speech_in_brackets_behind_a_name_ends_with_its_bracket()
    {
        var script = TextScript.Read(
            "○ 港・桟橋（朝）\n　　健太、網をたたむ。\n健太「まだ来ない」\n　　波の音。\n由美（小声で）「来るよ。\n　きっと」\n由美、海を見る。\n健太　「そうか」\n"
        );
        Assert.Equal(["健太", "由美", "健太"], script.Elements.Where(e => e.Type == ElementType.Character).Select(e => e.Cue!));
        Assert.Equal(
            ["まだ来ない", "来るよ。\nきっと", "そうか"],
            script.Elements.Where(e => e.Type == ElementType.Dialogue).Select(e => e.Text)
        );
        Assert.Equal(
            ["健太、網をたたむ。", "波の音。", "由美、海を見る。"],
            script.Elements.Where(e => e.Type == ElementType.Action).Select(e => e.Text)
        );
        Assert.Contains(script.Elements, e => e is { Type: ElementType.Parenthetical, Text: "（小声で）" });
    }

    [Theory]
    [InlineData("彼は「はい」")]
    [InlineData("健太「はい」と言った。")]
    [InlineData("「はい」")]
    public void A_quotation_in_prose_is_no_speech(string line) => Assert.Null(InlineCue.Read(line));
}
