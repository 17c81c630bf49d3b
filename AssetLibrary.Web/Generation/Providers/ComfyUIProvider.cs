using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>ComfyUI on a machine of one's own: references are uploaded, the workflow is queued under an id, its history tells the files.</summary>
internal sealed class ComfyUIProvider : RemoteProvider
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ComfyWorkflow> workflows = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">A workflow cannot be used; the sentence says why.</exception>
    public ComfyUIProvider(ProviderDesk desk) : base(ProviderProfile.ComfyUI, desk)
    {
        var models = Info.Models.ToList();
        for (var i = 0; i < models.Count; i++)
        {
            var own = Options.Models.Find(m => m.Id == models[i].Id)?.Workflow is { Length: > 0 } set ? set : Options.Workflow;
            var workflow = workflows[models[i].Id] = ComfyWorkflow.Read(own);
            models[i] = models[i] with { MaxReferences = workflow.References };
        }

        Info = Info with { Models = models };
    }

    protected override async Task<string> AskAsync(ProviderLine line, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, line.At("system_stats"));
        var system = WireError.Property(await line.JsonAsync(request, FailureStage.Submit, paid: false, cancel), "system");
        return $"{line.Label} {WireError.Text(system, "comfyui_version")} answers.";
    }

    protected override async Task<ProviderStep> OrderAsync(ProviderLine line, PictureOrder order, ModelInfo model, AskedSize size, CancellationToken cancel)
    {
        var workflow = workflows[model.Id];
        if (workflow.References > 0 && order.References.Count == 0)
        {
            throw line.Fail(FailureStage.Prepare, ErrorClass.BadRequest, "works here with a workflow that wants a reference picture: name one.");
        }

        var values = new Dictionary<string, JsonNode>(StringComparer.Ordinal)
        {
            ["prompt"] = order.Sent.Prompt,
            ["negative"] = Negative(order) ?? "",
            ["seed"] = order.Seed,
            ["width"] = size.Width,
            ["height"] = size.Height,
            ["model"] = model.Id,
        };
        var names = new List<string>();
        foreach (var reference in order.References)
        {
            names.Add(await UploadAsync(line, reference, cancel));
        }

        for (var n = 1; n <= workflow.References; n++)
        {
            values[$"reference{n}"] = names[Math.Min(n, names.Count) - 1];      // with fewer pictures than slots, the last one stands in
        }

        var body = new JsonObject { ["prompt"] = workflow.Fill(values), ["client_id"] = Guid.NewGuid().ToString() };
        using var request = ProviderLine.Post(line.At("prompt"), body);
        var queued = await line.JsonAsync(request, FailureStage.Submit, IsPaid(model), cancel);
        return new ProviderStep.Pending(WireError.Text(queued, "prompt_id") ?? throw line.Fail(FailureStage.Submit, ErrorClass.EmptyResult, "queued the work without saying its id."), LookAgain);
    }

    protected override async Task<ProviderStep> LookAsync(ProviderLine line, string id, CancellationToken cancel)
    {
        var entry = await HistoryAsync(line, id, cancel);
        if (entry.ValueKind != JsonValueKind.Object)
        {
            using var queue = new HttpRequestMessage(HttpMethod.Get, line.At("queue"));
            var waiting = (await line.SendAsync(queue, FailureStage.Wait, paid: false, cancel)).Body;
            if (System.Text.Encoding.UTF8.GetString(waiting.Span).Contains(id, StringComparison.Ordinal))
            {
                return new ProviderStep.Pending(id, LookAgain);
            }

            // It may have ended between the two looks. Otherwise it was restarted in between and has forgotten it.
            entry = await HistoryAsync(line, id, cancel);
            if (entry.ValueKind != JsonValueKind.Object)
            {
                throw line.Gone(FailureStage.Wait, ErrorClass.Temporary, "has forgotten this work: it was probably restarted.");
            }
        }

        var status = WireError.Property(entry, "status");
        if (WireError.Text(status, "status_str") == "error")
        {
            throw Failed(line, status);
        }

        var file = WireError.Property(entry, "outputs") is { ValueKind: JsonValueKind.Object } outputs
            ? outputs.EnumerateObject().Select(o => WireError.Property(o.Value, "images")).Where(i => i.ValueKind == JsonValueKind.Array).SelectMany(i => i.EnumerateArray())
                .OrderBy(i => WireError.Text(i, "type") == "output" ? 0 : 1).FirstOrDefault()
            : default;
        var name = WireError.Text(file, "filename") ?? throw line.Gone(FailureStage.Download, ErrorClass.EmptyResult, "finished without a picture: does the workflow end in a node that saves one?");
        var path = $"view?filename={Uri.EscapeDataString(name)}&subfolder={Uri.EscapeDataString(WireError.Text(file, "subfolder") ?? "")}&type={Uri.EscapeDataString(WireError.Text(file, "type") ?? "output")}";
        return await line.DownloadAsync(line.At(path).AbsoluteUri, _ => false, cancel);
    }

    protected override async Task<bool> StopAsync(ProviderLine line, string id, CancellationToken cancel)
    {
        using var delete = ProviderLine.Post(line.At("queue"), new JsonObject { ["delete"] = new JsonArray(id) });
        await line.SendAsync(delete, FailureStage.Wait, paid: false, cancel);
        using var look = new HttpRequestMessage(HttpMethod.Get, line.At("queue"));
        if (WireError.Property(await line.JsonAsync(look, FailureStage.Wait, paid: false, cancel), "queue_running") is { ValueKind: JsonValueKind.Array } running && running.GetRawText().Contains(id, StringComparison.Ordinal))
        {
            // Without looking it would stop whatever runs there, somebody else's work too.
            using var interrupt = ProviderLine.Post(line.At("interrupt"), new JsonObject { ["prompt_id"] = id });
            await line.SendAsync(interrupt, FailureStage.Wait, paid: false, cancel);
        }
        return true;
    }

    private static async Task<JsonElement> HistoryAsync(ProviderLine line, string id, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, line.At($"history/{Uri.EscapeDataString(id)}"));
        return WireError.Property(await line.JsonAsync(request, FailureStage.Wait, paid: false, cancel), id);
    }

    private static async Task<string> UploadAsync(ProviderLine line, ReferencePicture reference, CancellationToken cancel)
    {
        var form = ProviderLine.Form(("type", "input"), ("overwrite", "true"));
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(reference.Bytes))[..32];
        ProviderLine.Attach(form, "image", reference, ProviderLine.FileName(reference, name));
        using var request = new HttpRequestMessage(HttpMethod.Post, line.At("upload/image")) { Content = form };
        var stored = await line.JsonAsync(request, FailureStage.Prepare, paid: false, cancel);
        var file = WireError.Text(stored, "name") ?? throw line.Fail(FailureStage.Prepare, ErrorClass.Temporary, "took a reference picture without saying its name.");
        return WireError.Text(stored, "subfolder") is { } folder ? $"{folder}/{file}" : file;
    }

    private static OrderGoneException Failed(ProviderLine line, JsonElement status)
    {
        var messages = WireError.Property(status, "messages") is { ValueKind: JsonValueKind.Array } all ? all.EnumerateArray().Where(m => m.ValueKind == JsonValueKind.Array && m.GetArrayLength() == 2).ToList() : [];
        var error = messages.Find(m => m[0].ValueEquals("execution_error")) is { ValueKind: JsonValueKind.Array } found ? found[1] : default;
        var what = WireError.Text(error, "exception_message") ?? "";
        return messages.Exists(m => m[0].ValueEquals("execution_interrupted")) ? line.Gone(FailureStage.Wait, ErrorClass.Cancelled, "says that this was interrupted there.")
            : what.Contains("out of memory", StringComparison.OrdinalIgnoreCase) ? line.Gone(FailureStage.Wait, ErrorClass.Temporary, "has run out of memory.")
            : line.Gone(FailureStage.Wait, ErrorClass.Broken, $"could not run the workflow; it stopped at the node {WireError.Text(error, "node_type") ?? "it does not name"}.{line.Says(what)}");
    }
}
