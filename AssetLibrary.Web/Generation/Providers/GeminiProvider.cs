using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// generateContent. References go inline; a block is an answer with status 200; parts that are thoughts can hold drafts of
/// the picture and are skipped; the last picture that is none is the answer.
/// </summary>
internal sealed class GeminiProvider(ProviderDesk desk) : RemoteProvider(ProviderProfile.Gemini, desk)
{
    public const string KeyHeader = "x-goog-api-key";

    private static readonly string[] Refusals =
        ["SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"];

    protected override async Task<string> AskAsync(ProviderLine line, CancellationToken cancel)
    {
        using var request = Signed(line, new(HttpMethod.Get, line.At($"v1beta/models/{Info.DefaultModel.Id}")));
        var model = await line.JsonAsync(request, FailureStage.Submit, paid: false, cancel);
        return $"{line.Label} answers and knows the model {WireError.Text(model, "displayName") ?? Info.DefaultModel.Id}.";
    }

    protected override Task<ProviderStep> OrderAsync(ProviderLine line, PictureOrder order, ModelInfo model, AskedSize size, CancellationToken cancel) =>
        model.MakesVideo ? GeminiClips.OrderAsync(line, order, model, size, IsPaid(model), cancel) : PictureAsync(line, order, model, size, cancel);

    protected override Task<ProviderStep> LookAsync(ProviderLine line, string id, CancellationToken cancel) => GeminiClips.LookAsync(line, id, Info.DefaultClipModel, cancel);

    private static async Task<ProviderStep> PictureAsync(ProviderLine line, PictureOrder order, ModelInfo model, AskedSize size, CancellationToken cancel)
    {
        var parts = new JsonArray(new JsonObject { ["text"] = order.Sent.Prompt });
        foreach (var reference in order.References)
        {
            parts.Add(new JsonObject { ["inlineData"] = new JsonObject { ["mimeType"] = reference.ContentType, ["data"] = Convert.ToBase64String(reference.Bytes) } });
        }

        var picture = new JsonObject { ["aspectRatio"] = size.Ratio ?? "1:1" };
        if (size.Scale is not null)
        {
            picture["imageSize"] = size.Scale;
        }

        var settings = new JsonObject { ["responseModalities"] = new JsonArray("TEXT", "IMAGE"), ["imageConfig"] = picture };
        if (model.TakesSeed)
        {
            settings["seed"] = order.Seed;
        }

        var body = new JsonObject { ["contents"] = new JsonArray(new JsonObject { ["role"] = "user", ["parts"] = parts }), ["generationConfig"] = settings };
        using var request = Signed(line, ProviderLine.Post(line.At($"v1beta/models/{model.Id}:generateContent"), body));
        var answer = await line.JsonAsync(request, FailureStage.Submit, IsPaid(model), cancel);
        var usage = WireError.Property(answer, "usageMetadata");
        var tokens = WireError.Tokens(usage, "promptTokenCount", "candidatesTokenCount");
        var step = await line.FinishedAsync(Picture(line, answer), cancel);
        return step.With(new(WireError.Text(answer, "responseId"), WireError.Text(answer, "modelVersion"), model.Price(tokens), tokens));
    }

    private static string Picture(ProviderLine line, JsonElement answer)
    {
        var block = WireError.Text(WireError.Property(answer, "promptFeedback"), "blockReason");
        var candidate = WireError.Property(answer, "candidates") is { ValueKind: JsonValueKind.Array } all && all.GetArrayLength() > 0 ? all[0] : default;
        var reason = block ?? WireError.Text(candidate, "finishReason") ?? "nothing";
        var parts = WireError.Property(WireError.Property(candidate, "content"), "parts");
        var pictures = parts.ValueKind != JsonValueKind.Array ? [] : parts.EnumerateArray()
            .Where(p => WireError.Property(p, "thought").ValueKind != JsonValueKind.True)
            .Select(p => WireError.Text(WireError.Property(p, "inlineData"), "data")).OfType<string>().ToList();
        return block is null && pictures.Count > 0 ? pictures[^1]
            : block is not null || Refusals.Contains(reason)
                ? throw line.Fail(FailureStage.Submit, ErrorClass.Safety, $"refused this prompt or its picture ({Word(reason)}). Change the words, or take another provider.{line.Says(WireError.Text(candidate, "finishMessage"))}")
                : throw line.Fail(FailureStage.Download, ErrorClass.EmptyResult, $"answered without a picture ({Word(reason)}). Say more plainly that a picture is wanted, or try again.");
    }

    private static string Word(string reason) => reason.Length < 40 && reason.All(c => char.IsAsciiLetter(c) || c == '_') ? reason.ToLowerInvariant().Replace('_', ' ') : "no reason given";

    internal static HttpRequestMessage Signed(ProviderLine line, HttpRequestMessage request)
    {
        request.Headers.Add(KeyHeader, line.Key);
        return request;
    }
}
