using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// What a server says when it refuses. The shapes met: {"error":{message,code,type,status,details}} (OpenAI, Gemini,
/// Pollinations, ComfyUI), the same inside an array (Gemini), {"title","detail"} (Replicate), {"error":"text","detail","errors"}
/// (AUTOMATIC1111), and plain text of a proxy. Classes are told by status and codes, by words only where there is no code.
/// </summary>
internal sealed partial record WireError(int Status, string Message, string Title, IReadOnlyList<string> Codes)
{
    private static readonly string[] QuotaCodes =
        ["insufficient_quota", "credit_balance_exhausted", "spend_limit_exceeded", "organization_usage_limit_exceeded", "billing_hard_limit_reached", "PAYMENT_REQUIRED"];

    private static readonly string[] SafetyCodes = ["moderation_blocked", "content_policy_violation", "safety_error", "content_filter"];

    private static readonly string[] AuthCodes = ["API_KEY_INVALID", "invalid_api_key", "UNAUTHENTICATED", "PERMISSION_DENIED", "UNAUTHORIZED"];

    private static readonly string[] ModelCodes = ["model_not_found", "value_not_in_list"];

    public static WireError Read(ReadOnlyMemory<byte> body, int status)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            root = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new(status, "", "", []);
            }

            var error = Property(root, "error");
            var codes = new List<string>();
            Collect(root, codes, 0);
            var message = error.ValueKind == JsonValueKind.Object ? Text(error, "message")
                : Text(root, "detail") ?? Text(root, "errors") ?? (error.ValueKind == JsonValueKind.String ? error.GetString() : null) ?? Text(root, "message");
            return new(status, message ?? "", Text(root, "title") ?? "", codes);
        }
        catch (JsonException)
        {
            var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 2000)]).Trim();
            return new(status, text.StartsWith('<') || text.Contains('\uFFFD') ? "" : text, "", []);
        }
    }

    public JobFailure Failure(FailureStage stage, string label, HttpResponseHeaders headers, DateTimeOffset now, Scrub scrub)
    {
        var kind = Class();
        var wait = kind is ErrorClass.RateLimit or ErrorClass.Temporary ? Wait(headers, now) : null;
        var sentence = kind switch
        {
            ErrorClass.RateLimit => $"{label} asks to slow down{(wait is { } w ? $" and to come back in {Math.Ceiling(w.TotalSeconds):N0} seconds" : "")}.",
            ErrorClass.Quota => $"The account at {label} has nothing left to spend, or has reached its limit. Top it up there, or take another provider.",
            ErrorClass.Safety => $"{label} refused this prompt or its pictures for reasons of safety. Change the words, or take another provider.",
            ErrorClass.Auth => $"{label} does not accept the key, or the key may not do this. An admin sets it under Admin → Providers.",
            ErrorClass.ModelGone => $"{label} does not have this model (any more), or its address is not right. An admin sets both in the configuration.",
            ErrorClass.Temporary => $"{label} is not well right now (HTTP {Status}).",
            _ when Status is >= 300 and < 400 => $"{label} leads to another address (HTTP {Status}), which is not followed: is its address right?",
            _ => $"{label} does not accept the request (HTTP {Status}).",
        };
        return new(stage, kind, sentence + scrub.Says(Message.Length > 0 ? Message : Title), wait);
    }

    private ErrorClass Class()
    {
        if (Any(SafetyCodes))
        {
            return ErrorClass.Safety;
        }

        if (Status == 402 || Any(QuotaCodes) || (Status == 429 && (Codes.Any(c => c.Contains("PerDay", StringComparison.Ordinal)) || Message.Contains("limit: 0", StringComparison.Ordinal))))
        {
            return ErrorClass.Quota;
        }

        if (Status == 429)
        {
            return ErrorClass.RateLimit;
        }

        if (Status is 401 or 403 or 412 || (Status == 400 && (Any(AuthCodes) || Message.Contains("API key not valid", StringComparison.OrdinalIgnoreCase))))
        {
            return ErrorClass.Auth;
        }

        if (Status is 404 or 410 || (Status is 400 or 422 && (Any(ModelCodes) || Title.StartsWith("Invalid version", StringComparison.OrdinalIgnoreCase))))
        {
            return ErrorClass.ModelGone;
        }

        return Status is 408 or 425 or >= 500 ? ErrorClass.Temporary : ErrorClass.BadRequest;
    }

    private bool Any(string[] known) => Codes.Any(c => known.Any(k => c.EndsWith(k, StringComparison.OrdinalIgnoreCase)));

    // Seconds or a date in the header; else RetryInfo's "49s", or the seconds in the sentence.
    private TimeSpan? Wait(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var told = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta.TotalSeconds,
            { Date: { } date } => (date - now).TotalSeconds,
            _ => (double?)null,
        };
        told ??= Codes.Select(c => Duration().Match(c)).Concat(Told().Matches(Message)).Where(m => m.Success)
            .Select(m => (double?)(double.Parse(m.Groups["n"].Value, CultureInfo.InvariantCulture) * (m.Groups["ms"].Success ? 0.001 : 1))).FirstOrDefault();
        return told is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 24 * 3600)) : null;
    }

    // Codes stand in different places and on different levels; what is a sentence is none.
    private static void Collect(JsonElement element, List<string> codes, int depth)
    {
        if (depth > 6 || codes.Count > 100)
        {
            return;
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (property.Value.ValueKind == JsonValueKind.String)
                {
                    if (property.Name is "code" or "type" or "status" or "reason" or "quotaId" or "retryDelay")
                    {
                        codes.Add(property.Value.GetString()!);
                    }
                }
                else
                {
                    Collect(property.Value, codes, depth + 1);
                }
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, codes, depth + 1);
            }
        }
    }

    internal static JsonElement Property(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The counts of an answer; null where the provider does not count.</summary>
    internal static TokenCount? Tokens(JsonElement usage, string input, string output) =>
        Property(usage, output) is { ValueKind: JsonValueKind.Number } said && said.TryGetInt64(out var count)
            ? new(Property(usage, input) is { ValueKind: JsonValueKind.Number } asked && asked.TryGetInt64(out var before) ? before : 0, count)
            : null;

    internal static string? Text(JsonElement element, string name) => Property(element, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } words ? words : null;

    [GeneratedRegex(@"^(?<n>\d{1,6}(?:\.\d{1,9})?)s$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(@"(?:retry in|try again in|resets in|available in)\s*~?\s*(?<n>\d{1,6}(?:\.\d{1,9})?)\s*(?:(?<ms>ms)|s)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Told();
}
