using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Commands;

namespace AssetLibrary.Tests.Commands;

public sealed class ExtractCommandTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".fountain");
    private readonly StringWriter output = new();
    private readonly MemoryStream json = new();
    private readonly StringWriter error = new();

    [Fact]
    public async Task The_answer_has_the_shape_the_contract_names()
    {
        File.WriteAllText(file, "Title: Élan\n\nINT. CAFÉ - DAY #7#\n\nRENÉ (V.O.)\nNon.\n\nHe opens an umbrella.");

        Assert.Equal(0, await RunAsync(json: true));

        using var answer = JsonDocument.Parse(json.ToArray());
        var root = answer.RootElement;
        Assert.Equal(["format", "title", "scenes", "characters", "locations", "props"], root.EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            """{"number":"7","heading":"INT. CAFÉ - DAY","intExt":"INT","location":"CAFÉ","timeOfDay":"DAY","characters":["RENÉ"]}""",
            Compact(root.GetProperty("scenes")[0])
        );
        Assert.Equal("""{"name":"René","aliases":[],"speaks":true,"scenes":[1]}""", Compact(root.GetProperty("characters")[0]));
        Assert.Equal("""{"name":"Café","aliases":[],"scenes":[1]}""", Compact(root.GetProperty("locations")[0]));
        Assert.Equal("""{"name":"Umbrella","aliases":[],"scenes":[1]}""", Compact(root.GetProperty("props")[0]));
        Assert.Contains("Élan", Encoding.UTF8.GetString(json.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_json_a_person_can_read_it()
    {
        File.WriteAllText(file, "INT. CAFÉ - DAY\n\nRENÉ\nNon.");

        Assert.Equal(0, await RunAsync(json: false));
        Assert.Contains("  René, scene 1", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_script_is_refused_in_one_sentence()
    {
        File.WriteAllText(file, "{\\rtf1 x}");

        Assert.Equal(1, await RunAsync(json: true));
        Assert.Equal(("", 0), (output.ToString(), json.Length));
        Assert.Equal(
            $"Can’t read {Path.GetFileName(file)}: This is a rich text (RTF) document, not a text file.",
            error.ToString().TrimEnd()
        );
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused()
    {
        Assert.Equal(1, await RunAsync(json: true));
        Assert.NotEqual("", error.ToString());
    }

    public void Dispose() => File.Delete(file);

    private static string Compact(JsonElement element) =>
        element
            .GetRawText()
            .Replace("\n", "", StringComparison.Ordinal)
            .Replace("  ", "", StringComparison.Ordinal)
            .Replace("\": ", "\":", StringComparison.Ordinal);

    private Task<int> RunAsync(bool json) => ExtractCommand.RunAsync(file, json ? this.json : null, output, error);
}
