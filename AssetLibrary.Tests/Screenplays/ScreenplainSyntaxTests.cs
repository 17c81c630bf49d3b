using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Tests.Screenplays;

/// <summary>
/// screenplain's own cases: the HTML it makes of a script. It has no elements for page breaks and writes transitions in capitals.
/// </summary>
public class ScreenplainSyntaxTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Samples", "syntax", "screenplain");

    public static TheoryData<string> Cases() =>
        [.. Directory.GetFiles(Folder, "*.html").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Elements_come_out_as_screenplain_shows_them(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, name + ".fountain"));
        var script = FountainParser.Parse(Assert.IsType<ScriptDecoding.Read>(ScriptText.Decode(bytes)).Script.Text);

        var shown = script
            .Elements.Where(e => e.Type != ElementType.PageBreak)
            .SelectMany(e =>
                e.Type == ElementType.Dialogue
                    ? e.Text.Split('\n').Select(l => "Dialogue " + l)
                    : [$"{e.Type} {(e.Type == ElementType.Transition ? e.Text.ToUpperInvariant() : e.Text)}"]
            );

        Assert.Equal(Expected(name), shown.Select(Tidy));
    }

    private static IEnumerable<string> Expected(string name)
    {
        var page = new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(Folder, name + ".html")));
        foreach (var line in page.QuerySelectorAll("br"))
        {
            line.Replace(page.CreateTextNode("\n"));
        }
        return page.QuerySelectorAll("h6, div.action, div.transition, div.dialog > p").Select(e => Tidy($"{Type(e)} {e.TextContent}"));
    }

    private static string Type(IElement element) =>
        element.ClassName switch
        {
            _ when element.LocalName == "h6" => "SceneHeading",
            "action" => "Action",
            "transition" => "Transition",
            "character" => "Character",
            "parenthetical" => "Parenthetical",
            _ => "Dialogue",
        };

    private static string Tidy(string text) => string.Join(' ', text.Split(' ', '\u00A0').Where(w => w.Length > 0));
}
