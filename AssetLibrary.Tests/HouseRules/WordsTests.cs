using System.Text.RegularExpressions;

namespace AssetLibrary.Tests.HouseRules;

/// <summary>How the product speaks, as far as a pattern can tell: what people read on pages holds none of these words.</summary>
public sealed partial class WordsTests
{
    [Fact]
    public void Pages_speak_plain_English()
    {
        var wrong = new List<string>();
        foreach (var path in House.Files().Select(f => f.Path).Where(f => f.EndsWith(".cshtml", StringComparison.Ordinal)))
        {
            var text = Code().Replace(File.ReadAllText(path), " ");
            wrong.AddRange(Odd().Matches(text).Select(m => $"{Path.GetFileName(path)}: {m.Value}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Sentences_in_code_speak_plain_English()
    {
        var wrong = new List<string>();
        foreach (
            var path in House
                .Files()
                .Select(f => f.Path)
                .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && !f.Contains("Benchmarks", StringComparison.Ordinal))
        )
        {
            foreach (var line in File.ReadLines(path).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)))
            {
                wrong.AddRange(
                    Sentence().Matches(line).Where(m => Odd().IsMatch(m.Value)).Select(m => $"{Path.GetFileName(path)}: {m.Value}")
                );
            }
        }

        Assert.Empty(wrong);
    }

    // Tags' names and attributes that nobody reads, and C# in them.
    [GeneratedRegex(
        """@\*.*?\*@|\b(class|id|name|value|hx-[a-z-]+|data-[a-z-]+|asp-[a-z-]+|href|action|for|model)="[^"]*"|@model\s+\S+""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Code();

    [GeneratedRegex("""\$?"[A-Z][^"]* [^"]*[.!?]"|Toast\(\$?"[^"]+"\)|Invalid\(\$?"[^"]+" """, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex(
        @"\b(ticked|by itself|all the same|whoever|for sure|nobody who|there is no such|is not made|bears? (it|them) out|the usual one|that (is|are) here|take (it )?away|stands? (here|in|on)|hangs? on|Stage 5)\b|(?-i:\bTo the (projects|assets|library)\b)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Odd();
}
