using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.LanguageModels;

/// <summary>
/// Section <c>LanguageModel</c>: one server that speaks OpenAI's chat completions. Without an endpoint and a model there is none.
/// </summary>
public sealed class LanguageModelOptions
{
    /// <summary>
    /// The address before <c>/chat/completions</c>, mostly ending in <c>/v1</c>: http://localhost:11434/v1. Default: none.
    /// </summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Sent as a bearer token. Servers on one's own machine mostly want none.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The model's name as the server calls it. Default: none.</summary>
    public string Model { get; set; } = "";

    /// <summary>Tokens that prompt and answer may have together. Servers may cut off silently what is more. Default 8,192.</summary>
    public int ContextTokens { get; set; } = 8192;

    /// <summary>Tokens one answer may have; never more than a third of the context. Default 4,000.</summary>
    public int AnswerTokens { get; set; } = 4000;

    /// <summary>Tokens of script in one question: long ones make a model overlook small things. Default 3,000.</summary>
    public int BatchTokens { get; set; } = 3000;

    /// <summary>Price of a million tokens read, in US dollars. Default 0.</summary>
    public decimal InputUsdPerMillion { get; set; }

    /// <summary>Price of a million tokens written, in US dollars. Default 0.</summary>
    public decimal OutputUsdPerMillion { get; set; }

    /// <summary>How long one answer may take, in seconds. Default 180.</summary>
    public int TimeoutSeconds { get; set; } = 180;

    /// <summary>
    /// The longest wait inside a call, in seconds, when the server says when to come back; what is longer ends the call. Default 30.
    /// </summary>
    public int WaitSeconds { get; set; } = 30;

    /// <summary>Questions at once, from this process. Default 2.</summary>
    public int MaxParallel { get; set; } = 2;

    public bool IsConfigured => Endpoint.Length > 0 && Model.Length > 0;

    /// <summary>Its tokens have a price.</summary>
    public bool CostsMoney => InputUsdPerMillion > 0 || OutputUsdPerMillion > 0;

    public int LargestAnswer => Math.Min(AnswerTokens, ContextTokens / 3);

    /// <summary>What a question cost, for the books; a server without a price on its tokens costs nothing.</summary>
    public CostEntry Entry(DateTimeOffset at, long microUsd, Guid? projectId, Guid? userId, Guid? jobId = null, Guid? subjectId = null) =>
        new()
        {
            At = at,
            ProjectId = projectId,
            UserId = userId,
            JobId = jobId,
            SubjectId = subjectId,
            Provider = "language-model",
            Model = SearchText.Cut(Model, 128),
            MicroUsd = microUsd,
            Basis = CostBasis.Usage,
        };

    /// <summary>In millionths of a dollar, rounded up: a price per million tokens is that of one in micro-dollars.</summary>
    public long CostMicroUsd(long inputTokens, long outputTokens) =>
        (long)Math.Ceiling((inputTokens * InputUsdPerMillion) + (outputTokens * OutputUsdPerMillion));

    /// <summary>What a person has to correct, or null.</summary>
    public string? Complaint() =>
        this switch
        {
            { Endpoint.Length: > 0, Model: "" } =>
                "LanguageModel: Endpoint is set, but Model is empty. Enter the model name the server uses.",
            { Endpoint: "", Model.Length: > 0 } =>
                "LanguageModel: Model is set, but Endpoint is empty. Enter the server’s address, such as http://localhost:11434/v1.",
            _ when Endpoint.Length > 0 && !IsWebAddress(Endpoint) =>
                $"LanguageModel: Endpoint must be an http or https address, such as http://localhost:11434/v1, not “{Endpoint}”.",
            { ContextTokens: < 1024 } => "LanguageModel: ContextTokens must be at least 1024.",
            { AnswerTokens: < 256 } => "LanguageModel: AnswerTokens must be at least 256.",
            { BatchTokens: < 256 } => "LanguageModel: BatchTokens must be at least 256.",
            { InputUsdPerMillion: < 0 } or { OutputUsdPerMillion: < 0 } => "LanguageModel: prices must not be negative.",
            { TimeoutSeconds: < 1 or > 3600 } => "LanguageModel: TimeoutSeconds must be between 1 and 3600.",
            { WaitSeconds: < 0 or > 600 } => "LanguageModel: WaitSeconds must be between 0 and 600.",
            { MaxParallel: < 1 or > 64 } => "LanguageModel: MaxParallel must be between 1 and 64.",
            _ => null,
        };

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
