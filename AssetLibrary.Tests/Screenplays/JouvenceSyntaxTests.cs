using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Tests.Screenplays;

/// <summary>Jouvence's own cases. It joins action paragraphs and keeps their blank lines; both sides are compared without them.</summary>
public class JouvenceSyntaxTests
{
    /// <summary>Its action begins with '~' where a lyric is followed by other text: see docs/decisions/fountain.md.</summary>
    private static readonly string[] AnsweredOtherwise = ["!~This is lyrics But this is not"];

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (var file in Directory.GetFiles(Folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            for (var i = 0; i < JouvenceCases.Read(file).Count; i++)
            {
                data.Add(Path.GetFileName(file), i);
            }
        }
        return data;
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Samples", "syntax", "jouvence");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Elements_come_out_as_jouvence_expects(string file, int number)
    {
        var expected = JouvenceCases.Read(Path.Combine(Folder, file))[number];

        var script = FountainParser.Parse(expected.Input);

        var wanted = Merge(expected.Expected.Select(e => e.Replace("\n", " ", StringComparison.Ordinal)));
        if (!wanted.Exists(AnsweredOtherwise.Contains))
        {
            Assert.Equal(wanted, Merge(script.Elements.Select(Mark)));
        }
        Assert.Equal(expected.Title.Values, script.TitlePage.Select(t => string.Join(' ', t.Values)));
    }

    private static string Mark(ScreenplayElement element)
    {
        var text = element.Text.Replace("\n", " ", StringComparison.Ordinal);
        return element.Type switch
        {
            ElementType.SceneHeading => "." + text,
            ElementType.Character => "@" + text,
            ElementType.Dialogue => "=" + text,
            ElementType.Parenthetical => "_" + text,
            ElementType.Lyrics => "~" + text,
            ElementType.Centered => "!><" + text,
            ElementType.PageBreak => "<pagebreak>",
            ElementType.Section => "#" + text,
            ElementType.Synopsis => "+" + text,
            _ => "!" + text,
        };
    }

    private static List<string> Merge(IEnumerable<string> elements)
    {
        var merged = new List<string>();
        foreach (var element in elements.Select(e => string.Join(' ', e.Split(' ', StringSplitOptions.RemoveEmptyEntries))))
        {
            if (element == "!")
            {
                continue;
            }
            if (IsAction(element) && merged.Count > 0 && IsAction(merged[^1]))
            {
                merged[^1] += " " + element[1..].TrimStart();
            }
            else
            {
                merged.Add(IsAction(element) ? "!" + element[1..].TrimStart() : element);
            }
        }
        return merged;
    }

    private static bool IsAction(string element) => element[0] == '!' && !element.StartsWith("!><", StringComparison.Ordinal);
}
