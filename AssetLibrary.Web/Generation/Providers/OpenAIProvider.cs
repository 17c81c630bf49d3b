using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>OpenAI Images, and every server that speaks like them: generations, and edits where there are references.</summary>
internal sealed class OpenAIProvider(ProviderDesk desk) : RemoteProvider(ProviderProfile.OpenAI, desk)
{
    /// <summary>Their own newer models reject what others need: they always answer with bytes, and know a quality.</summary>
    public static bool IsOpenAIs(string model) => model.StartsWith("gpt-image", StringComparison.Ordinal) || model.StartsWith("chatgpt-image", StringComparison.Ordinal);

    protected override async Task<string> AskAsync(ProviderLine line, CancellationToken cancel)
    {
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Get, Root(line, "models")));
        var models = WireError.Property(await line.JsonAsync(request, FailureStage.Submit, paid: false, cancel), "data");
        var known = models.ValueKind == JsonValueKind.Array && models.EnumerateArray().Any(m => WireError.Text(m, "id") == Info.DefaultModel.Id);
        return known ? $"{line.Label} answers and knows the model {Info.DefaultModel.Id}." : $"{line.Label} answers; the model {Info.DefaultModel.Id} is not on its list.";
    }

    protected override async Task<ProviderStep> OrderAsync(ProviderLine line, PictureOrder order, ModelInfo model, AskedSize size, CancellationToken cancel)
    {
        (string Name, string Value)[] fields =
        [
            ("model", model.Id), ("prompt", order.Sent.Prompt), ("size", size.Pixels),
            .. IsOpenAIs(model.Id) ? [("quality", "medium")] : new[] { ("response_format", "b64_json") },
        ];
        using var request = OpenAIImages.Signed(line, order.References.Count == 0
            ? ProviderLine.Post(Root(line, "images/generations"), Json(fields))
            : new(HttpMethod.Post, Root(line, "images/edits")) { Content = OpenAIImages.Edits(order, [.. fields, ("n", "1")]) });
        return await OpenAIImages.ReadAsync(line, await line.JsonAsync(request, FailureStage.Submit, IsPaid(model), cancel), cancel);
    }

    protected override Task<ProviderStep> LookAsync(ProviderLine line, string id, CancellationToken cancel) => OpenAIImages.FetchAsync(line, id, cancel);

    private static JsonObject Json((string Name, string Value)[] fields)
    {
        var body = new JsonObject { ["n"] = 1 };
        foreach (var (name, value) in fields)
        {
            body[name] = value;
        }

        return body;
    }

    // Some give the address with /v1, some without.
    private static Uri Root(ProviderLine line, string path) => line.Endpoint.AbsolutePath is "/" or "" ? line.At("v1/" + path) : line.At(path);
}
