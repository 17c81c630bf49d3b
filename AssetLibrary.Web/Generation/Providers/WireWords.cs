using System.Text.RegularExpressions;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>What servers write where they give no code that says it, by kind; as their users quote them.</summary>
internal static partial class WireWords
{
    /// <summary>"Queue full for IP 1.2.3.4: 1 requests already queued (max 1)": Pollinations, with 402.</summary>
    [GeneratedRegex(
        @"queue (?:is )?full|already queued|too many (?:concurrent )?requests|rate.?limit|concurren(?:t|cy) (?:\w+ )?limit"
            + "|(?:qps|rpm|tpm|requests?) (?:rate )?limit|slow down|throttled|请求过于频繁|并发",
        RegexOptions.IgnoreCase,
        1000
    )]
    public static partial Regex SlowDown();

    /// <summary>
    /// "token quota is not enough, token remain quota: 0.19, need quota: 0.27": one-api and what is made of it, with 403 or 200.
    /// </summary>
    [GeneratedRegex(
        @"quota (?:is )?(?:not enough|insufficient|exhausted|used up)|(?:insufficient|not enough|out of|no remaining) (?:\w+ )?"
            + @"(?:quota|balance|credits?|funds|pollen|points)|(?:balance|credits?) (?:is |are )?(?:\w+ )?"
            + "(?:not enough|insufficient|too low|exhausted)|exceeded your current quota|arrearage|余额不足|额度不足|额度已用尽|配额不足|欠费",
        RegexOptions.IgnoreCase,
        1000
    )]
    public static partial Regex Quota();

    /// <summary>"Your organization must be verified to use the model `gpt-image-1`": OpenAI, with 403.</summary>
    [GeneratedRegex(
        "organi[sz]ation must be verified|must be verified to (?:use|access)|verify (?:your |the )?organi[sz]ation",
        RegexOptions.IgnoreCase,
        1000
    )]
    public static partial Regex Verify();

    [GeneratedRegex(
        @"safety system|content (?:policy|filter)|(?:usage|content) polic(?:y|ies)|flagged as (?:sensitive|unsafe)"
            + @"|flagged as inappropriate|\bnsfw\b|(?:prohibited|inappropriate|unsafe|sensitive) content|(?:blocked|rejected|flagged) by (?:\w+ )?moderation|违规|敏感",
        RegexOptions.IgnoreCase,
        1000
    )]
    public static partial Regex Safety();

    [GeneratedRegex(
        "(?:invalid|incorrect|missing|wrong) (?:api.?key|token|access token)|api.?key (?:is )?(?:not valid|invalid|missing)"
            + "|unauthori[sz]ed|无效的令牌",
        RegexOptions.IgnoreCase,
        1000
    )]
    public static partial Regex Auth();

    [GeneratedRegex(
        @"model\b.{0,80}\b(?:not found|does not exist|is not available|not supported|unknown)|(?:unknown|no such) model"
            + "|no available channel",
        RegexOptions.IgnoreCase,
        1000
    )]
    public static partial Regex ModelGone();

    [GeneratedRegex(
        "overloaded|(?:currently|still) loading|try again (?:later|soon)|temporar(?:y|ily)|timed?.?out|(?:server|service) (?:is )?busy"
            + "|internal (?:server )?error|bad gateway|service unavailable|upstream",
        RegexOptions.IgnoreCase,
        1000
    )]
    public static partial Regex Temporary();

    /// <summary>A field of the request is not liked.</summary>
    [GeneratedRegex(
        "unknown|unrecogni[sz]ed|unsupported|not support|not permitted|not allowed|not accept|unexpected|invalid"
            + "|extra (?:field|input)|supported|must be|one of",
        RegexOptions.IgnoreCase,
        1000
    )]
    public static partial Regex Refuses();
}
