using System.Text.RegularExpressions;
using Microsoft.Playwright;

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

    /// <summary>Every stylesheet is on every page: a class that two of them lay out is laid out by the later one everywhere.</summary>
    [Fact]
    public void A_class_gets_a_property_from_one_stylesheet()
    {
        var folder = Path.Combine(Artifacts.Solution(), "AssetLibrary.Web", "wwwroot", "css");
        var given = new Dictionary<string, string>();
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.css").Order(StringComparer.Ordinal))
        {
            foreach (Match rule in OfClasses().Matches(File.ReadAllText(file)))
            {
                var classes = rule.Groups["selector"].Value.Split(',', StringSplitOptions.TrimEntries);
                foreach (var (name, property) in classes.SelectMany(c => rule.Groups["property"].Captures.Select(p => (c, p.Value))))
                {
                    var sheet = Path.GetFileName(file);
                    if (!given.TryAdd($"{name} {property}", sheet) && given[$"{name} {property}"] != sheet)
                    {
                        wrong.Add($"{name}: {property} in {given[$"{name} {property}"]} and {sheet}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    // The formatter's own shape: rules of a layer by two spaces, their properties by four.
    [GeneratedRegex(
        @"^  (?<selector>\.[\w-]+(,\n  \.[\w-]+)*) \{\n(    (?<property>[a-z-]+): [^;]+;\n|    [^ }][^\n]*\n|     [^\n]*\n)*",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OfClasses();

    /// <summary>It looks once and then listens: an address that changes between the two is waited for in vain.</summary>
    [Fact]
    public void Tests_wait_for_addresses_by_IsAtAsync()
    {
        var wrong = Directory
            .EnumerateFiles(Path.Combine(Artifacts.Solution(), "AssetLibrary.Tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("." + nameof(IPage.WaitForURLAsync) + "(", StringComparison.Ordinal));
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
