using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;
using AssetLibrary.Web.Screenplays.Pdf;

namespace AssetLibrary.Tests.Screenplays;

public class PdfScriptTests
{
    private const string Title = """
                              THE MILL

                             written by
                              Ida Korn



        1/2/2026
        """;

    private const string First = """
        INT. MILL - NIGHT

        The wheel turns. IDA, 30, oils it and looks up at the beam
        that is about to break.

                            IDA
                      (to herself)
                  Not tonight, please. There is too
                  much flour
                            (MORE)
        """;

    private const string Second = """
        THE MILL                                             2.

                            IDA (CONT'D)
                  up there.

                  TOM                          EVA
             Who is there?             Nobody is there.

                                                    CUT TO:

        BOOM
        It falls.

        12      EXT. MILL - DAY                             12

        Birds.
        """;

    private static readonly string Layout = string.Join('\f', Title, First, Second);

    [Fact]
    public void The_layout_becomes_Fountain()
    {
        var text = PdfScript.Normalise(Layout)!;
        var script = FountainParser.Parse(text);

        Assert.Equal("THE MILL", script.Title);
        Assert.Equal(["Ida Korn"], script.TitlePage.Single(e => e.Key == "Author").Values);
        Assert.Equal([(null, "INT. MILL - NIGHT"), ("12", "EXT. MILL - DAY")], script.Scenes.Select(s => (s.Number, s.Heading)));
        Assert.Equal(
            "SceneHeading INT. MILL - NIGHT|Action The wheel turns. IDA, 30, oils it and looks up at the beam that is about to "
                + "break.|Character IDA|Parenthetical (to herself)"
                + "|Dialogue Not tonight, please. There is too much flour|Character IDA|Dialogue up there.|Character TOM|Dialogue Who "
                + "is there?|Character EVA|Dialogue Nobody is there."
                + "|Transition CUT TO:|Action BOOM\nIt falls.|SceneHeading EXT. MILL - DAY|Action Birds.",
            script.Shown()
        );
        Assert.True(script.Elements.Single(e => e.Cue == "EVA").Dual);
    }

    [Theory]
    [InlineData("RIDER'S POV")]
    [InlineData("KEYHOLE POV")]
    [InlineData("OPENING TITLES")]
    public void A_view_or_the_titles_alone_on_a_line_are_a_heading_without_a_place(string heading)
    {
        var script = FountainParser.Parse(
            PdfScript.Normalise(Layout.Replace("BOOM\nIt falls.", heading + "\n\nThe wheel falls.", StringComparison.Ordinal))!
        );

        Assert.Equal(["INT. MILL - NIGHT", heading, "EXT. MILL - DAY"], script.Scenes.Select(s => s.Heading));
        Assert.Null(script.Scenes[1].Location);
    }

    [Theory]
    [InlineData("RIDER'S POV\nof the falling wheel.")]
    [InlineData("THE WHEEL, FROM HIS POV")]
    [InlineData("From the rider's POV")]
    [InlineData("OVER BLACK: OPENING TITLES")]
    [InlineData("AT THE WHEEL")]
    [InlineData("A SHADOW.")]
    [InlineData("INSERT - THE LETTER")]
    [InlineData("                            RIDER'S POV")]
    public void Other_capitals_alone_on_a_line_are_none(string text)
    {
        var script = FountainParser.Parse(PdfScript.Normalise(Layout.Replace("BOOM\nIt falls.", text, StringComparison.Ordinal))!);

        Assert.Equal(["INT. MILL - NIGHT", "EXT. MILL - DAY"], script.Scenes.Select(s => s.Heading));
    }

    [Fact]
    public void Centred_lines_below_each_other_are_all_centred()
    {
        var script = FountainParser.Parse(
            PdfScript.Normalise(
                Layout.Replace(
                    "BOOM\nIt falls.",
                    "                      THE MILL\n                      AND ITS IDA\n\nIt falls.",
                    StringComparison.Ordinal
                )
            )!
        );

        Assert.Contains("|Centered THE MILL|Centered AND ITS IDA|Action It falls.|", script.Shown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_may_stand_anywhere()
    {
        var moved = string.Join(
            '\n',
            Layout.Split('\n').Select(l => l.Length == 0 ? l : (l[0] == '\f' ? "\f       " + l[1..] : "       " + l))
        );

        Assert.Equal(PdfScript.Normalise(Layout), PdfScript.Normalise(moved));
    }

    [Fact]
    public void A_play_in_a_PDF_keeps_its_speakers()
    {
        var text = PdfScript.Normalise(
            "The Door\n\nACT I\n\nANNA. Who is there?\n\nBEN. It is I.\n\nANNA. Come in.\n\nBEN. Good evening.\n"
        )!;

        Assert.Equal(["ANNA", "BEN"], FountainParser.Parse(text).Characters);
        Assert.Single(FountainParser.Parse(text).Scenes);
    }

    [Fact]
    public async Task The_text_of_a_stored_PDF_reads_as_the_same_script()
    {
        var text = PdfScript.Normalise(Layout)!;
        var script = await Reading.OfAsync(text, "mill.pdf", ScriptFormat.Pdf);

        Assert.Equal((ScriptFormat.Pdf, text), (script.Format, script.Source));
        Assert.Equal(FountainParser.Parse(text).Elements, script.Elements);
        Assert.Empty(script.Notices);
    }

    [Fact]
    public async Task A_PDF_is_read_with_pdftotext()
    {
        RequirePdfToText();
        var pdf = MinimalPdf.Write(Title, First, Second);
        var script = await Reading.OfAsync(pdf, "mill.txt");

        Assert.Equal(ScriptFormat.Pdf, script.Format);
        Assert.Equal(["INT. MILL - NIGHT", "EXT. MILL - DAY"], script.Scenes.Select(s => s.Heading));
        Assert.Equal(["IDA", "TOM", "EVA"], script.Characters);
        Assert.Equal(script.Source, (await Reading.OfAsync(pdf, known: ScriptFormat.Pdf)).Source);
        Assert.Equal(script.Elements, (await Reading.OfAsync(script.Source, known: ScriptFormat.Pdf)).Elements);
    }

    [Fact]
    public async Task Scanned_and_damaged_PDFs_are_refused_with_the_reason()
    {
        RequirePdfToText();

        Assert.Contains("scan", await RefusedAsync(MinimalPdf.Write("")), StringComparison.Ordinal);
        Assert.Contains("damaged", await RefusedAsync("%PDF-1.7 nothing more"u8.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Giving_up_ends_the_reader()
    {
        RequirePdfToText();
        using var giveUp = new CancellationTokenSource();
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PdfToText.ReadAsync(MinimalPdf.Write(First), giveUp.Token));
    }

    private static async Task<string> RefusedAsync(byte[] bytes) =>
        Assert.IsType<ScriptReading.Unreadable>(await ScriptFile.ReadAsync(bytes, cancel: TestContext.Current.CancellationToken)).Reason;

    private static void RequirePdfToText()
    {
        const string Missing = "pdftotext is missing: install Debian's package poppler-utils.";
        var there = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(p => File.Exists(Path.Combine(p, "pdftotext")));
        Assert.SkipWhen(!there && Environment.GetEnvironmentVariable("CI") is null, Missing);
        Assert.True(there, Missing);
    }
}
