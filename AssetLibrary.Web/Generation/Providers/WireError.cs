using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// What a server says when it refuses, also inside an answer whose status is good. Classes are told by status and codes, by
/// <see cref="WireWords"/> where there is no code that says it.
/// </summary>
internal sealed partial record WireError(int Status, string Message, string Title, IReadOnlyList<string> Codes)
{
    /// <summary>It came with a good status and names no other.</summary>
    public const int NoStatus = 200;

    private const int LongestSearched = 2000;

    private static readonly string[] QuotaCodes =
    [
        "insufficient_quota",
        "insufficient_user_quota",
        "pre_consume_token_quota_failed",
        "insufficient_balance",
        "credit_balance_exhausted",
        "spend_limit_exceeded",
        "organization_usage_limit_exceeded",
        "billing_hard_limit_reached",
        "PAYMENT_REQUIRED",
        "Arrearage",
    ];

    private static readonly string[] RateCodes = ["rate_limit_exceeded", "RESOURCE_EXHAUSTED", "RATE_LIMITED", "slow_down"];

    private static readonly string[] SafetyCodes =
    [
        "moderation_blocked",
        "content_policy_violation",
        "safety_error",
        "content_filter",
        "DataInspectionFailed",
    ];

    private static readonly string[] AuthCodes =
    [
        "API_KEY_INVALID",
        "invalid_api_key",
        "UNAUTHENTICATED",
        "PERMISSION_DENIED",
        "UNAUTHORIZED",
    ];

    private static readonly string[] ModelCodes = ["model_not_found", "value_not_in_list"];

    /// <summary>The fields of the request that it names as the cause.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    public JobFailure Failure(FailureStage stage, string label, HttpResponseHeaders? headers, DateTimeOffset now, Scrub scrub)
    {
        var kind = Class();
        var wait = kind is ErrorClass.RateLimit or ErrorClass.Temporary ? Wait(headers, now) : null;
        var sentence = kind switch
        {
            ErrorClass.RateLimit => $"{label} asked to slow "
                + $"down{(wait is { } w ? $" and retry in {Math.Ceiling(w.TotalSeconds):N0} seconds" : "")}.",
            ErrorClass.Quota => $"The {label} account is out of credit or at its limit. Top it up or use " + "another provider.",
            ErrorClass.Safety => $"{label} refused this prompt or its pictures for safety reasons. Change the prompt or use another "
                + "provider.",
            ErrorClass.Auth => $"{label} rejected the key, or the key lacks permission. An admin can change it under Admin → Providers.",
            ErrorClass.ModelGone when Says(WireWords.Verify()) =>
                $"{label} limits this model to verified organisations. Verify your organisation there or use another model.",
            ErrorClass.ModelGone => $"{label} doesn’t have this model, or its address is wrong. An admin can change both in "
                + "the configuration.",
            ErrorClass.Temporary => $"{label} is unavailable right now{(Status == NoStatus ? "" : $" (HTTP {Status})")}.",
            ErrorClass.Broken => $"{label} couldn’t generate the picture.",
            _ when Status is >= 300 and < 400 => $"{label} redirects to another address (HTTP {Status}), which isn’t followed. Check its "
                + "address.",
            _ => $"{label} rejected the request (HTTP {Status}).",
        };
        return new(stage, kind, sentence + scrub.Says(Message.Length > 0 ? Message : Title), wait);
    }

    /// <summary>The request was refused, at no cost, because of this field of it, or of this value.</summary>
    public bool IsRefusalOf(string field) =>
        Status is 400 or 422
        && Class() == ErrorClass.BadRequest
        && (Fields.Contains(field, StringComparer.OrdinalIgnoreCase) || (Says(WireWords.Refuses()) && Names(field)));

    private ErrorClass Class() =>
        this switch
        {
            _ when Any(SafetyCodes) => ErrorClass.Safety,
            { Status: NoStatus or 400 or 401 or 403 or 404 } when Says(WireWords.Verify()) => ErrorClass.ModelGone,
            { Status: NoStatus or 402 or 403 } when Says(WireWords.SlowDown()) => ErrorClass.RateLimit,
            { Status: 402 } => ErrorClass.Quota,
            { Status: 429 } => Any(QuotaCodes) || IsDaily ? ErrorClass.Quota : ErrorClass.RateLimit,
            _ when Any(QuotaCodes) => ErrorClass.Quota,
            { Status: NoStatus or 400 or 401 or 403 } when Says(WireWords.Quota()) => ErrorClass.Quota,
            { Status: NoStatus } when Any(RateCodes) => ErrorClass.RateLimit,
            { Status: NoStatus or 400 or 403 or 422 } when Says(WireWords.Safety()) => ErrorClass.Safety,
            { Status: 401 or 403 or 412 } => ErrorClass.Auth,
            { Status: NoStatus or 400 } when Any(AuthCodes) || Says(WireWords.Auth()) => ErrorClass.Auth,
            { Status: 404 or 410 } => ErrorClass.ModelGone,
            { Status: NoStatus or 400 or 422 }
                when Any(ModelCodes) || Title.StartsWith("Invalid version", StringComparison.OrdinalIgnoreCase) => ErrorClass.ModelGone,
            { Status: NoStatus } when Says(WireWords.ModelGone()) => ErrorClass.ModelGone,
            { Status: 408 or 425 or >= 500 } => ErrorClass.Temporary,
            { Status: NoStatus } => Says(WireWords.Temporary()) ? ErrorClass.Temporary : ErrorClass.Broken,
            _ => ErrorClass.BadRequest,
        };

    private bool IsDaily =>
        Codes.Any(c => c.Contains("PerDay", StringComparison.Ordinal)) || Message.Contains("limit: 0", StringComparison.Ordinal);

    private bool Any(string[] known) => Codes.Any(c => known.Any(k => c.EndsWith(k, StringComparison.OrdinalIgnoreCase)));

    private bool Says(Regex words) => words.IsMatch(Searched);

    private bool Names(string field) =>
        Regex.IsMatch(Searched, $@"(?<!\w){Regex.Escape(field)}(?!\w)", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    private string Searched => Message.Length > LongestSearched ? Message[..LongestSearched] : Message;

    // Seconds or a date in the header; else RetryInfo's "49s", or the seconds in the sentence.
    private TimeSpan? Wait(HttpResponseHeaders? headers, DateTimeOffset now)
    {
        var told = headers?.RetryAfter switch
        {
            { Delta: { } delta } => delta.TotalSeconds,
            { Date: { } date } => (date - now).TotalSeconds,
            _ => (double?)null,
        };
        told ??= Codes
            .Select(c => Duration().Match(c))
            .Concat(Told().Matches(Message))
            .Where(m => m.Success)
            .Select(m => (double?)(double.Parse(m.Groups["n"].Value, CultureInfo.InvariantCulture) * (m.Groups["ms"].Success ? 0.001 : 1)))
            .FirstOrDefault();
        return told is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 24 * 3600)) : null;
    }

    [GeneratedRegex(@"^(?<n>\d{1,6}(?:\.\d{1,9})?)s$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duration();

    [GeneratedRegex(
        @"(?:retry in|try again in|resets in|available in)\s*~?\s*(?<n>\d{1,6}(?:\.\d{1,9})?)\s*(?:(?<ms>ms)|s)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Told();
}
