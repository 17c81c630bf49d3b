using System.Text.Json;
using System.Text.Json.Nodes;
using AssetLibrary.Web.Generation.Providers.Answers;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// ComfyUI on a machine of one's own: references are uploaded, the workflow is queued under an id, its history tells the files.
/// </summary>
internal sealed class ComfyUIProvider : RemoteProvider
{
    private const int DeepestFile = 8;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, ComfyWorkflow> workflows = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">A workflow cannot be used; the sentence says why.</exception>
    public ComfyUIProvider(ProviderGateway desk)
        : base(ProviderProfile.ComfyUI, desk)
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

    protected override async Task<string> AskAsync(ProviderCall line, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, line.At("system_stats"));
        var system = Wire.Property(await line.JsonAsync(request, FailureStage.Submit, cancel), "system");
        return $"Connected to {line.Label} {Wire.Text(system, "comfyui_version")}.";
    }

    protected override async Task<ProviderStep> OrderAsync(
        ProviderCall line,
        PictureOrder order,
        ModelInfo model,
        AskedSize size,
        CancellationToken cancel
    )
    {
        var workflow = workflows[model.Id];
        if (workflow.References > 0 && order.References.Count == 0)
        {
            throw line.Fail(FailureStage.Prepare, ErrorClass.BadRequest, "uses a workflow that needs a reference picture. Add one.");
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
            values[$"reference{n}"] = names[Math.Min(n, names.Count) - 1]; // with fewer pictures than slots, the last one stands in
        }

        var body = new JsonObject { ["prompt"] = workflow.Fill(values), ["client_id"] = Guid.NewGuid().ToString() };
        using var request = WireBody.Post(line.At("prompt"), body);
        var reply = await line.SendAsync(request, FailureStage.Submit, IsPaid(model), cancel);
        return Wire.Text(reply.Json, "prompt_id") is { } id
            ? new ProviderStep.Pending(id, LookAgain)
            : await line.TakeAsync(reply, Read(line, reply), receipt: null, cancel, "queued the job without returning an id.");
    }

    protected override async Task<ProviderStep> LookAsync(ProviderCall line, string id, CancellationToken cancel)
    {
        var history = await HistoryAsync(line, id, cancel);
        if (Wire.Property(history.Json, id).ValueKind != JsonValueKind.Object)
        {
            using var queue = new HttpRequestMessage(HttpMethod.Get, line.At("queue"));
            var waiting = (await line.SendAsync(queue, FailureStage.Wait, paid: false, cancel)).Body;
            if (System.Text.Encoding.UTF8.GetString(waiting.Span).Contains(id, StringComparison.Ordinal))
            {
                return new ProviderStep.Pending(id, LookAgain);
            }

            // It may have ended between the two looks. Otherwise it was restarted in between and has forgotten it.
            history = await HistoryAsync(line, id, cancel);
            if (Wire.Property(history.Json, id).ValueKind != JsonValueKind.Object)
            {
                throw line.Gone(FailureStage.Wait, ErrorClass.Temporary, "lost this job, probably because it was restarted.");
            }
        }

        var status = Wire.Property(Wire.Property(history.Json, id), "status");
        return Wire.Text(status, "status_str") == "error"
            ? throw Failed(line, status)
            : Read(line, history).Found switch
            {
                Found.Elsewhere there => await FetchAsync(line, there.Address, cancel),
                Found.Whole whole => await line.FinishedAsync(whole.Bytes, cancel),
                _ => throw line.Gone(
                    FailureStage.Download,
                    ErrorClass.EmptyResult,
                    "finished without a picture. Check that the workflow ends with a node that saves one."
                ),
            };
    }

    /// <summary>
    /// It tells files by name, folder and kind, whatever the node calls them (images, gifs, video); one that was saved before one
    /// that was only shown.
    /// </summary>
    protected override Reading Read(ProviderCall line, WireReply reply)
    {
        var file = Files(reply.Json, 0).OrderBy(f => Wire.Text(f, "type") == "output" ? 0 : 1).FirstOrDefault();
        if (Wire.Text(file, "filename") is not { } name)
        {
            return line.Read(reply);
        }

        var (folder, type) = (Wire.Text(file, "subfolder") ?? "", Wire.Text(file, "type") ?? "output");
        var path = $"view?filename={Uri.EscapeDataString(name)}&subfolder={Uri.EscapeDataString(folder)}&type={Uri.EscapeDataString(type)}";
        return Reading.Of(new Found.Elsewhere(line.At(path).AbsoluteUri));
    }

    protected override async Task<ProviderStep> FetchAsync(ProviderCall line, string address, CancellationToken cancel) =>
        await line.DownloadAsync(address, _ => false, cancel);

    // Not in "prompt", which repeats what was sent, reference pictures included.
    private static IEnumerable<JsonElement> Files(JsonElement element, int depth) =>
        element.ValueKind switch
        {
            _ when depth > DeepestFile => [],
            JsonValueKind.Object when Wire.Text(element, "filename") is not null => Wire.Text(element, "type") == "input" ? [] : [element],
            JsonValueKind.Object => element
                .EnumerateObject()
                .Where(p => !p.NameEquals("prompt"))
                .SelectMany(p => Files(p.Value, depth + 1)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Files(e, depth + 1)),
            _ => [],
        };

    protected override async Task<bool> StopAsync(ProviderCall line, string id, CancellationToken cancel)
    {
        using var delete = WireBody.Post(line.At("queue"), new JsonObject { ["delete"] = new JsonArray(id) });
        await line.SendAsync(delete, FailureStage.Wait, paid: false, cancel);
        using var look = new HttpRequestMessage(HttpMethod.Get, line.At("queue"));
        var running = Wire.Property(await line.JsonAsync(look, FailureStage.Wait, cancel), "queue_running");
        if (running.ValueKind == JsonValueKind.Array && running.GetRawText().Contains(id, StringComparison.Ordinal))
        {
            // Without looking it would stop whatever runs there, somebody else's work too.
            using var interrupt = WireBody.Post(line.At("interrupt"), new JsonObject { ["prompt_id"] = id });
            await line.SendAsync(interrupt, FailureStage.Wait, paid: false, cancel);
        }
        return true;
    }

    private static async Task<WireReply> HistoryAsync(ProviderCall line, string id, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, line.At($"history/{Uri.EscapeDataString(id)}"));
        return await line.SendAsync(request, FailureStage.Wait, paid: false, cancel);
    }

    private static async Task<string> UploadAsync(ProviderCall line, ReferencePicture reference, CancellationToken cancel)
    {
        var form = WireBody.Form(("type", "input"), ("overwrite", "true"));
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(reference.Bytes))[..32];
        WireBody.Attach(form, "image", reference, WireBody.FileName(reference, name));
        using var request = new HttpRequestMessage(HttpMethod.Post, line.At("upload/image")) { Content = form };
        var stored = await line.JsonAsync(request, FailureStage.Prepare, cancel);
        var file = Wire.Text(stored, "name")
            ?? throw line.Fail(FailureStage.Prepare, ErrorClass.Temporary, "accepted a reference picture but returned no name.");
        return Wire.Text(stored, "subfolder") is { } folder ? $"{folder}/{file}" : file;
    }

    private static OrderGoneException Failed(ProviderCall line, JsonElement status)
    {
        var messages = Wire.Property(status, "messages") is { ValueKind: JsonValueKind.Array } all
            ? all.EnumerateArray().Where(m => m.ValueKind == JsonValueKind.Array && m.GetArrayLength() == 2).ToList()
            : [];
        var error = messages.Find(m => m[0].ValueEquals("execution_error")) is { ValueKind: JsonValueKind.Array } found
            ? found[1]
            : default;
        var (what, node) = (Wire.Text(error, "exception_message") ?? "", Wire.Text(error, "node_type") ?? "unknown");
        return messages.Exists(m => m[0].ValueEquals("execution_interrupted"))
                ? line.Gone(FailureStage.Wait, ErrorClass.Cancelled, "reports that the job was interrupted.")
            : what.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
                ? line.Gone(FailureStage.Wait, ErrorClass.Temporary, "ran out of memory.")
            : line.Gone(
                FailureStage.Wait,
                ErrorClass.Broken,
                $"couldn’t run the workflow. It stopped at this node: {node}.{line.Says(what)}"
            );
    }
}
