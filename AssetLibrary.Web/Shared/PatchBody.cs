using System.Text.Json;

namespace AssetLibrary.Web.Shared;

/// <summary>A JSON object in which an absent field is kept and null clears.</summary>
public readonly struct PatchBody(JsonElement body)
{
    private readonly JsonElement body =
        body.ValueKind == JsonValueKind.Object ? body : throw RefusedException.Invalid("Send a JSON object.");

    public int? Revision =>
        body.TryGetProperty("revision", out var value)
            ? value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n)
                ? n
                : throw RefusedException.Invalid("revision must be an integer.")
            : null;

    public int RequiredRevision => Revision ?? throw RefusedException.Invalid("Send the revision your edit is based on.");

    /// <summary>The new text, or what stands there when the field is absent.</summary>
    public string? Text(string name, string? now) =>
        !body.TryGetProperty(name, out var value)
            ? now
            : value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                _ => throw RefusedException.Invalid($"{name} must be a string."),
            };

    public IReadOnlyList<string> Texts(string name, IReadOnlyList<string> now) =>
        !body.TryGetProperty(name, out var value)
            ? now
            : value.ValueKind switch
            {
                JsonValueKind.Null => [],
                JsonValueKind.Array when value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) =>
                [
                    .. value.EnumerateArray().Select(e => e.GetString()!),
                ],
                _ => throw RefusedException.Invalid($"{name} must be a list of strings."),
            };

    public T Choice<T>(string name, T now)
        where T : struct, Enum =>
        Text(name, null) is { } text
            ? Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice)
                ? choice
                : throw RefusedException.Invalid($"{name} must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.")
            : now;

    public bool Has(string name) => body.TryGetProperty(name, out _);

    public JsonElement? Element(string name) => body.TryGetProperty(name, out var value) ? value : null;
}
