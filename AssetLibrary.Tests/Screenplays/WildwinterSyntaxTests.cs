using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;
using AssetLibrary.Web.Screenplays.Headings;

namespace AssetLibrary.Tests.Screenplays;

/// <summary>screenplay-tools' own cases: a dump of TYPE:"text" lines, its action paragraphs and lines of dialogue joined.</summary>
public class WildwinterSyntaxTests
{
    private const string Dialogue = "DIALOGUE:";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Samples", "syntax", "wildwinter");

    [Theory]
    [InlineData("Action", "Action-Merged")]
    [InlineData("Action", "Action-Unmerged")]
    [InlineData("Dialogue", "Dialogue-Merged")]
    [InlineData("Dialogue", "Dialogue-Unmerged")]
    [InlineData("LineBreaks", "LineBreaks")]
    [InlineData("PageBreak", "PageBreak")]
    [InlineData("TitlePage", "TitlePage")]
    [InlineData("Transition", "Transition")]
    public void Elements_come_out_as_screenplay_tools_expects(string script, string expected)
    {
        Assert.Equal(Expected(expected), Dump(script));
    }

    [Fact]
    public void A_transition_before_a_boneyard_is_one_though_screenplay_tools_takes_it_for_action()
    {
        var dump = Dump("Boneyards");

        Assert.Contains("TRANSITION:CUT TO:", dump);
        Assert.Contains("HEADING:EXT. PALATIAL MANSION - DAY", dump);
        Assert.DoesNotContain(dump, e => e.Contains("GARAGE", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_parenthetical_is_one_though_screenplay_tools_takes_it_for_dialogue()
    {
        var dump = Dump("Parenthetical");

        Assert.Equal(
            Expected("Parenthetical")
                .SelectMany(e =>
                    e == "DIALOGUE:(bouncy) Also trying this?" ? ["PARENTHETICAL:bouncy", "DIALOGUE:Also trying this?"] : new[] { e }
                ),
            dump
        );
    }

    private static List<string> Dump(string script)
    {
        var read = FountainParser.Parse(File.ReadAllText(Path.Combine(Folder, script + ".fountain")));
        return Merge([
            .. read.TitlePage.Select(t => $"TITLEENTRY:{t.Key} {string.Join(' ', t.Values)}"),
            .. read.Elements.Select(e =>
                e.Type switch
                {
                    ElementType.SceneHeading => "HEADING:" + e.Text,
                    ElementType.Centered => "ACTION:" + e.Text + " (centered)",
                    ElementType.Parenthetical => "PARENTHETICAL:" + e.Text[1..^1],
                    _ => e.Type.ToString().ToUpperInvariant() + ":" + e.Text,
                }
            ),
        ]);
    }

    /// <summary>An entry runs to the line before the next TYPE:"; quotes and blank lines are left out on both sides.</summary>
    private static List<string> Expected(string file)
    {
        var entries = new List<string>();
        foreach (var line in File.ReadAllLines(Path.Combine(Folder, file + ".txt")))
        {
            var type = line.Split(':')[0];
            if (type.Length > 3 && type.All(char.IsAsciiLetterUpper) && line.Length > type.Length + 1 && line[type.Length + 1] == '"')
            {
                var text = line[(type.Length + 1)..].Replace("\":\"", " ", StringComparison.Ordinal);
                entries.Add(type + ":" + text);
            }
            else
            {
                entries[^1] += "\n" + line;
            }
        }
        return Merge(entries.Select(e => e.Replace("\"", "", StringComparison.Ordinal)));
    }

    private static List<string> Merge(IEnumerable<string> entries)
    {
        var merged = new List<string>();
        foreach (var entry in entries)
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal) + 1;
            var tidy = entry[..colon] + string.Join(' ', entry[colon..].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
            if (tidy is "ACTION:" or Dialogue)
            {
                continue;
            }
            if (IsPlainAction(tidy) && merged.Count > 0 && IsPlainAction(merged[^1]))
            {
                merged[^1] += " " + tidy["ACTION:".Length..];
            }
            else if (
                tidy.StartsWith(Dialogue, StringComparison.Ordinal)
                && merged.Count > 0
                && merged[^1].StartsWith(Dialogue, StringComparison.Ordinal)
            )
            {
                merged[^1] += " " + tidy[Dialogue.Length..];
            }
            else
            {
                merged.Add(tidy);
            }
        }
        return merged;
    }

    private static bool IsPlainAction(string entry) =>
        entry.StartsWith("ACTION:", StringComparison.Ordinal) && !entry.EndsWith("(centered)", StringComparison.Ordinal);
}
