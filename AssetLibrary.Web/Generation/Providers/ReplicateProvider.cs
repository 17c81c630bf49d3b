using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Generation.Providers.Answers;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// Predictions: created with a short wait, then asked for by id. What is made vanishes there after an hour. A refusal is a
/// failed prediction whose error is a plain sentence.
/// </summary>
internal sealed partial class ReplicateProvider(ProviderGateway desk, OwnAddress address) : RemoteProvider(ProviderProfile.Replicate, desk)
{
    private const int LargestInline = 256 * 1024;

    // It calls when it has finished, where it can: then a look is only for the call that does not come.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1),
        LookAgainWhenCalled = TimeSpan.FromSeconds(5);

    protected override async Task<string> AskAsync(ProviderCall line, CancellationToken cancel)
    {
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Get, Root(line, "account")));
        var account = await line.JsonAsync(request, FailureStage.Submit, cancel);
        return $"Connected to {line.Label} as {Wire.Text(account, "username") ?? "the owner of the key"}.";
    }

    protected override async Task<ProviderStep> OrderAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        CancellationToken cancel
    )
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

            var name =
                OptionsOf(model).ReferenceInput is { Length: > 0 } set ? set
                : model.MaxReferences > 1 ? "input_images"
                : "input_image";
            input[name] =
                model.MaxReferences > 1 || name.EndsWith('s') ? new JsonArray([.. pictures.Select(p => JsonValue.Create(p))]) : pictures[0];
        }

        using var request = OpenAIImages.Signed(
            line,
            WireBody.Post(Root(line, "predictions"), Called(line, new JsonObject { ["version"] = model.Id, ["input"] = input }))
        );
        request.Headers.Add("Prefer", "wait=5");
        return await TakeAsync(
            line,
            await line.SendAsync(request, FailureStage.Submit, IsPaid(model), cancel),
            mayFetch: false,
            HookAddress(line) is not null,
            cancel
        );
    }

    /// <summary>Asked to call back, where this library can be reached; Replicate itself calls over https only.</summary>
    private JsonObject Called(ProviderCall line, JsonObject order)
    {
        if (HookAddress(line) is { } hook)
        {
            order["webhook"] = hook.AbsoluteUri;
            order["webhook_events_filter"] = new JsonArray("completed");
        }

        return order;
    }

    private Uri? HookAddress(ProviderCall line) =>
        address.At(ReplicateHook.Path) is { } hook && (hook.Scheme == "https" || line.Endpoint.Scheme == "http") ? hook : null;

    /// <summary>What its calls are signed with.</summary>
    /// <exception cref="JobFailedException">It does not say.</exception>
    internal async Task<string?> HookSecretAsync(CancellationToken cancel)
    {
        var line = await OpenAsync(cancel);
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Get, Root(line, "webhooks/default/secret")));
        return Wire.Text(await line.JsonAsync(request, FailureStage.Wait, cancel), "key");
    }

    private ModelOptions OptionsOf(ModelInfo model) => Options.Models.Find(m => m.Id == model.Id) ?? new();

    private static async Task AddClipAsync(
        ProviderCall line,
        PictureOrder order,
        AskedSize size,
        ModelOptions names,
        JsonObject input,
        CancellationToken cancel
    )
    {
        input[names.SecondsInput] = order.Sent.Seconds;
        if (size.Scale is not null)
        {
            input["resolution"] = size.Scale;
        }

        foreach (var frame in order.References)
        {
            input[frame.Role == ReferenceRole.EndFrame ? names.EndFrameInput : names.StartFrameInput] = await HandOverAsync(
                line,
                frame,
                cancel
            );
        }
    }

    protected override async Task<ProviderStep> LookAsync(ProviderCall line, string id, CancellationToken cancel)
    {
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Get, Root(line, $"predictions/{Uri.EscapeDataString(id)}")));
        try
        {
            return await TakeAsync(
                line,
                await line.SendAsync(request, FailureStage.Wait, paid: false, cancel),
                mayFetch: true,
                HookAddress(line) is not null,
                cancel
            );
        }
        catch (JobFailedException e) when (e.Failure is { Stage: FailureStage.Wait, Class: ErrorClass.ModelGone })
        {
            throw line.Gone(FailureStage.Wait, ErrorClass.EmptyResult, "no longer has this prediction. It keeps them for only 1 hour.");
        }
    }

    protected override async Task<bool> StopAsync(ProviderCall line, string id, CancellationToken cancel)
    {
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Post, Root(line, $"predictions/{Uri.EscapeDataString(id)}/cancel")));
        await line.SendAsync(request, FailureStage.Wait, paid: false, cancel);
        return true;
    }

    protected override Reading Read(ProviderCall line, WireReply reply) =>
        line.Read(
            reply,
            Wire.Property(reply.Json, "output") is { ValueKind: not JsonValueKind.Undefined } made ? made : null,
            OfClip(reply.Json)
        );

    /// <summary>By its model, which may come with its version; null where it is not known here.</summary>
    private bool? OfClip(JsonElement prediction) =>
        Wire.Text(prediction, "model") is { } name
            ? Info.Models.FirstOrDefault(m => name == m.Id || name.StartsWith(m.Id + ":", StringComparison.Ordinal))?.MakesVideo
            : null;

    protected override async Task<ProviderStep> FetchAsync(ProviderCall line, string address, CancellationToken cancel) =>
        await line.DownloadAsync(address, at => MayKnowKey(line, at), cancel);

    /// <param name="line">The line.</param>
    /// <param name="reply">A prediction, mostly.</param>
    /// <param name="mayFetch">False for the first answer: its id is stored before anything can go wrong with the download.</param>
    /// <param name="calls">It calls when it has finished.</param>
    private async Task<ProviderStep> TakeAsync(ProviderCall line, WireReply reply, bool mayFetch, bool calls, CancellationToken cancel)
    {
        var prediction = reply.Json;
        if (Wire.Text(prediction, "id") is not { } id)
        {
            return await line.TakeAsync(reply, Read(line, reply), receipt: null, cancel, "responded without a job id.");
        }

        switch (Wire.Text(prediction, "status"))
        {
            case "starting" or "processing" or "queued":
                return new ProviderStep.Pending(id, calls ? LookAgainWhenCalled : LookAgain);
            case "succeeded" when !mayFetch:
                return new ProviderStep.Pending(id, TimeSpan.Zero);
            case "succeeded":
                return await OutputAsync(line, reply, new(id, Wire.Text(prediction, "model")), cancel);
            case "canceled" or "aborted":
                throw line.Gone(FailureStage.Wait, ErrorClass.Cancelled, "reports that the job was cancelled.");
            case "failed":
                throw Failed(line, Wire.Text(prediction, "error") ?? "");
            default:
                return await line.TakeAsync(reply, Read(line, reply), new(id, Wire.Text(prediction, "model")), cancel);
        }
    }

    /// <summary>
    /// Each model puts out what it likes. Where that is nothing at all, nothing will come of asking again; where it is anything else,
    /// the id stays.
    /// </summary>
    private async Task<ProviderStep> OutputAsync(ProviderCall line, WireReply reply, Receipt receipt, CancellationToken cancel)
    {
        var output = Wire.Property(reply.Json, "output");
        var reading = Read(line, reply);
        return reading.Found switch
        {
            Found.Elsewhere there => ((ProviderStep.Finished)await FetchAsync(line, there.Address, cancel)) with { Receipt = receipt },
            Found.Nothing when Wire.Property(reply.Json, "data_removed").ValueKind == JsonValueKind.True => throw line.Gone(
                FailureStage.Download,
                ErrorClass.EmptyResult,
                "has deleted the picture. It keeps results for only 1 hour."
            ),
            Found.Nothing when !HoldsSomething(output) => throw line.Gone(
                FailureStage.Download,
                ErrorClass.EmptyResult,
                "finished without a picture. Some models do this when they consider it unsafe."
            ),
            _ => await line.TakeAsync(reply, reading, receipt, cancel, "finished without a picture."),
        };
    }

    private static bool HoldsSomething(JsonElement output) =>
        output.ValueKind switch
        {
            JsonValueKind.Array => output.EnumerateArray().Any(HoldsSomething),
            JsonValueKind.Object => output.EnumerateObject().Any(p => HoldsSomething(p.Value)),
            JsonValueKind.String => AnswerJson.Text(output).Length > 0,
            _ => false,
        };

    private static OrderGoneException Failed(ProviderCall line, string error) =>
        Unsafe().IsMatch(error)
            ? line.Gone(
                FailureStage.Wait,
                ErrorClass.Safety,
                $"refused this prompt or its picture. Change the prompt or use another model.{line.Says(error)}"
            )
        : error.Contains("Input validation", StringComparison.OrdinalIgnoreCase)
            ? line.Gone(FailureStage.Wait, ErrorClass.BadRequest, $"rejected the request.{line.Says(error)}")
        : line.Gone(FailureStage.Wait, ErrorClass.Broken, $"couldn’t generate the picture.{line.Says(error)}");

    private static async Task<string> HandOverAsync(ProviderCall line, ReferencePicture reference, CancellationToken cancel)
    {
        if (reference.Bytes.Length <= LargestInline)
        {
            return $"data:{reference.ContentType};base64,{Convert.ToBase64String(reference.Bytes)}";
        }

        var form = WireBody.Form();
        WireBody.Attach(form, "content", reference, WireBody.FileName(reference, "reference"));
        using var request = OpenAIImages.Signed(line, new(HttpMethod.Post, Root(line, "files")) { Content = form });
        var file = await line.JsonAsync(request, FailureStage.Prepare, cancel);
        var address = Wire.Text(Wire.Property(file, "urls"), "get")
            ?? throw line.Fail(FailureStage.Prepare, ErrorClass.Temporary, "accepted a reference picture but returned no link.");
        line.Errand.Sent.Add(address);
        return address;
    }

    private static bool MayKnowKey(ProviderCall line, Uri at) =>
        at.IsOfOrigin(line.Endpoint)
        || (
            at.Scheme == "https"
            && (at.IdnHost == "replicate.delivery" || at.IdnHost.EndsWith(".replicate.delivery", StringComparison.Ordinal))
        );

    private static Uri Root(ProviderCall line, string path) =>
        line.Endpoint.AbsolutePath is "/" or "" ? line.At("v1/" + path) : line.At(path);

    [GeneratedRegex(@"NSFW|flagged as sensitive|\bE005\b|content policy|safety", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unsafe();
}
