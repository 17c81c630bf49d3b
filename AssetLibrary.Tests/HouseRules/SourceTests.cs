using System.Text.RegularExpressions;

namespace AssetLibrary.Tests.HouseRules;

public sealed partial class SourceTests
{
    [Fact]
    public void Pages_hold_no_inline_style_and_no_inline_script()
    {
        var wrong = House
            .Files()
            .Where(f => f.Path.EndsWith(".cshtml", StringComparison.Ordinal))
            .Where(f =>
                InlineCode().IsMatch(File.ReadAllText(f.Path).Replace("""<script type="importmap" asp""", "", StringComparison.Ordinal))
            );
        Assert.Empty(wrong);
    }

    /// <summary>Data is let through: what is inside a raw string, and a line that is one literal or pattern.</summary>
    [Fact]
    public void Lines_of_code_have_at_most_140_characters()
    {
        var tooLong = new List<string>();
        var tests = Path.Combine(Artifacts.Solution(), "AssetLibrary.Tests");
        foreach (var file in House.Files().Select(f => f.Path).Concat(Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)))
        {
            if (!file.EndsWith(".cs", StringComparison.Ordinal) || file.Contains("/obj/", StringComparison.Ordinal))
            {
                continue;
            }

            var (raw, number) = (false, 0);
            foreach (var line in File.ReadLines(file))
            {
                number++;
                var marks = line.Split(Raw).Length - 1;
                var isData = raw || marks > 0 || Literal().IsMatch(line);
                raw ^= marks % 2 == 1;
                if (line.Length > 140 && !isData)
                {
                    tooLong.Add($"{Path.GetFileName(file)}:{number}");
                }
            }
        }

        Assert.Empty(tooLong);
    }

    /// <summary>What is larger than the largest token, and what grows with the text (em), is a place of its own.</summary>
    [Fact]
    public void Spacing_is_by_tokens()
    {
        var wrong = Directory
            .EnumerateFiles(Path.Combine(Artifacts.Solution(), "AssetLibrary.Web", "wwwroot", "css"), "*.css", SearchOption.AllDirectories)
            .SelectMany(file => Spacing().Matches(File.ReadAllText(file)).Select(m => $"{Path.GetFileName(file)}: {m.Value.Trim()}"));
        Assert.Empty(wrong);
    }

    [GeneratedRegex(
        """^\s*(margin|padding|gap|row-gap|column-gap)[a-z-]*:[^;]*(?<![\w.])([01]?\.\d+rem|[01]rem|\d+px)""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Spacing();

    private static readonly string Raw = new('"', 3);

    [GeneratedRegex("""^\s*(\+ )?[$@]?"|^\s*\[GeneratedRegex\(""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("""<style|<script(?![^>]*\bsrc=)|\sstyle=|\shx-on|\son\w+=""", RegexOptions.None, 1000)]
    private static partial Regex InlineCode();
}
