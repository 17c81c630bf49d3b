using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AssetLibrary.Web.LanguageModels;

/// <summary>The body of a successful answer of /chat/completions, read with as little trust as possible.</summary>
internal sealed partial record ChatResponse(
    string Text,
    string? Refusal,
    string? FinishReason,
    string? Model,
    string? Id,
    long? InputTokens,
    long? OutputTokens
)
{
    private const string ThinkStart = "<think>",
        ThinkEnd = "</think>";

    /// <summary>Null: that is no answer of this protocol.</summary>
    public static ChatResponse? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            // A limit of tokens can cut a character in two, and half of one cannot be read as text.
            using var document = JsonDocument.Parse(WholeCharacters(Encoding.UTF8.GetString(body.Span)));
            var root = document.RootElement;
            if (
                root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("choices", out var choices)
                || choices.ValueKind != JsonValueKind.Array
            )
            {
                return null;
            }

            var choice = choices.GetArrayLength() > 0 ? choices[0] : default;
            var message = Property(choice, "message");
            var usage = Property(root, "usage");
            return new(
                WholeCharacters(WithoutThoughts(Content(Property(message, "content")))),
                TextOf(message, "refusal") is { Length: > 0 } refusal ? refusal : null,
                TextOf(choice, "finish_reason"),
                TextOf(root, "model"),
                TextOf(root, "id"),
                Number(usage, "prompt_tokens"),
                Number(usage, "completion_tokens")
            );
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>JSON whose escapes of half a surrogate pair are the mark for an unknown character.</summary>
    internal static string WholeCharacters(string json) => HalfCharacter().Replace(json, @"\ufffd");

    // A model that thinks aloud: a thought that was cut off has no end, one that the server began for it no beginning.
    internal static string WithoutThoughts(string text)
    {
        var end = text.LastIndexOf(ThinkEnd, StringComparison.OrdinalIgnoreCase);
        if (end >= 0)
        {
            return text[(end + ThinkEnd.Length)..].Trim();
        }

        return text.TrimStart().StartsWith(ThinkStart, StringComparison.OrdinalIgnoreCase) ? "" : text.Trim();
    }

    internal static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    internal static string? TextOf(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) && number >= 0
            ? number
            : null;

    // A text, or parts of one.
    private static string Content(JsonElement content) =>
        content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(p => TextOf(p, "text"))),
            _ => "",
        };

    [GeneratedRegex(
        @"(?<!\\)\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})(?<!\\)\\u[dD][c-fC-F][0-9a-fA-F]{2}",
        RegexOptions.None,
        1000
    )]
    private static partial Regex HalfCharacter();
}
