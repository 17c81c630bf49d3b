using System.Text.Json.Nodes;

namespace AssetLibrary.Tests.Generation.Providers;

public sealed class GeminiServer : ProviderServer
{
    public override string Name => "gemini";

    /// <summary>The clip comes inline, not as a file.</summary>
    public bool Inline { get; set; }

    /// <summary>How often the file is still being prepared.</summary>
    public int Looks { get; set; } = 1;

    protected override (Call, Func<Reply>?) Route(WireRequest request) =>
        request switch
        {
            { Method: "POST", Path: var path }
                when path.StartsWith("/v1beta/models/", StringComparison.Ordinal)
                    && path.EndsWith(":generateContent", StringComparison.Ordinal) => (Call.Order, () => Generate(request)),
            { Method: "POST", Path: "/v1beta/interactions" } => (Call.Order, () => Interact(request)),
            { Method: "GET", Path: "/v1beta/files/clip-1" } => (Call.Look, () =>
                request.Header("x-goog-api-key") != Key
                    ? Wrong("the key belongs into its header")
                    : Reply.Json(
                        new { name = "files/clip-1", state = Requests.Count(r => r.Call == Call.Look) < Looks ? "PROCESSING" : "ACTIVE" }
                    )
            ),
            { Method: "GET", Path: "/v1beta/interactions/v1_abc" } => (Call.Look, () => Reply.Json(
                    Interaction(
                        new
                        {
                            type = "video",
                            mime_type = "video/mp4",
                            data = Convert.ToBase64String(Clip),
                        }
                    )
                )),
            { Method: "GET", Path: "/v1beta/files/clip-1:download", Query: "?alt=media" } => (Call.Download, () =>
                request.Header("x-goog-api-key") == Key && request.Header("authorization").Length == 0
                    ? Reply.Picture(Clip, "video/mp4")
                    : Wrong("the key belongs into its header")
            ),
            { Method: "GET", Path: "/v1beta/models/gemini-omni-1.1-flash" } => (Call.Other, () =>
                Reply.Json(new { name = "models/gemini-omni-1.1-flash" })
            ),
            { Method: "GET", Path: "/v1beta/models/gemini-nano-banana-2.1" } => (Call.Other, () =>
                Reply.Json(new { name = "models/gemini-nano-banana-2.1", displayName = "Nano Banana 2.1" })
            ),
            _ => (Call.Other, null),
        };

    private static object Interaction(object content) =>
        new
        {
            id = "v1_abc",
            @object = "interaction",
            model = "gemini-omni-1.1-flash",
            status = "completed",
            steps = new object[]
            {
                new { type = "user_input", content = new object[] { new { type = "text", text = "…" } } },
                new { type = "thought", content = new object[] { new { type = "thought", text = "A draft first." } } },
                new { type = "model_output", content = new[] { content } },
            },
            usage = new
            {
                total_input_tokens = 300,
                total_output_tokens = 28960,
                total_tokens = 29260,
            },
        };

    private Reply Interact(WireRequest request)
    {
        var (body, format) = (request.Json, request.Json["response_format"]);
        var pictures = body["input"]!.AsArray().Count(p => p!["type"]!.GetValue<string>() == "image" && p["mime_type"] is not null);
        var task = body["generation_config"]!["video_config"]!["task"]!.GetValue<string>();
        return request.Header("x-goog-api-key") != Key || request.Query.Length > 0 ? Wrong("the key belongs into its header")
            : body["model"]!.GetValue<string>() != "gemini-omni-1.1-flash"
            || format?["type"]?.GetValue<string>() != "video"
            || format["aspect_ratio"]?.GetValue<string>() is not ("16:9" or "9:16")
            || format["duration"] is not null
            || body["seed"] is not null
                ? Wrong("that is no interaction for a clip")
            : (task == "text_to_video") != (pictures == 0) ? Wrong($"{pictures} pictures do not fit {task}")
            : Reply.Json(
                Interaction(
                    Inline
                        ? new
                        {
                            type = "video",
                            mime_type = "video/mp4",
                            data = Convert.ToBase64String(Clip),
                        }
                        : new
                        {
                            type = "video",
                            mime_type = "video/mp4",
                            uri = $"{Endpoint}/v1beta/files/clip-1:download?alt=media",
                        }
                )
            );
    }

    private Reply Generate(WireRequest request)
    {
        var settings = request.Json["generationConfig"]!;
        if (request.Header("x-goog-api-key") != Key || request.Query.Length > 0)
        {
            return Wrong("the key belongs into its header");
        }

        if (
            request.Json["contents"]![0]!["parts"]![0]!["text"] is null
            || settings["imageConfig"]!["aspectRatio"] is null
            || settings["responseModalities"]!.AsArray().Count != 2
        )
        {
            return Wrong("that is no generateContent");
        }

        // A draft among the thoughts comes first, as text and as a picture.
        return Reply.Json(
            new
            {
                candidates = new[]
                {
                    new
                    {
                        content = new
                        {
                            role = "model",
                            parts = new object[]
                            {
                                new { text = "First a draft.", thought = true },
                                new
                                {
                                    inlineData = new { mimeType = "image/png", data = Convert.ToBase64String("no picture"u8) },
                                    thought = true,
                                },
                                new { text = "Here it is." },
                                new
                                {
                                    inlineData = new { mimeType = "image/jpeg", data = Convert.ToBase64String(Picture) },
                                    thoughtSignature = "c2ln",
                                },
                            },
                        },
                        finishReason = "STOP",
                        index = 0,
                    },
                },
                usageMetadata = new
                {
                    promptTokenCount = 264,
                    candidatesTokenCount = 1120,
                    totalTokenCount = 1384,
                },
                modelVersion = "gemini-nano-banana-2.1",
            }
        );
    }
}

public sealed class OpenAIServer : ProviderServer
{
    public override string Name => "openai";

    /// <summary>Answers with an address in place of bytes.</summary>
    public bool ByAddress { get; set; }

    protected override (Call, Func<Reply>?) Route(WireRequest request) =>
        request switch
        {
            { Method: "POST", Path: "/v1/images/generations" } => (Call.Order, () =>
                Answer(
                    request,
                    request.Json["size"]?.GetValue<string>(),
                    request.Json["model"]?.GetValue<string>(),
                    request.Json["response_format"] is not null
                )
            ),
            { Method: "POST", Path: "/v1/images/edits", IsForm: true } => (Call.Order, () =>
                request.Files("image[]") == 0
                    ? Wrong("an edit without a picture")
                    : Answer(request, request.Field("size"), request.Field("model"), request.Field("response_format") is not null)
            ),
            { Method: "GET", Path: "/v1/models" } => (Call.Other, () =>
                Reply.Json(new { @object = "list", data = new[] { new { id = "gpt-image-2" } } })
            ),
            { Method: "GET", Path: "/files/out.png" } => (Call.Download, () => Reply.Picture(Picture)),
            _ => (Call.Other, null),
        };

    private Reply Answer(WireRequest request, string? size, string? model, bool format)
    {
        if (request.Header("authorization") != $"Bearer {Key}")
        {
            return Wrong("the key is missing");
        }

        var sides = size?.Split('x').Select(s => int.Parse(s, null)).ToArray();
        return sides is not [var w, var h] || w % 16 != 0 || h % 16 != 0 || (long)w * h < 655_360 ? Wrong($"the size {size} is not legal")
            : model == "gpt-image-2" && format ? Wrong("unknown parameter response_format")
            : ByAddress ? Reply.Json(new { created = 1763683200, data = new[] { new { url = $"{Endpoint}/files/out.png" } } })
            : Reply.Json(
                new
                {
                    created = 1763683200,
                    size,
                    data = new[] { new { b64_json = Convert.ToBase64String(Picture) } },
                    usage = new { total_tokens = 458 },
                }
            );
    }
}

public sealed class PollinationsServer : ProviderServer
{
    public override string Name => "pollinations";

    protected override (Call, Func<Reply>?) Route(WireRequest request) =>
        request switch
        {
            { Method: "GET", Path: var path } when path.StartsWith("/image/", StringComparison.Ordinal) => (Call.Order, () =>
                request.Header("authorization") == $"Bearer {Key}"
                && request.Query.Contains("width=", StringComparison.Ordinal)
                && request.Query.Contains("seed=", StringComparison.Ordinal)
                && !request.Query.Contains("key=", StringComparison.Ordinal)
                    ? Reply.Picture(Picture, "image/jpeg").With("x-model-used", "tongyi-mai/z-image-turbo")
                    : Wrong("width, seed and key belong to it")
            ),
            { Method: "GET", Path: var path } when path.StartsWith("/video/", StringComparison.Ordinal) => (Call.Order, () =>
                request.Header("authorization") == $"Bearer {Key}"
                && request.Query.Contains("duration=", StringComparison.Ordinal)
                && request.Query.Contains("aspectRatio=", StringComparison.Ordinal)
                && !request.Query.Contains("seed=", StringComparison.Ordinal)
                    ? Reply.Picture(Clip, "video/mp4").With("x-model-used", "google/veo-3.1-fast")
                    : Wrong("duration and aspectRatio belong to it, and no seed")
            ),
            { Method: "POST", Path: "/v1/images/edits", IsForm: true } => (Call.Order, () =>
                request.Files("image[]") == 0 || request.Field("prompt") is null ? Wrong("an edit without a picture") : Bytes()
            ),
            { Method: "POST", Path: "/v1/images/generations" } => (Call.Order, () =>
                request.Json["prompt"] is null ? Wrong("no prompt") : Bytes()
            ),
            { Method: "GET", Path: "/v1/models" } => (Call.Other, () =>
                Reply.Json(new { data = new[] { new { id = "tongyi-mai/z-image-turbo" } } })
            ),
            _ => (Call.Other, null),
        };

    private Reply Bytes() => Reply.Json(new { created = 1763683200, data = new[] { new { b64_json = Convert.ToBase64String(Picture) } } });
}

public sealed class ReplicateServer : ProviderServer
{
    public const string Id = "gm3qorzdhgbfurvjtvhg6dckhu";

    public override string Name => "replicate";

    /// <summary>How often it is still at work before it is done; at 0 it is done at once.</summary>
    public int Looks { get; set; } = 1;

    /// <summary>What it signs its calls with.</summary>
    public string? HookSecret { get; set; }

    /// <summary>Where the pictures lie, when not here.</summary>
    public string? Delivery { get; set; }

    protected override (Call, Func<Reply>?) Route(WireRequest request) =>
        request switch
        {
            { Method: "POST", Path: "/v1/predictions" } => (Call.Order, () => Order(request)),
            { Method: "GET", Path: $"/v1/predictions/{Id}" } => (Call.Look, () =>
                Reply.Json(Prediction(Requests.Count(r => r.Call == Call.Look) < Looks ? "processing" : "succeeded"))
            ),
            { Method: "POST", Path: $"/v1/predictions/{Id}/cancel" } => (Call.Other, () => Reply.Json(Prediction("canceled"))),
            { Method: "POST", Path: "/v1/files", IsForm: true } => (Call.Other, () =>
                request.Files("content") == 1
                    ? Reply.Json(new { id = "f1", urls = new { get = $"{Endpoint}/v1/files/f1" } }, 201)
                    : Wrong("no content")
            ),
            { Method: "GET", Path: "/v1/webhooks/default/secret" } => (Call.Other, () =>
                request.Header("authorization") == $"Bearer {Key}" && HookSecret is { } secret
                    ? Reply.Json(new { key = secret })
                    : Reply.Json(404, """{"detail":"Not found."}""")
            ),
            { Method: "GET", Path: "/out.mp4" } => (Call.Download, () => Reply.Picture(Clip, "video/mp4")),
            { Method: "GET", Path: "/v1/account" } => (Call.Other, () => Reply.Json(new { type = "user", username = "studio" })),
            { Method: "GET", Path: "/out-0.webp" } => (Call.Download, () => Reply.Picture(Picture, "image/webp")),
            _ => (Call.Other, null),
        };

    public object Prediction(string status, string? error = null, object? output = null, bool removed = false) =>
        new
        {
            id = Id,
            model = "black-forest-labs/flux-schnell",
            version = "hidden",
            status,
            output = output
                ?? (
                    status != "succeeded" || removed ? null
                    : LastOrder.Json["version"]!.GetValue<string>() == "bytedance/seedance-1-pro" ? $"{Endpoint}/out.mp4"
                    : new[] { Delivery ?? $"{Endpoint}/out-0.webp" }
                ),
            error,
            data_removed = removed,
            urls = new { get = $"{Endpoint}/v1/predictions/{Id}" },
        };

    private Reply Order(WireRequest request) =>
        request.Header("authorization") != $"Bearer {Key}" ? Wrong("the key is missing")
        : !request.Header("prefer").StartsWith("wait", StringComparison.Ordinal) ? Wrong("it does not want to wait")
        : request.Json["version"] is null || request.Json["input"]!["prompt"] is null || request.Json["input"]!["aspect_ratio"] is null
            ? Wrong("that is no prediction")
        : Reply.Json(Prediction(Looks == 0 ? "succeeded" : "starting"), 201);
}

public sealed class ComfyUIServer : ProviderServer
{
    private readonly List<string> queued = [];

    public override string Name => "comfyui";

    public int Looks { get; set; } = 1;

    public string? LastId => queued.LastOrDefault();

    protected override (Call, Func<Reply>?) Route(WireRequest request) =>
        request switch
        {
            { Method: "POST", Path: "/prompt" } => (Call.Order, () => Order(request.Json)),
            { Method: "GET", Path: var path } when path.StartsWith("/history/", StringComparison.Ordinal) => (Call.Look, () =>
                History(path["/history/".Length..])
            ),
            { Method: "GET", Path: "/queue" } => (Call.Other, () =>
                Reply.Json(
                    new { queue_running = Array.Empty<object>(), queue_pending = queued.Select(q => new object[] { 1, q, new { } }) }
                )
            ),
            { Method: "POST", Path: "/queue" } => (Call.Other, () => Reply.Json(new { })),
            { Method: "POST", Path: "/upload/image", IsForm: true } => (Call.Other, () => request.Files("image") == 1
                && request.Field("type") == "input"
                    ? Reply.Json(
                        new
                        {
                            name = "ref.png",
                            subfolder = "",
                            type = "input",
                        }
                    )
                    : Wrong("no image")),
            { Method: "GET", Path: "/view" } => (Call.Download, () =>
                request.Query.Contains("filename=fal_00001_.png", StringComparison.Ordinal)
                && request.Query.Contains("type=output", StringComparison.Ordinal)
                    ? Reply.Picture(Picture)
                    : Wrong("no such file")
            ),
            { Method: "GET", Path: "/system_stats" } => (Call.Other, () =>
                Reply.Json(new { system = new { os = "posix", comfyui_version = "0.3.52" }, devices = Array.Empty<object>() })
            ),
            _ => (Call.Other, null),
        };

    /// <summary>Restarted: nothing of what was queued is known any more.</summary>
    public void Forget() => queued.Clear();

    private Reply Order(JsonNode body)
    {
        var nodes = body["prompt"]!.AsObject();
        if (
            nodes.ToJsonString().Contains("{{", StringComparison.Ordinal)
            || nodes["3"]!["inputs"]!["seed"]!.GetValueKind() != System.Text.Json.JsonValueKind.Number
        )
        {
            return Wrong("a slot was not filled");
        }

        queued.Add(Guid.NewGuid().ToString());
        return Reply.Json(
            new
            {
                prompt_id = queued[^1],
                number = 1,
                node_errors = new { },
            }
        );
    }

    private Reply History(string id) =>
        queued.Contains(id) && Requests.Count(r => r.Call == Call.Look) >= Looks
            ? Reply.Json(
                new JsonObject
                {
                    [id] = new JsonObject
                    {
                        ["outputs"] = new JsonObject
                        {
                            ["7"] = new JsonObject
                            {
                                ["images"] = new JsonArray(
                                    new JsonObject
                                    {
                                        ["filename"] = "preview.png",
                                        ["subfolder"] = "",
                                        ["type"] = "temp",
                                    }
                                ),
                            },
                            ["9"] = new JsonObject
                            {
                                ["images"] = new JsonArray(
                                    new JsonObject
                                    {
                                        ["filename"] = "fal_00001_.png",
                                        ["subfolder"] = "",
                                        ["type"] = "output",
                                    }
                                ),
                            },
                        },
                        ["status"] = new JsonObject
                        {
                            ["status_str"] = "success",
                            ["completed"] = true,
                            ["messages"] = new JsonArray(),
                        },
                    },
                }
            )
            : Reply.Json(200, "{}");
}

public sealed class StableDiffusionServer : ProviderServer
{
    public override string Name => "stable-diffusion";

    protected override (Call, Func<Reply>?) Route(WireRequest request) =>
        request switch
        {
            { Method: "POST", Path: "/sdapi/v1/txt2img" } => (Call.Order, () => Images(request.Json, request.Json["init_images"] is null)),
            { Method: "POST", Path: "/sdapi/v1/img2img" } => (Call.Order, () =>
                Images(request.Json, request.Json["init_images"]!.AsArray().Count == 1)
            ),
            { Method: "GET", Path: "/sdapi/v1/options" } => (Call.Other, () =>
                Reply.Json(new { sd_model_checkpoint = "dream.safetensors" })
            ),
            _ => (Call.Other, null),
        };

    private Reply Images(JsonNode body, bool good) =>
        good && body["width"]!.GetValue<int>() % 8 == 0 && body["seed"] is not null
            ? Reply.Json(
                new
                {
                    images = new[] { Convert.ToBase64String(Picture) },
                    parameters = new { },
                    info = "{\"seed\": 7, \"all_seeds\": [7]}",
                }
            )
            : Wrong("that is no txt2img or img2img");
}
