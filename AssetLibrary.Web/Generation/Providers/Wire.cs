using System.Text.Json;
using AssetLibrary.Web.Generation.Providers.Answers;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>Fields of an answer, which may be there or not, and may be of any kind.</summary>
internal static class Wire
{
    public static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Null where it is no text, or an empty one.</summary>
    public static string? Text(JsonElement element, string name) =>
        Property(element, name) is { ValueKind: JsonValueKind.String } text && AnswerJson.Text(text) is { Length: > 0 } words
            ? words
            : null;

    /// <summary>The counts of an answer; null where the provider does not count.</summary>
    public static TokenCount? Tokens(JsonElement usage, string input, string output) =>
        Count(usage, output) is { } made ? new(Count(usage, input) ?? 0, made) : null;

    private static long? Count(JsonElement usage, string name) =>
        Property(usage, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) ? count : null;
}
