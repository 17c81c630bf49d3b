using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// A workflow in ComfyUI's API format, with slots in its values: {{prompt}}, {{negative}}, {{seed}}, {{width}}, {{height}},
/// {{model}}, {{reference1}}, {{reference2}} … A value that is nothing but a slot becomes a number where the slot is one.
/// </summary>
internal sealed partial class ComfyWorkflow
{
    // Text to picture with one checkpoint, as the program itself shows it first.
    private const string Plain = """
        {"3":{"class_type":"KSampler","inputs":{"seed":"{{seed}}","steps":20,"cfg":7,"sampler_name":"euler","scheduler":"normal","denoise":1,"model":["4",0],"positive":["6",0],"negative":["7",0],"latent_image":["5",0]}},
        "4":{"class_type":"CheckpointLoaderSimple","inputs":{"ckpt_name":"{{model}}"}},
        "5":{"class_type":"EmptyLatentImage","inputs":{"width":"{{width}}","height":"{{height}}","batch_size":1}},
        "6":{"class_type":"CLIPTextEncode","inputs":{"text":"{{prompt}}","clip":["4",1]}},
        "7":{"class_type":"CLIPTextEncode","inputs":{"text":"{{negative}}","clip":["4",1]}},
        "8":{"class_type":"VAEDecode","inputs":{"samples":["3",0],"vae":["4",2]}},
        "9":{"class_type":"SaveImage","inputs":{"filename_prefix":"assetlibrary","images":["8",0]}}}
        """;

    private readonly JsonObject nodes;

    private ComfyWorkflow(JsonObject nodes) => this.nodes = nodes;

    public int References { get; private init; }

    /// <param name="setting">A file's path, the JSON itself, or nothing for the plain one.</param>
    /// <exception cref="InvalidOperationException">With a sentence that says what is wrong.</exception>
    public static ComfyWorkflow Read(string setting)
    {
        var text = setting.Length == 0 ? Plain : setting;
        try
        {
            text = text.TrimStart().StartsWith('{') ? text : File.ReadAllText(text);
            var template = JsonNode.Parse(text) as JsonObject;
            if (template is null || !template.Any(n => n.Value is JsonObject node && node.ContainsKey("class_type")))
            {
                throw new InvalidOperationException("Providers:ComfyUI:Workflow is not in API format. Export it with “Export (API)”.");
            }

            var references = Slot()
                .Matches(template.ToJsonString())
                .Select(m => m.Groups["n"].Value)
                .Where(n => n.Length > 0)
                .Select(n => int.Parse(n, CultureInfo.InvariantCulture))
                .DefaultIfEmpty()
                .Max();
            return Slot().IsMatch(text) && text.Contains("{{prompt}}", StringComparison.Ordinal)
                ? new(template) { References = references }
                : throw new InvalidOperationException("Providers:ComfyUI:Workflow has no {{prompt}} slot. Add one where the prompt goes.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidOperationException(
                $"Providers:ComfyUI:Workflow can’t be read: {(e is JsonException ? "it is not JSON." : e.Message)}",
                e
            );
        }
    }

    public JsonObject Fill(IReadOnlyDictionary<string, JsonNode> values) => (JsonObject)Filled(nodes, values)!;

    private static JsonNode? Filled(JsonNode? node, IReadOnlyDictionary<string, JsonNode> values) =>
        node switch
        {
            JsonObject many => new JsonObject(many.Select(p => KeyValuePair.Create(p.Key, Filled(p.Value, values)))),
            JsonArray list => new JsonArray([.. list.Select(i => Filled(i, values))]),
            JsonValue value when value.TryGetValue<string>(out var text) => FilledText(text, values),
            _ => node?.DeepClone(),
        };

    private static JsonNode FilledText(string text, IReadOnlyDictionary<string, JsonNode> values) =>
        Slot().Match(text) is { Success: true } match
        && match.Length == text.Length
        && values.TryGetValue(match.Groups["name"].Value, out var whole)
            ? whole.DeepClone()
            : JsonValue.Create(
                Slot().Replace(text, m => values.TryGetValue(m.Groups["name"].Value, out var part) ? part.ToString() : m.Value)
            );

    [GeneratedRegex(@"\{\{(?<name>[a-z]+(?<n>\d{0,2}))\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slot();
}
