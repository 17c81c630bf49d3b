using System.Text.Json;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>OpenAI Images, and every server that speaks like them: generations, and edits where there are references.</summary>
internal sealed class OpenAIProvider(ProviderGateway desk) : RemoteProvider(ProviderProfile.OpenAI, desk)
{
    private readonly ImageDialects dialects = new();

    protected override async Task<string> AskAsync(ProviderCall line, CancellationToken cancel)
    {
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Get, Root(line, "models")));
        var models = Wire.Property(await line.JsonAsync(request, FailureStage.Submit, cancel), "data");
        var known = models.ValueKind == JsonValueKind.Array && models.EnumerateArray().Any(m => Wire.Text(m, "id") == Info.DefaultModel.Id);
        return known
            ? $"Connected to {line.Label}. Model available: {Info.DefaultModel.Id}."
            : $"Connected to {line.Label}. The model {Info.DefaultModel.Id} isn’t in its list.";
    }

    protected override async Task<ProviderStep> OrderAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        CancellationToken cancel
    )
    {
        (string Name, string Value)[] fields =
        [
            ("model", model.Id),
            ("prompt", order.Sent.Prompt),
            (ImageDialect.Size, size.Pixels),
            ("quality", "medium"),
            (ImageDialect.Format, "b64_json"),
            ("n", "1"),
        ];
        var reply = await dialects.OrderAsync(
            line,
            order,
            fields,
            spoken =>
                OpenAIImages.Signed(
                    line,
                    order.References.Count == 0
                        ? WireBody.Post(Root(line, "images/generations"), OpenAIImages.Json(spoken))
                        : new(HttpMethod.Post, Root(line, "images/edits")) { Content = OpenAIImages.Edits(order, spoken) }
                ),
            cancel
        );
        return await OpenAIImages.TakeAsync(line, reply, cancel);
    }

    // Some give the address with /v1, some without.
    private static Uri Root(ProviderCall line, string path) =>
        line.Endpoint.AbsolutePath is "/" or "" ? line.At("v1/" + path) : line.At(path);
}
