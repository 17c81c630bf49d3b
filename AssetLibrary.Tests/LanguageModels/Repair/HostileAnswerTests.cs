using System.Text.Json;
using AssetLibrary.Web.LanguageModels.Repair;

namespace AssetLibrary.Tests.LanguageModels.Repair;

public sealed class HostileAnswerTests
{
    public static TheoryData<string> Garbage =>
        [
            "\"",
            "'",
            "`",
            "\\",
            ",",
            ":",
            "[",
            "{",
            "]",
            "}",
            "(",
            "#",
            "/*",
            "//",
            "<!--",
            "...",
            "```",
            " ",
            "\u201c",
            "\\\"",
            "{\"",
            "[\"",
            "{\"a\":",
            "{\"a\":\"",
            "{'a' ",
            "[1",
            "{a ",
            " {x",
            "\"a\" ",
            "\"a\",",
            "\"a\"b ",
            "{\"a\":\"b\" c",
            "{\"x\":\"a {\"b\": ",
            "+\"",
            "\"+",
            "\"/*",
            "\"//}",
            "a(",
            "[{]}",
            "[}",
            "{a} text ",
            "{\"a\":1} text ",
            "\"\"\"a",
            "/[",
            "} , \"a\": ",
            "'a' 'b'c",
        ];

    [Theory]
    [MemberData(nameof(Garbage))]
    public void Garbage_is_read_with_work_in_proportion_to_its_length(string kind)
    {
        foreach (var before in new[] { "", "{\"k\":\"", "x [", "{\"a\":" })
        {
            var (small, large) = (Work(before, kind, 50_000), Work(before, kind, 400_000));
            Assert.True(
                large.Spent <= (9 * small.Spent) + 100_000 || large.Spent <= large.Limit + 400_000,
                $"{before}{kind}: {small.Spent} and {large.Spent}"
            );
            Assert.True(large.Spent <= large.Limit + 400_000, $"{before}{kind}: {large.Spent}");
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":[")]
    [InlineData("{{")]
    [InlineData("a(1, ")]
    public void Brackets_without_bottom_are_refused(string kind)
    {
        Assert.Null(JsonRepair.Read(Repeated("", kind, 400_000)));
        Assert.Null(JsonRepair.Read("Look: " + Repeated("", kind, 400_000)));
    }

    [Fact]
    public void As_deep_as_allowed_is_read_and_written()
    {
        var deep = new string('[', TolerantReader.MaxDepth) + new string(']', TolerantReader.MaxDepth);
        Assert.Equal(new RepairedJson(RepairTier.AsIs, deep), JsonRepair.Read(deep));
        Assert.Equal(new RepairedJson(RepairTier.Closed, deep), JsonRepair.Read(deep[..TolerantReader.MaxDepth]));
        Assert.Null(JsonRepair.Read($"[{deep}]"));
    }

    [Fact]
    public void Whatever_comes_out_of_random_garbage_is_valid()
    {
        const string Alphabet = "{}[]\",:\\'`/*#abct 1\n+-.()<>&;e\u201c\u201d\u00e9\ud83d\0";
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Create(random.Next(1, 60), random, (span, r) =>
            {
                foreach (ref var c in span)
                {
                    c = Alphabet[r.Next(Alphabet.Length)];
                }
            });
            if (JsonRepair.Read(text) is { } repaired)
            {
                AssertValid(text, repaired.Json);
            }
        }
    }

    [Fact]
    public void Four_megabytes_are_read()
    {
        var answer = "```json\n[" + Repeated("", """{"name": "He said "no"", 'n': 1,},""", 4_000_000);
        var repaired = JsonRepair.Read(answer);
        Assert.Equal(RepairTier.Closed, repaired!.Tier);
        Assert.StartsWith("""[{"name":"He said \"no\"","n":1},""", repaired.Json, StringComparison.Ordinal);
    }

    private static void AssertValid(string text, string json)
    {
        try
        {
            JsonDocument
                .Parse(
                    json,
                    new JsonDocumentOptions
                    {
                        MaxDepth = TolerantReader.MaxDepth + 1,
                        AllowDuplicateProperties = json.Contains("\\ud", StringComparison.Ordinal),
                    }
                )
                .Dispose();
        }
        catch (JsonException e)
        {
            Assert.Fail($"{text} became {json}: {e.Message}");
        }
    }

    private static Effort Work(string before, string kind, int length)
    {
        var text = Repeated(before, kind, length);
        var effort = new Effort(text.Length);
        if (JsonRepair.Read(text, effort) is { } repaired)
        {
            AssertValid(kind, repaired.Json);
        }

        return effort;
    }

    private static string Repeated(string before, string kind, int length) =>
        before + string.Concat(Enumerable.Repeat(kind, length / kind.Length));
}
