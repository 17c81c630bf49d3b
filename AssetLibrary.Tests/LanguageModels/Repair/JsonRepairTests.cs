using System.Text;
using System.Text.Json.Nodes;
using AssetLibrary.Web.LanguageModels.Repair;

namespace AssetLibrary.Tests.LanguageModels.Repair;

public sealed class JsonRepairTests
{
    [Theory]
    [InlineData(""" { "a" : [ 1 , 2.30e100 , -0.0 ] } """, """{"a":[1,2.30e100,-0.0]}""")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\"\\u0041\\n\\ud83d\"", "\"A\\n\\ud83d\"")]
    [InlineData("""{"a":1,"b":2,"a":3}""", """{"a":3,"b":2}""")]
    [InlineData("null", "null")]
    public void What_is_valid_comes_back_compact_and_unchanged(string text, string json) => AssertReads(RepairTier.AsIs, json, text);

    [Theory]
    [InlineData("Here you are:\n```json\n{\"a\": 1}\n```\nAnything else?")]
    [InlineData("```{\"a\": 1}```")]
    [InlineData("<think>{maybe} [so]</think>\n{\"a\": 1}")]
    [InlineData("<answer>{\"a\": 1}</answer>")]
    [InlineData("The set {x} holds. {\"a\": 1}")]
    [InlineData("callback({\"a\": 1});")]
    [InlineData("\ufeff\u200b{\"a\": 1}")]
    [InlineData("{&quot;a&quot;: 1}")]
    [InlineData("""{\"a\": 1}""")]
    [InlineData(""" "{\"a\": 1}" """)]
    [InlineData("""{"a": 1,}""")]
    [InlineData("""{,"a": 1}""")]
    [InlineData("""{"a" 1}""")]
    [InlineData("""{"a": 1}}""")]
    [InlineData("""{{"a": 1}}""")]
    [InlineData("""{"a": 1 // one""" + "\n}")]
    [InlineData("""{"a": /* one */ 1}""")]
    [InlineData("# one\n{a: 1}")]
    [InlineData("{'a': 1}")]
    [InlineData("{\u201ca\u201d: 1}")]
    [InlineData("{a: +1}")]
    [InlineData("{a = 1; }")]
    [InlineData("{a: NumberInt(1)}")]
    [InlineData("{a: 0x1}")]
    public void What_is_only_wrapped_or_misspelt_is_put_right(string text) => AssertReads(RepairTier.Fixed, """{"a":1}""", text);

    [Theory]
    [InlineData("[True, False, None, undefined, NaN]", "[true,false,null,null,null]")]
    [InlineData("[1 2\n3]", "[1,2,3]")]
    [InlineData("[1, ..., 9]", "[1,9]")]
    [InlineData("(1, 'a')", """[1,"a"]""")]
    [InlineData("{\"a\": (1, 2)}", """{"a":[1,2]}""")]
    [InlineData("{'a', 'b'}", """["a","b"]""")]
    [InlineData("[.5, 2., 05, 1.2.3]", """[0.5,2,"05","1.2.3"]""")]
    [InlineData("[\"a\" + 'b']", """["ab"]""")]
    [InlineData("""["a" b", "c"]""", """["a","b","c"]""")]
    [InlineData("""{"a": "say "hi", friend"}""", """{"a":"say \"hi\", friend"}""")]
    [InlineData("""{"a": "b, "c": "d"}""", """{"a":"b","c":"d"}""")]
    [InlineData("""{"a": "the {"x": "y"} within", "b": 1}""", """{"a":"the {\"x\": \"y\"} within","b":1}""")]
    [InlineData("{\"a\": \"one\ntwo\"}", """{"a":"one\ntwo"}""")]
    [InlineData("""{"a": "C:\spool\new"}""", """{"a":"C:\\spool\\new"}""")]
    [InlineData("""{"a": "plan B:\nGo", }""", """{"a":"plan B:\nGo"}""")]
    [InlineData("""{"a": "\x41\'"}""", """{"a":"A'"}""")]
    [InlineData("{url: https://example.org/a?b=1, n: 2}", """{"url":"https://example.org/a?b=1","n":2}""")]
    [InlineData("{a: one, two, b: 3}", """{"a":"one, two","b":3}""")]
    [InlineData("""{"a": , "b": 1}""", """{"a":null,"b":1}""")]
    [InlineData("""[{"a": 1 {"a": 2}]""", """[{"a":1},{"a":2}]""")]
    [InlineData("""{"a": [1, 2}, "b": [3]}""", """{"a":[1,2],"b":[3]}""")]
    [InlineData("""{"a": 1}, "b": 2}""", """{"a":1,"b":2}""")]
    [InlineData("{\"a\": 1}\n{\"b\": 2}", """[{"a":1},{"b":2}]""")]
    public void Every_kind_of_damage_has_its_repair(string text, string json) => AssertReads(RepairTier.Fixed, json, text);

    [Theory]
    [InlineData("""{"a": [1, {"b": "c""", """{"a":[1,{"b":"c"}]}""")]
    [InlineData("""{"a": 1, "b": """, """{"a":1}""")]
    [InlineData("""{"a": 1, "b""", """{"a":1}""")]
    [InlineData("""{"a": [true, fal""", """{"a":[true]}""")]
    [InlineData("\"caf\\u00", "\"caf\"")]
    [InlineData("```json\n{\"a\": 1,\n```", """{"a":1}""")]
    public void What_is_cut_off_is_closed_without_the_incomplete_item(string text, string json) =>
        AssertReads(RepairTier.Closed, json, text);

    [Theory]
    [InlineData("For example {\"a\": 0} as a form.\nThe result: {\"a\": 1, \"b\": 2}. Done.", """{"a":1,"b":2}""")]
    [InlineData("```json\n{\"a\": []}\n```\nand\n```json\n{\"a\": [1, 2, 3]}\n```", """{"a":[1,2,3]}""")]
    public void Of_several_pieces_the_largest_is_pulled_out(string text, string json) => AssertReads(RepairTier.Pulled, json, text);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("\ufeff")]
    [InlineData("}")]
    [InlineData(":")]
    [InlineData("I'm sorry, but I cannot do that.")]
    [InlineData("I cannot help with this request")]
    [InlineData("(nothing to add)")]
    [InlineData("See [1] and {x} for more.")]
    public void Of_prose_nothing_is_made(string text) => Assert.Null(JsonRepair.Read(text));

    [Fact]
    public void Bytes_are_read_in_the_encoding_they_are_in()
    {
        const string Text = """{"a":"é"}""";
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            Assert.Equal(Text, JsonRepair.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)])?.Json);
        }

        Assert.Equal(Text, JsonRepair.Read(Encoding.Unicode.GetBytes(Text))?.Json);
        Assert.Equal(
            """{"a":"\ufffd"}""".Replace("\\ufffd", "\ufffd", StringComparison.Ordinal),
            JsonRepair.Read([.. "{\"a\":\""u8, 0xE9, .. "\"}"u8])?.Json
        );
    }

    public static TheoryData<string, string, string> Samples()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Samples", "json", "damaged.jsonl")))
        {
            var sample = JsonNode.Parse(line)!;
            data.Add((string)sample["damage"]!, (string)sample["input"]!, sample["expected"]?.ToJsonString() ?? "null");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_other_repairers_agree_on_is_read_the_same(string damage, string text, string expected)
    {
        var repaired = JsonRepair.Read(text);
        Assert.True(repaired is not null, damage);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(repaired.Json)),
            $"{damage}: {text} became {repaired.Json}"
        );
    }

    private static void AssertReads(RepairTier tier, string json, string text) =>
        Assert.Equal(new RepairedJson(tier, json), JsonRepair.Read(text));
}
