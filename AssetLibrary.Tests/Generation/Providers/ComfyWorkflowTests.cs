using System.Text.Json.Nodes;
using AssetLibrary.Web.Generation.Providers;

namespace AssetLibrary.Tests.Generation.Providers;

public sealed class ComfyWorkflowTests
{
    private const string Own =
        """{"1":{"class_type":"LoadImage","inputs":{"image":"{{reference2}}"}},"2":{"class_type":"X","inputs":{"text":"best quality, {{prompt}}","seed":"{{seed}}","first":"{{reference1}}","cfg":7.5,"link":["1",0],"other":"{{unknown}}"}}}""";

    [Fact]
    public void Slots_are_filled_in_place_and_numbers_stay_numbers()
    {
        var workflow = ComfyWorkflow.Read(Own);
        Assert.Equal(2, workflow.References);
        var filled = workflow.Fill(
            new Dictionary<string, JsonNode>(StringComparer.Ordinal)
            {
                ["prompt"] = "a \"lamp\" {{seed}}",
                ["seed"] = 7,
                ["reference1"] = "a.png",
                ["reference2"] = "b.png",
            }
        );
        Assert.Equal(
            """{"1":{"class_type":"LoadImage","inputs":{"image":"b.png"}},"2":{"class_type":"X","inputs":{"text":"best quality, a \u0022lamp\u0022 {{seed}}","seed":7,"first":"a.png","cfg":7.5,"link":["1",0],"other":"{{unknown}}"}}}""",
            filled.ToJsonString()
        );
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("""{"nodes":[],"links":[]}""", "API format")]
    [InlineData("""{"1":{"class_type":"X","inputs":{"seed":"{{seed}}"}}}""", "no {{prompt}} slot")]
    [InlineData("/nowhere/workflow.json", "can’t be read")]
    public void What_cannot_be_used_is_said_in_a_sentence(string setting, string sentence) =>
        Assert.Contains(
            sentence,
            Assert.Throws<InvalidOperationException>(() => ComfyWorkflow.Read(setting)).Message,
            StringComparison.Ordinal
        );
}
