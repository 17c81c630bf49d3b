using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// Predictions: created with a short wait, then asked for by id. What is made vanishes there after an hour. A refusal is a
/// failed prediction whose error is a plain sentence.
/// </summary>
internal sealed partial class ReplicateProvider(ProviderDesk desk, OwnAddress address) : RemoteProvider(ProviderProfile.Replicate, desk)
{
    private const int LargestInline = 256 * 1024;

    // It calls when it has finished, where it can: then a look is only for the call that does not come.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1), LookAgainWhenCalled = TimeSpan.FromSeconds(5);

    protected override async Task<string> AskAsync(ProviderLine line, CancellationToken cancel)
    {
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Get, Root(line, "account")));
        var account = await line.JsonAsync(request, FailureStage.Submit, paid: false, cancel);
        return $"{line.Label} answers and knows the account {WireError.Text(account, "username") ?? "behind the key"}.";
    }

    protected override async Task<ProviderStep> OrderAsync(ProviderLine line, PictureOrder order, ModelInfo model, AskedSize size, CancellationToken cancel)
    {
        var input = new JsonObject { ["prompt"] = order.Sent.Prompt };
        if (size.Ratio is not null)
        {
            input["aspect_ratio"] = size.Ratio;
        }
        else
        {
            (input["width"], input["height"]) = (size.Width, size.Height);
        }

        if (model.TakesSeed)
        {
            input["seed"] = order.Seed;
        }

        if (model.MakesVideo)
        {
            await AddClipAsync(line, order, size, OptionsOf(model), input, cancel);
        }
        else if (order.References.Count > 0)
        {
            var pictures = new List<string>();
            foreach (var reference in order.References)
            {
                pictures.Add(await HandOverAsync(line, reference, cancel));
            }

            var name = OptionsOf(model).ReferenceInput is { Length: > 0 } set ? set : model.MaxReferences > 1 ? "input_images" : "input_image";
            input[name] = model.MaxReferences > 1 || name.EndsWith('s') ? new JsonArray([.. pictures.Select(p => JsonValue.Create(p))]) : pictures[0];
        }

        using var request = OpenAIImages.Signed(line, ProviderLine.Post(Root(line, "predictions"), Called(line, new JsonObject { ["version"] = model.Id, ["input"] = input })));
        request.Headers.Add("Prefer", "wait=5");
        return await ReadAsync(line, await line.JsonAsync(request, FailureStage.Submit, IsPaid(model), cancel), mayFetch: false, HookAddress(line) is not null, cancel);
    }

    /// <summary>Asked to call back, where this library can be reached; Replicate itself calls over https only.</summary>
    private JsonObject Called(ProviderLine line, JsonObject order)
    {
        if (HookAddress(line) is { } hook)
        {
            order["webhook"] = hook.AbsoluteUri;
            order["webhook_events_filter"] = new JsonArray("completed");
        }

        return order;
    }

    private Uri? HookAddress(ProviderLine line) => address.At(ReplicateHook.Path) is { } hook && (hook.Scheme == "https" || line.Endpoint.Scheme == "http") ? hook : null;

    /// <summary>What its calls are signed with.</summary>
    /// <exception cref="JobFailedException">It does not say.</exception>
    internal async Task<string?> HookSecretAsync(CancellationToken cancel)
    {
        var line = await OpenAsync(cancel);
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Get, Root(line, "webhooks/default/secret")));
        return WireError.Text(await line.JsonAsync(request, FailureStage.Wait, paid: false, cancel), "key");
    }

    private ModelOptions OptionsOf(ModelInfo model) => Options.Models.Find(m => m.Id == model.Id) ?? new();

    private static async Task AddClipAsync(ProviderLine line, PictureOrder order, AskedSize size, ModelOptions names, JsonObject input, CancellationToken cancel)
    {
        input[names.SecondsInput] = order.Sent.Seconds;
        if (size.Scale is not null)
        {
            input["resolution"] = size.Scale;
        }

        foreach (var frame in order.References)
        {
            input[frame.Role == ReferenceRole.EndFrame ? names.EndFrameInput : names.StartFrameInput] = await HandOverAsync(line, frame, cancel);
        }
    }

    protected override async Task<ProviderStep> LookAsync(ProviderLine line, string id, CancellationToken cancel)
    {
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Get, Root(line, $"predictions/{Uri.EscapeDataString(id)}")));
        try
        {
            return await ReadAsync(line, await line.JsonAsync(request, FailureStage.Wait, paid: false, cancel), mayFetch: true, HookAddress(line) is not null, cancel);
        }
        catch (JobFailedException e) when (e.Failure is { Stage: FailureStage.Wait, Class: ErrorClass.ModelGone })
        {
            throw line.Gone(FailureStage.Wait, ErrorClass.EmptyResult, "no longer knows this prediction: it keeps them for an hour only.");
        }
    }

    protected override async Task<bool> StopAsync(ProviderLine line, string id, CancellationToken cancel)
    {
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Post, Root(line, $"predictions/{Uri.EscapeDataString(id)}/cancel")));
        await line.SendAsync(request, FailureStage.Wait, paid: false, cancel);
        return true;
    }

    /// <param name="line">The line.</param>
    /// <param name="prediction">As it was answered.</param>
    /// <param name="mayFetch">False for the first answer: its id is stored before anything can go wrong with the download.</param>
    /// <param name="calls">It calls when it has finished.</param>
    /// <param name="cancel">Ends it.</param>
    private static async Task<ProviderStep> ReadAsync(ProviderLine line, JsonElement prediction, bool mayFetch, bool calls, CancellationToken cancel)
    {
        var id = WireError.Text(prediction, "id") ?? throw line.Fail(FailureStage.Submit, ErrorClass.EmptyResult, "answered without an id of its work.");
        switch (WireError.Text(prediction, "status"))
        {
            case "starting" or "processing" or "queued":
                return new ProviderStep.Pending(id, calls ? LookAgainWhenCalled : LookAgain);
            case "succeeded" when !mayFetch:
                return new ProviderStep.Pending(id, TimeSpan.Zero);
            case "succeeded":
                return (await line.DownloadAsync(Output(line, prediction), at => MayKnowKey(line, at), cancel)).With(new(id, WireError.Text(prediction, "model")));
            case "canceled" or "aborted":
                throw line.Gone(FailureStage.Wait, ErrorClass.Cancelled, "says that this was cancelled there.");
            default:
                throw Failed(line, WireError.Text(prediction, "error") ?? "");
        }
    }

    // A string, a list of them, or nothing: each model as it likes.
    private static string Output(ProviderLine line, JsonElement prediction)
    {
        var output = WireError.Property(prediction, "output");
        var first = output.ValueKind == JsonValueKind.Array && output.GetArrayLength() > 0 ? output[0] : output;
        return first.ValueKind == JsonValueKind.String && first.GetString() is { Length: > 0 } address ? address
            : WireError.Property(prediction, "data_removed").ValueKind == JsonValueKind.True
                ? throw line.Gone(FailureStage.Download, ErrorClass.EmptyResult, "has deleted the picture: it keeps what it made for an hour only.")
                : throw line.Gone(FailureStage.Download, ErrorClass.EmptyResult, "finished without a picture; some models do so when they find it unsafe.");
    }

    private static OrderGoneException Failed(ProviderLine line, string error) =>
        Unsafe().IsMatch(error) ? line.Gone(FailureStage.Wait, ErrorClass.Safety, $"refused this prompt or its picture. Change the words, or take another model.{line.Says(error)}")
        : error.Contains("Input validation", StringComparison.OrdinalIgnoreCase) ? line.Gone(FailureStage.Wait, ErrorClass.BadRequest, $"does not accept the request.{line.Says(error)}")
        : line.Gone(FailureStage.Wait, ErrorClass.Broken, $"could not make the picture.{line.Says(error)}");

    private static async Task<string> HandOverAsync(ProviderLine line, ReferencePicture reference, CancellationToken cancel)
    {
        if (reference.Bytes.Length <= LargestInline)
        {
            return $"data:{reference.ContentType};base64,{Convert.ToBase64String(reference.Bytes)}";
        }

        var form = ProviderLine.Form();
        ProviderLine.Attach(form, "content", reference, ProviderLine.FileName(reference, "reference"));
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Post, Root(line, "files")) { Content = form });
        var file = await line.JsonAsync(request, FailureStage.Prepare, paid: false, cancel);
        return WireError.Text(WireError.Property(file, "urls"), "get") ?? throw line.Fail(FailureStage.Prepare, ErrorClass.Temporary, "took a reference picture without saying where it lies.");
    }

    private static bool MayKnowKey(ProviderLine line, Uri at) => at.Authority == line.Endpoint.Authority
        || (at.Scheme == "https" && (at.IdnHost == "replicate.delivery" || at.IdnHost.EndsWith(".replicate.delivery", StringComparison.Ordinal)));

    private static Uri Root(ProviderLine line, string path) => line.Endpoint.AbsolutePath is "/" or "" ? line.At("v1/" + path) : line.At(path);

    [GeneratedRegex(@"NSFW|flagged as sensitive|\bE005\b|content policy|safety", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unsafe();
}
