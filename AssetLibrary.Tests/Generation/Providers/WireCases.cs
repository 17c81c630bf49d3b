using AssetLibrary.Web.Queue;

namespace AssetLibrary.Tests.Generation.Providers;

/// <summary>One way in which a provider says no, in its own words, and what it has to mean here.</summary>
public sealed record WireCase(
    string Provider,
    string Name,
    Call At,
    Reply Reply,
    ErrorClass Class,
    FailureStage Stage,
    double? Wait = null
);

/// <summary>The table of failures: bodies as the providers' documents and users show them.</summary>
public static class WireCases
{
    public static readonly IReadOnlyList<WireCase> All =
    [
        .. Gemini(),
        .. OpenAI(),
        .. Pollinations(),
        .. Replicate(),
        .. ComfyUI(),
        .. StableDiffusion(),
    ];

    private static IEnumerable<WireCase> Gemini()
    {
        static string Error(int code, string status, string message, string details = "[]") =>
            $$$$"""{"error":{"code":{{{{code}}}},"status":"{{{{status}}}}","message":"{{{{message}}}}","details":{{{{details}}}}}}""";
        const string Retry = """{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"49s"}""";
        yield return On(
            "slow down, with a delay",
            Reply.Json(
                429,
                Error(
                    429,
                    "RESOURCE_EXHAUSTED",
                    "You exceeded your current quota. " + "Please retry in 49.125626837s.",
                    $$"""[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel","quotaValue":"10"}]},{{Retry}}]"""
                )
            ),
            ErrorClass.RateLimit,
            wait: 49
        );
        yield return On(
            "slow down, only in words",
            Reply.Json(429, Error(429, "RESOURCE_EXHAUSTED", "Please retry in 1.5s.")),
            ErrorClass.RateLimit,
            wait: 1.5
        );
        yield return On(
            "slow down, nothing told",
            Reply.Json(
                429,
                """{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Resource has been exhausted (e.g. check quota)."}}"""
            ),
            ErrorClass.RateLimit
        );
        yield return On(
            "the day's quota",
            Reply.Json(
                429,
                Error(
                    429,
                    "RESOURCE_EXHAUSTED",
                    "You exceeded your current quota.",
                    $$"""[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"0"}]},{{Retry}}]"""
                )
            ),
            ErrorClass.Quota
        );
        yield return On(
            "the prompt is blocked",
            Reply.Json(
                200,
                """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT","safetyRatings":[]},"usageMetadata":{"promptTokenCount":20},"modelVersion":"m"}"""
            ),
            ErrorClass.Safety
        );
        yield return On(
            "the picture is blocked",
            Reply.Json(
                200,
                """{"candidates":[{"finishReason":"IMAGE_SAFETY","finishMessage":"Unable to show the generated image.","index":0}]}"""
            ),
            ErrorClass.Safety
        );
        yield return On(
            "only words",
            Reply.Json(
                200,
                """{"candidates":[{"content":{"role":"model","parts":[{"text":"I can describe it."}]},"finishReason":"STOP","index":0}]}"""
            ),
            ErrorClass.EmptyResult,
            FailureStage.Download
        );
        yield return On(
            "only thoughts",
            Reply.Json(
                200,
                """{"candidates":[{"content":{"parts":[{"thought":true,"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]},"finishReason":"NO_IMAGE"}]}"""
            ),
            ErrorClass.EmptyResult,
            FailureStage.Download
        );
        yield return On(
            "bad request",
            Reply.Json(
                400,
                Error(
                    400,
                    "INVALID_ARGUMENT",
                    "Invalid aspect ratio.",
                    """[{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"generation_config.image_config.aspect_ratio","description":"x"}]}]"""
                )
            ),
            ErrorClass.BadRequest
        );
        yield return On("in an array", Reply.Json(400, $"[{Error(400, "INVALID_ARGUMENT", "Unknown name.")}]"), ErrorClass.BadRequest);
        yield return On(
            "bad key",
            Reply.Json(
                400,
                Error(
                    400,
                    "INVALID_ARGUMENT",
                    "API key not valid. Please pass a valid " + "API key.",
                    """[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com"}]"""
                )
            ),
            ErrorClass.Auth
        );
        yield return On("no permission", Reply.Json(403, Error(403, "PERMISSION_DENIED", "Denied.")), ErrorClass.Auth);
        yield return On(
            "model gone",
            Reply.Json(404, Error(404, "NOT_FOUND", "models/x is not found for API " + "version v1beta.")),
            ErrorClass.ModelGone
        );
        yield return On("internal", Reply.Json(500, Error(500, "INTERNAL", "An internal error has occurred.")), ErrorClass.Temporary);
        yield return On(
            "overloaded",
            Reply.Json(503, Error(503, "UNAVAILABLE", "The model is overloaded. Please try " + "again later.")),
            ErrorClass.Temporary
        );
        yield return On("too late there", Reply.Json(504, Error(504, "DEADLINE_EXCEEDED", "Deadline.")), ErrorClass.Temporary);
        static WireCase On(string name, Reply reply, ErrorClass kind, FailureStage stage = FailureStage.Submit, double? wait = null) =>
            new("gemini", name, Call.Order, reply, kind, stage, wait);
    }

    private static IEnumerable<WireCase> OpenAI()
    {
        static string Error(string message, string type, string? code) =>
            $$$$"""{"error":{"message":"{{{{message}}}}","type":"{{{{type}}}}","param":null,"code":{{{{(code is null ? "null" : $"\"{code}\"")}}}}}}""";
        yield return On(
            "slow down",
            Reply
                .Json(429, Error("Rate limit reached for images " + "per minute.", "requests", "rate_limit_exceeded"))
                .With("Retry-After", "12"),
            ErrorClass.RateLimit,
            wait: 12
        );
        yield return On(
            "slow down, in words",
            Reply.Json(429, Error("Rate limit reached. Please try again " + "in 350ms.", "requests", "slow_down")),
            ErrorClass.RateLimit,
            wait: 0.35
        );
        yield return On(
            "nothing left",
            Reply.Json(
                429,
                Error(
                    "You exceeded your current quota, please check your plan and billing " + "details.",
                    "insufficient_quota",
                    "insufficient_quota"
                )
            ),
            ErrorClass.Quota
        );
        yield return On(
            "project limit",
            Reply.Json(429, Error("Project limit.", "billing", "project_spend_limit_exceeded")),
            ErrorClass.Quota
        );
        yield return On(
            "moderation",
            Reply.Json(
                400,
                Error(
                    "Your request was rejected by the safety system. " + "safety_violations=[violence].",
                    "image_generation_user_error",
                    "moderation_blocked"
                )
            ),
            ErrorClass.Safety
        );
        yield return On(
            "bad request",
            Reply.Json(400, Error("We could not parse the JSON body of your request.", "invalid_request_error", null)),
            ErrorClass.BadRequest
        );
        yield return On(
            "repeats the prompt",
            Reply.Json(
                400,
                Error("This prompt is too long: A lighthouse keeper called Mara " + "with a brass", "invalid_request_error", null)
            ),
            ErrorClass.BadRequest
        );
        yield return On(
            "bad key, repeated",
            Reply.Json(
                401,
                Error(
                    $"Incorrect API key provided: {ProviderServer.Key}. You can find " + "your API key elsewhere.",
                    "invalid_request_error",
                    "invalid_api_key"
                )
            ),
            ErrorClass.Auth
        );
        yield return On(
            "not verified",
            Reply.Json(403, Error("Your organization must be verified to use the model `gpt-image-1`.", "invalid_request_error", null)),
            ErrorClass.ModelGone
        );
        yield return On(
            "a gateway's quota",
            Reply.Json(403, Error("token quota is not enough, token remain quota: 0.19, need quota: 0.27", "new_api_error", null)),
            ErrorClass.Quota
        );
        yield return On(
            "a gateway's quota, by its code",
            Reply.Json(403, Error("No.", "new_api_error", "insufficient_user_quota")),
            ErrorClass.Quota
        );
        yield return On(
            "a country",
            Reply.Json(
                403,
                Error("Country, region, or territory not supported", "request_forbidden", "unsupported_country_region_territory")
            ),
            ErrorClass.Auth
        );
        yield return On(
            "safety in words",
            Reply.Json(400, Error("Your request was rejected as a result of our safety system.", "invalid_request_error", null)),
            ErrorClass.Safety
        );
        yield return On(
            "half a character",
            Reply.Json(400, """{"error":{"message":"no \ud83d","code":"\ude00"}}"""),
            ErrorClass.BadRequest
        );
        yield return On(
            "model gone",
            Reply.Json(404, Error("The model does not exist.", "invalid_request_error", "model_not_found")),
            ErrorClass.ModelGone
        );
        yield return On("server error", Reply.Json(500, Error("The server had an error.", "server_error", null)), ErrorClass.Temporary);
        yield return On(
            "overloaded",
            Reply.Json(503, Error("Overloaded.", "server_error", "server_is_overloaded")).With("Retry-After", "3"),
            ErrorClass.Temporary,
            wait: 3
        );
        yield return On("no data", Reply.Json(200, """{"created":1763683200,"data":[]}"""), ErrorClass.EmptyResult, FailureStage.Download);
        yield return On("a proxy's page", Reply.Html(502), ErrorClass.Temporary);
        yield return On("elsewhere", Reply.Text(302, "").With("Location", "http://127.0.0.1:1/"), ErrorClass.BadRequest);
        static WireCase On(string name, Reply reply, ErrorClass kind, FailureStage stage = FailureStage.Submit, double? wait = null) =>
            new("openai", name, Call.Order, reply, kind, stage, wait);
    }

    private static IEnumerable<WireCase> Pollinations()
    {
        static string Error(int status, string code, string message, string type = "") =>
            $$$$"""{"status":{{{{status}}}},"success":false,"error":{"code":"{{{{code}}}}","type":"{{{{type}}}}","message":"{{{{message}}}}","timestamp":"2026-11-01T00:00:00Z","details":{"name":"HTTPException"},"requestId":"r"}}""";
        yield return On(
            "slow down",
            Reply.Json(429, Error(429, "RATE_LIMITED", "Too many requests.")).With("Retry-After", "5"),
            ErrorClass.RateLimit,
            wait: 5
        );
        yield return On(
            "nothing left",
            Reply.Json(402, Error(402, "PAYMENT_REQUIRED", "Insufficient pollen balance or API key budget " + "exhausted.")),
            ErrorClass.Quota
        );
        yield return On(
            "nothing left, as x402",
            Reply.Json(402, """{"x402Version":1,"error":"X-PAYMENT header is required","accepts":[]}"""),
            ErrorClass.Quota
        );
        yield return On(
            "in a queue",
            Reply.Json(
                402,
                """{"x402Version":1,"error":"Queue full for IP 203.0.113.7: 1 requests already queued (max: 1)","accepts":[]}"""
            ),
            ErrorClass.RateLimit
        );
        yield return On(
            "in a queue, told plainly",
            Reply.Json(
                402,
                Error(402, "PAYMENT_REQUIRED", "Queue full for IP 203.0.113.7: 1 requests already queued. Try again in 5 seconds.")
            ),
            ErrorClass.RateLimit,
            wait: 5
        );
        yield return On("unsafe", Reply.Json(400, Error(400, "BAD_REQUEST", "Blocked.", "safety_error")), ErrorClass.Safety);
        yield return On(
            "bad request",
            Reply.Json(400, Error(400, "BAD_REQUEST", "This model does not accept a `seed` " + "parameter.")),
            ErrorClass.BadRequest
        );
        yield return On("unprocessable", Reply.Json(422, Error(422, "UNPROCESSABLE_ENTITY", "No.")), ErrorClass.BadRequest);
        yield return On("no key", Reply.Json(401, Error(401, "UNAUTHORIZED", "No key.")), ErrorClass.Auth);
        yield return On("suspended", Reply.Json(412, Error(412, "UNKNOWN_ERROR", "Account suspended.")), ErrorClass.Auth);
        yield return On("no such model", Reply.Json(404, Error(404, "NOT_FOUND", "No such model.")), ErrorClass.ModelGone);
        yield return On("upstream", Reply.Json(502, Error(502, "BAD_GATEWAY", "Upstream.")), ErrorClass.Temporary);
        yield return On("cloudflare", Reply.Text(530, "error code: 1033"), ErrorClass.Temporary);
        yield return On(
            "a page, as a picture",
            new(200, "image/jpeg", "<html><body>Busy</body></html>"u8.ToArray()),
            ErrorClass.EmptyResult,
            FailureStage.Download
        );
        yield return On("words, as a picture", Reply.Json(200, """{"message":"queued"}"""), ErrorClass.EmptyResult, FailureStage.Download);
        yield return On("nothing", new(200, "image/jpeg", []), ErrorClass.EmptyResult, FailureStage.Download);
        static WireCase On(string name, Reply reply, ErrorClass kind, FailureStage stage = FailureStage.Submit, double? wait = null) =>
            new("pollinations", name, Call.Order, reply, kind, stage, wait);
    }

    private static IEnumerable<WireCase> Replicate()
    {
        static string Failed(string error, string status = "failed") =>
            $$$$"""{"id":"gm3qorzdhgbfurvjtvhg6dckhu","status":"{{{{status}}}}","output":null,"error":"{{{{error}}}}"}""";
        yield return On(
            "slow down",
            Reply.Json(429, """{"detail":"Request was throttled. Your rate limit resets in ~30s."}"""),
            ErrorClass.RateLimit,
            wait: 30
        );
        yield return On(
            "slow down, older",
            Reply.Json(429, """{"detail":"Request was throttled. Expected available in 1 second."}"""),
            ErrorClass.RateLimit,
            wait: 1
        );
        yield return On(
            "pay first",
            Reply.Json(402, """{"title":"Payment Required","detail":"Insufficient credit.","status":402}"""),
            ErrorClass.Quota
        );
        yield return On(
            "no token",
            Reply.Json(401, """{"title":"Unauthenticated","detail":"You did not pass an authentication token","status":401}"""),
            ErrorClass.Auth
        );
        yield return On(
            "no such version",
            Reply.Json(
                422,
                """{"title":"Invalid version or not permitted","detail":"The specified version does not exist (or perhaps you don't have permission to use it?)","status":422}"""
            ),
            ErrorClass.ModelGone
        );
        yield return On(
            "no such model",
            Reply.Json(404, """{"detail":"The requested resource could not be found.","status":404}"""),
            ErrorClass.ModelGone
        );
        yield return On(
            "bad input",
            Reply.Json(422, """{"title":"Input validation failed","detail":"- input: prompt is required\n","status":422}"""),
            ErrorClass.BadRequest
        );
        yield return On(
            "unsafe",
            Reply.Json(201, Failed("NSFW content detected. Try running it again, or try a " + "different prompt.")),
            ErrorClass.Safety,
            FailureStage.Wait
        );
        yield return On(
            "sensitive",
            Reply.Json(201, Failed("The input or output was flagged as " + "sensitive. (E005)")),
            ErrorClass.Safety,
            FailureStage.Wait
        );
        yield return On(
            "failed",
            Reply.Json(201, Failed("CUDA error: device-side assert " + "triggered")),
            ErrorClass.Broken,
            FailureStage.Wait
        );
        yield return On("cancelled there", Reply.Json(201, Failed("", "canceled")), ErrorClass.Cancelled, FailureStage.Wait);
        yield return On("not well", Reply.Text(503, "upstream connect error"), ErrorClass.Temporary);
        yield return Look("looking: not well", Reply.Text(502, "bad gateway"), ErrorClass.Temporary, FailureStage.Wait);
        yield return Look("looking: gone", Reply.Json(404, """{"detail":"Not found."}"""), ErrorClass.EmptyResult, FailureStage.Wait);
        yield return Look(
            "looking: removed after an hour",
            Reply.Json(200, """{"id":"gm3qorzdhgbfurvjtvhg6dckhu","status":"succeeded","output":null,"data_removed":true}"""),
            ErrorClass.EmptyResult,
            FailureStage.Download
        );
        yield return Look(
            "looking: nothing made",
            Reply.Json(200, """{"id":"gm3qorzdhgbfurvjtvhg6dckhu","status":"succeeded","output":[],"data_removed":false}"""),
            ErrorClass.EmptyResult,
            FailureStage.Download
        );
        static WireCase On(string name, Reply reply, ErrorClass kind, FailureStage stage = FailureStage.Submit, double? wait = null) =>
            new("replicate", name, Call.Order, reply, kind, stage, wait);
        static WireCase Look(string name, Reply reply, ErrorClass kind, FailureStage stage) =>
            new("replicate", name, Call.Look, reply, kind, stage);
    }

    private static IEnumerable<WireCase> ComfyUI()
    {
        const string Head =
            """{"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed validation","details":"","extra_info":{}},"node_errors":""";
        yield return new(
            "comfyui",
            "no such checkpoint",
            Call.Order,
            Reply.Json(
                400,
                Head
                    + """{"4":{"errors":[{"type":"value_not_in_list","message":"Value not in list","details":"ckpt_name: 'x' not in [...]","extra_info":{}}],"dependent_outputs":["9"],"class_type":"CheckpointLoaderSimple"}}}"""
            ),
            ErrorClass.ModelGone,
            FailureStage.Submit
        );
        yield return new(
            "comfyui",
            "missing node",
            Call.Order,
            Reply.Json(
                400,
                """{"error":{"type":"missing_node_type","message":"Node not found","details":"","extra_info":{}},"node_errors":{}}"""
            ),
            ErrorClass.BadRequest,
            FailureStage.Submit
        );
        yield return new(
            "comfyui",
            "broken inside",
            Call.Order,
            Reply.Text(500, "500 Internal Server Error"),
            ErrorClass.Temporary,
            FailureStage.Submit
        );
    }

    private static IEnumerable<WireCase> StableDiffusion()
    {
        yield return On("sign in", Reply.Json(401, """{"detail":"Incorrect username or password"}"""), ErrorClass.Auth);
        yield return On("api is off", Reply.Json(404, """{"detail":"Not Found"}"""), ErrorClass.ModelGone);
        yield return On(
            "not understood",
            Reply.Json(422, """{"detail":[{"loc":["body","width"],"msg":"value is not a valid integer","type":"type_error.integer"}]}"""),
            ErrorClass.BadRequest
        );
        yield return On(
            "out of memory",
            Reply.Json(500, """{"error":"OutOfMemoryError","detail":"","body":"","errors":"CUDA out of memory."}"""),
            ErrorClass.Temporary
        );
        yield return On(
            "nothing",
            Reply.Json(200, """{"images":[],"parameters":{},"info":"{}"}"""),
            ErrorClass.EmptyResult,
            FailureStage.Download
        );
        static WireCase On(string name, Reply reply, ErrorClass kind, FailureStage stage = FailureStage.Submit) =>
            new("stable-diffusion", name, Call.Order, reply, kind, stage);
    }
}
