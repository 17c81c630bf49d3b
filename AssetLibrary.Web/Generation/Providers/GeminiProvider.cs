using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Generation.Providers.Answers;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// generateContent. References go inline; a block is an answer with status 200; parts that are thoughts can hold drafts of
/// the picture and are skipped; the last picture that is none is the answer.
/// </summary>
internal sealed class GeminiProvider(ProviderGateway desk) : RemoteProvider(ProviderProfile.Gemini, desk)
{
    public const string KeyHeader = "x-goog-api-key";

    private static readonly string[] Refusals =
    [
        "SAFETY",
        "PROHIBITED_CONTENT",
        "BLOCKLIST",
        "SPII",
        "RECITATION",
        "IMAGE_SAFETY",
        "IMAGE_PROHIBITED_CONTENT",
        "IMAGE_RECITATION",
    ];

    protected override async Task<string> AskAsync(ProviderCall line, CancellationToken cancel)
    {
        using var request = Signed(line, new(HttpMethod.Get, line.At($"v1beta/models/{Info.DefaultModel.Id}")));
        var model = await line.JsonAsync(request, FailureStage.Submit, cancel);
        return $"Connected to {line.Label}. Model available: {Wire.Text(model, "displayName") ?? Info.DefaultModel.Id}.";
    }

    protected override Task<ProviderStep> OrderAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        CancellationToken cancel
    ) =>
        model.MakesVideo
            ? GeminiClips.OrderAsync(line, order, model, size, IsPaid(model), cancel)
            : PictureAsync(line, order, model, size, cancel);

    protected override Task<ProviderStep> LookAsync(ProviderCall line, string id, CancellationToken cancel) =>
        GeminiClips.LookAsync(line, id, Info.DefaultClipModel, cancel);

    private static async Task<ProviderStep> PictureAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        CancellationToken cancel
    )
    {
        var parts = new JsonArray(new JsonObject { ["text"] = order.Sent.Prompt });
        foreach (var reference in order.References)
        {
            parts.Add(
                new JsonObject
                {
                    ["inlineData"] = new JsonObject
                    {
                        ["mimeType"] = reference.ContentType,
                        ["data"] = Convert.ToBase64String(reference.Bytes),
                    },
                }
            );
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

        var body = new JsonObject
        {
            ["contents"] = new JsonArray(new JsonObject { ["role"] = "user", ["parts"] = parts }),
            ["generationConfig"] = settings,
        };
        using var request = Signed(line, WireBody.Post(line.At($"v1beta/models/{model.Id}:generateContent"), body));
        var reply = await line.SendAsync(request, FailureStage.Submit, IsPaid(model), cancel);
        var tokens = Wire.Tokens(Wire.Property(reply.Json, "usageMetadata"), "promptTokenCount", "candidatesTokenCount");
        var receipt = new Receipt(Wire.Text(reply.Json, "responseId"), Wire.Text(reply.Json, "modelVersion"), model.Price(tokens), tokens);
        var reading = line.Read(reply);
        var (reason, says) = reading.Found is Found.Nothing ? Reason(reply.Json) : ("", null);
        return Refusals.Contains(reason)
            ? throw line.Fail(
                FailureStage.Submit,
                ErrorClass.Safety,
                $"refused this prompt or its picture ({Word(reason)}). Change the prompt or use another provider.{line.Says(says)}"
            )
            : await line.TakeAsync(
                reply,
                reading,
                receipt,
                cancel,
                $"responded without a picture ({Word(reason)}). Ask for a picture more clearly, or retry."
            );
    }

    protected override Task<ProviderStep> FetchAsync(ProviderCall line, string address, CancellationToken cancel) =>
        GeminiClips.FetchAsync(line, address, Info.DefaultClipModel, cancel);

    /// <summary>Why there is no picture: a refusal before everything else.</summary>
    private static (string Reason, string? Says) Reason(JsonElement answer)
    {
        if (Wire.Text(Wire.Property(answer, "promptFeedback"), "blockReason") is { } block)
        {
            return (Refusals.Contains(block) ? block : Refusals[0], null);
        }

        var ended = Wire.Property(answer, "candidates") is { ValueKind: JsonValueKind.Array } candidates
            ? candidates
                .EnumerateArray()
                .Select(c => (Reason: Wire.Text(c, "finishReason") ?? "", Says: Wire.Text(c, "finishMessage")))
                .ToList()
            : [];
        return ended.Find(e => Refusals.Contains(e.Reason)) is { Reason: not null } refused
            ? refused
            : ended.FirstOrDefault(("nothing", null));
    }

    private static string Word(string reason) =>
        reason.Length < 40 && reason.All(c => char.IsAsciiLetter(c) || c == '_')
            ? reason.ToLowerInvariant().Replace('_', ' ')
            : "no reason given";

    internal static HttpRequestMessage Signed(ProviderCall line, HttpRequestMessage request)
    {
        request.Headers.Add(KeyHeader, line.Key);
        return request;
    }
}
