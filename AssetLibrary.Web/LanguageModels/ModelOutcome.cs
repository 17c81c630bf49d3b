namespace AssetLibrary.Web.LanguageModels;

/// <summary>
/// Why no usable answer came. Cut: nothing but the limit of tokens was reached. Every kind but RateLimit and Temporary
/// would fail again in the same way.
/// </summary>
public enum ModelFailureKind
{
    Refusal,
    Empty,
    Cut,
    RateLimit,
    Quota,
    Auth,
    ModelGone,
    ContextOverflow,
    BadRequest,
    Temporary,
}

/// <summary>What is asked: instructions, data, and the JSON schema the answer should follow.</summary>
public sealed record ModelQuestion(string System, string User, string SchemaName, string Schema)
{
    /// <summary>What was said before, the oldest first.</summary>
    public IReadOnlyList<ChatTurn> Earlier { get; init; } = [];

    /// <summary>The answer may have any shape.</summary>
    public bool IsFree => Schema.Length == 0;

    /// <summary>A question that is answered in plain words.</summary>
    public static ModelQuestion Free(string system, string user, IReadOnlyList<ChatTurn> earlier) =>
        new(system, user, "", "") { Earlier = earlier };
}

/// <summary>Something that was said before, by the model or to it.</summary>
public sealed record ChatTurn(bool IsModel, string Text);

/// <summary>What came of a question. Tokens and time include tries that failed before.</summary>
public abstract record ModelOutcome
{
    private ModelOutcome() { }

    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public TimeSpan Time { get; init; }

    /// <summary>
    /// Text is never blank; <paramref name="Cut"/>: the answer ended where the limit of tokens was, not where the model wanted.
    /// </summary>
    /// <param name="Text">The message without its thoughts.</param>
    /// <param name="Cut">Finish reason "length".</param>
    /// <param name="Model">As the server names it.</param>
    public sealed record Answer(string Text, bool Cut, string Model) : ModelOutcome;

    /// <summary>A failure with a sentence for a person; <paramref name="RetryAfter"/> when the server said when to come back.</summary>
    public sealed record Failure(ModelFailureKind Kind, string Sentence, TimeSpan? RetryAfter = null) : ModelOutcome
    {
        public bool IsTemporary => Kind is ModelFailureKind.RateLimit or ModelFailureKind.Temporary;
    }
}
