using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AssetLibrary.Web.LanguageModels;

/// <summary>
/// What a server says when it does not answer. The shapes met: {"error":{message,type,code}}, the same inside an array
/// (Gemini), {"error":"text"} (Ollama), {"detail"} or {"message"}, and plain text of a proxy.
/// </summary>
internal sealed partial record ErrorBody(string Message, string Code, string Type, string Raw)
{
    private static readonly string[] QuotaCodes =
    [
        "insufficient_quota",
        "credit_balance_exhausted",
        "billing_hard_limit_reached",
        "organization_usage_limit_exceeded",
        "spend_limit_exceeded",
        "payment_required",
    ];

    private static readonly string[] SafetyCodes = ["content_filter", "content_policy_violation", "moderation_blocked", "safety_error"];

    private static readonly string[] OverflowWords =
    [
        "context_length_exceeded",
        "exceed_context_size",
        "context length",
        "context size",
        "context window",
        "maximum context",
        "prompt is too long",
        "too many tokens",
        "input token count",
        "string_above_max_length",
        "reduce the length",
    ];

    public static ErrorBody Read(ReadOnlyMemory<byte> body, string key)
    {
        // Some servers say the key that they do not accept; it must not are in a log.
        var raw = ChatResponse.WholeCharacters(Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LongestBody)]));
        raw = key.Length < ShortestKey ? raw : raw.Replace(key, "…", StringComparison.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(raw);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            var error = ChatResponse.Property(root, "error");
            var said = error.ValueKind switch
            {
                JsonValueKind.Object => ChatResponse.TextOf(error, "message"),
                JsonValueKind.String => error.GetString(),
                _ => ChatResponse.TextOf(root, "message") ?? ChatResponse.TextOf(root, "detail") ?? ChatResponse.TextOf(root, "title"),
            };
            var from = error.ValueKind == JsonValueKind.Object ? error : root;
            return new(
                Short(said ?? raw),
                ChatResponse.TextOf(from, "code") ?? "",
                ChatResponse.TextOf(from, "type") ?? ChatResponse.TextOf(from, "status") ?? "",
                raw
            );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new(Short(raw), "", "", raw);
        }
    }

    private const int LongestBody = 64 * 1024,
        ShortestKey = 6;

    public ModelOutcome.Failure Failure(int status, string? retryAfter, DateTimeOffset now, string model)
    {
        var kind = Kind(status);
        var says = Message.Length == 0 ? "" : $" It says: {Message}";
        return kind switch
        {
            ModelFailureKind.RateLimit => new(kind, $"The language model server asked to slow down.{says}", Wait(retryAfter, now)),
            ModelFailureKind.Quota => new(kind, $"The language model account is out of credit.{says}"),
            ModelFailureKind.Auth => new(kind, $"The language model server rejected the key (LanguageModel:ApiKey).{says}"),
            ModelFailureKind.ModelGone => new(
                kind,
                $"Model “{model}” not found. Check LanguageModel:Model and LanguageModel:Endpoint.{says}"
            ),
            ModelFailureKind.ContextOverflow => new(kind, $"The text is too long for the language model.{says}"),
            ModelFailureKind.Refusal => new(kind, $"The language model server refused the text.{says}"),
            ModelFailureKind.Temporary => new(
                kind,
                $"The language model server is unavailable (HTTP {status}).{says}",
                Wait(retryAfter, now)
            ),
            _ => new(kind, $"The language model server rejected the request (HTTP {status}).{says}"),
        };
    }

    private ModelFailureKind Kind(int status)
    {
        if (status is 401 or 403 || Has("API_KEY_INVALID") || (status == 400 && Has("API key not valid")))
        {
            return ModelFailureKind.Auth;
        }

        if (
            status == 402
            || QuotaCodes.Any(c =>
                Code.Contains(c, StringComparison.OrdinalIgnoreCase) || Type.Contains(c, StringComparison.OrdinalIgnoreCase)
            )
            || (status == 429 && (Has("PerDay") || Has("limit: 0")))
        )
        {
            return ModelFailureKind.Quota;
        }

        if (status == 429)
        {
            return ModelFailureKind.RateLimit;
        }

        if (status == 413 || (status < 500 && OverflowWords.Any(Has)) || (status >= 500 && Has("exceed_context_size")))
        {
            return ModelFailureKind.ContextOverflow;
        }

        if (
            status is 404 or 410
            || Code == "model_not_found"
            || (status is 400 or 422 && Has("model") && (Has("not found") || Has("does not exist")))
        )
        {
            return ModelFailureKind.ModelGone;
        }

        if (SafetyCodes.Any(c => Code == c || Type == c))
        {
            return ModelFailureKind.Refusal;
        }

        return status is 408 or 425 or >= 500 ? ModelFailureKind.Temporary : ModelFailureKind.BadRequest;
    }

    // Seconds or a date in the header; else RetryInfo's "retryDelay": "30s", or "try again in 1.2s" in the sentence.
    private TimeSpan? Wait(string? header, DateTimeOffset now)
    {
        if (double.TryParse(header, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return Bounded(seconds);
        }

        if (DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return Bounded((date - now).TotalSeconds);
        }

        return
            Delay().Match(Raw) is { Success: true } match
            && double.TryParse(match.Groups["seconds"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds)
            ? Bounded(seconds * (match.Groups["unit"].Value == "ms" ? 0.001 : 1))
            : null;
    }

    private static TimeSpan Bounded(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 24 * 3600));

    private bool Has(string words) => Raw.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Short(string text)
    {
        text = text.ReplaceLineEndings(" ").Trim();
        return text.Length <= 300 ? text : text[..300] + "…";
    }

    [GeneratedRegex(
        """(?:"retryDelay"\s*:\s*"|try again in )(?<seconds>\d{1,6}(?:\.\d{1,6})?)\s*(?<unit>ms|s)""",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Delay();
}
