using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.LanguageModels.Repair;

namespace AssetLibrary.Tests.LanguageModels.Repair;

public sealed class NothingInventedTests
{
    private const string Nested = """
        {"title": "Brick & Steel", "scenes": [{"number": 12, "int": true, "who": ["Brick", "Steel \"full retired\" \u00e9 \ud83d\ude00"], "note": null},
        {"number": -3.25e2, "int": false, "who": [], "note": "C:\\spool, 5' tall; it's {odd} [so]: yes"}], "empty": {}, "Ж": [[1, 2], [3, [4.5]]], "last": "end"}
        """;

    [Theory]
    [InlineData("")]
    [InlineData("Here it is:\n```json\n")]
    public void Cut_at_any_character_the_rest_is_a_part_of_the_whole(string before)
    {
        var whole = JsonNode.Parse(Nested);
        for (var length = 0; length <= Nested.Length; length++)
        {
            var text = before + Nested[..length];
            if (JsonRepair.Read(text) is { } repaired)
            {
                Assert.True(IsPart(JsonNode.Parse(repaired.Json), whole), $"{text} became {repaired.Json}");
                Assert.Equal(length == Nested.Length, repaired.Tier is RepairTier.AsIs or RepairTier.Fixed);
            }
        }
    }

    [Fact]
    public void Random_valid_JSON_comes_back_with_the_same_value()
    {
        var random = new Random(11);
        for (var i = 0; i < 2_000; i++)
        {
            var value = Value(random, 0);
            var json = value?.ToJsonString(new JsonSerializerOptions { WriteIndented = i % 2 == 0 }) ?? "null";
            var repaired = JsonRepair.Read(json);
            Assert.Equal(RepairTier.AsIs, repaired?.Tier);
            Assert.True(JsonNode.DeepEquals(value, JsonNode.Parse(repaired!.Json)), json);
        }
    }

    [Fact]
    public void Random_JSON_in_a_fence_with_a_comma_too_many_comes_back_with_the_same_value()
    {
        var random = new Random(13);
        for (var i = 0; i < 2_000; i++)
        {
            var value = new JsonObject { ["first"] = Value(random, 0), ["second"] = Value(random, 1) };
            var json = value.ToJsonString();
            var repaired = JsonRepair.Read($"Here:\n```json\n{json[..^1]},}}\n```\nThat is all.");
            Assert.Equal(RepairTier.Fixed, repaired?.Tier);
            Assert.True(JsonNode.DeepEquals(value, JsonNode.Parse(repaired!.Json)), $"{json}\nbecame\n{repaired.Json}");
        }
    }

    private static bool IsPart(JsonNode? part, JsonNode? whole) =>
        (part, whole) switch
        {
            (null, null) => true,
            (JsonObject p, JsonObject w) => p.All(f => w.ContainsKey(f.Key) && IsPart(f.Value, w[f.Key])),
            (JsonArray p, JsonArray w) => p.Count <= w.Count && p.Index().All(i => IsPart(i.Item, w[i.Index])),
            (JsonValue p, JsonValue w) when p.GetValueKind() != w.GetValueKind() => false,
            (JsonValue p, JsonValue w) when p.GetValueKind() == JsonValueKind.String => w.GetValue<string>()
                .StartsWith(p.GetValue<string>(), StringComparison.Ordinal),
            (JsonValue p, JsonValue w) => w.ToJsonString().StartsWith(p.ToJsonString(), StringComparison.Ordinal),
            _ => false,
        };

    private static JsonNode? Value(Random random, int depth) =>
        random.Next(depth > 3 ? 4 : 6) switch
        {
            0 => null,
            1 => random.Next(2) == 0,
            2 => JsonValue.Create(
                random.Next(3) switch
                {
                    0 => random.Next(-1000, 1000),
                    1 => random.NextDouble() * 1e9,
                    _ => random.Next() * 1e-12,
                }
            ),
            3 => Text(random),
            4 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
            _ => new JsonObject(
                Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create(Text(random) + i, Value(random, depth + 1)))
            ),
        };

    private static string Text(Random random)
    {
        const string Alphabet = "abc ABC\u00e9\u0436{}[],:\"'\\/\n\t#+-.1\u201c\u201d";
        var text = new StringBuilder();
        for (var i = random.Next(12); i > 0; i--)
        {
            text.Append(Alphabet[random.Next(Alphabet.Length)]);
        }

        return text.ToString();
    }
}
