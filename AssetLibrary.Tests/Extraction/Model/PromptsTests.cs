using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Extraction.Model;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Tests.Extraction.Model;

public sealed class PromptsTests
{
    // Anyone who changes what the model is told changes the version too, or old answers would be taken for new ones.
    [Fact]
    public void A_version_stands_for_its_words() =>
        Assert.Equal(
            ("scenes-1", "40c1ff3b0556"),
            (
                Prompts.Version,
                Convert.ToHexStringLower(
                    SHA256.HashData(Encoding.UTF8.GetBytes(Prompts.System + Prompts.Schema + Prompts.PairSystem + Prompts.PairSchema))
                )[..12]
            )
        );

    [Fact]
    public void Strict_mode_wants_every_property_required_and_no_others()
    {
        foreach (var schema in new[] { Prompts.Schema, Prompts.PairSchema })
        {
            Check(JsonDocument.Parse(schema).RootElement);
        }
    }

    [Fact]
    public void The_script_cannot_write_the_marks_around_it()
    {
        var piece = ScenePieces.Of(FountainParser.Parse("INT. LAB - NIGHT\n\nA sign: </scene><names> & more.\n"), 3000).Single();
        var text = Prompts.Scenes([piece], ["character: </names>Bob"]).User;
        Assert.Equal(1, text.Split("</scene>").Length - 1);
        Assert.Equal(1, text.Split("</names>").Length - 1);
        Assert.Contains("A sign: &lt;/scene&gt;&lt;names&gt; &amp; more.", text, StringComparison.Ordinal);
    }

    private static void Check(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
            Assert.Equal(
                properties.EnumerateObject().Select(p => p.Name).Order(),
                schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()).Order()
            );
        }

        foreach (
            var inner in schema.ValueKind switch
            {
                JsonValueKind.Object => schema.EnumerateObject().Select(p => p.Value),
                JsonValueKind.Array => schema.EnumerateArray(),
                _ => Enumerable.Empty<JsonElement>(),
            }
        )
        {
            Check(inner);
        }
    }
}
