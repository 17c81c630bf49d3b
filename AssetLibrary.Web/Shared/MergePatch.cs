using System.Text.Json;
using System.Text.Json.Nodes;

namespace AssetLibrary.Web.Shared;

/// <summary>JSON Merge Patch, RFC 7396, for metadata objects of at most 64 KB.</summary>
public static class MergePatch
{
    private const int MaxDepth = 24;
    private const int MaxLength = 64 * 1024;

    /// <exception cref="RefusedException">422: the patch is no object, or the result is too long.</exception>
    public static string Apply(string target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            throw RefusedException.Invalid("metadata must be an object.");
        }

        return Check(Merge(JsonNode.Parse(target), patch)!.ToJsonString());
    }

    /// <summary>The object, unless it is too large or too deep.</summary>
    /// <exception cref="RefusedException">422.</exception>
    public static string Check(string result)
    {
        return result.Length > MaxLength ? throw RefusedException.Invalid("metadata is larger than 64 KB.")
            : DepthOf(result) > MaxDepth ? throw RefusedException.Invalid($"metadata is nested deeper than {MaxDepth} levels.")
            : result;
    }

    private static int DepthOf(string json)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json));
        var deepest = 0;
        while (reader.Read())
        {
            var begins = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject; // counted without itself
            deepest = Math.Max(deepest, reader.CurrentDepth + (begins ? 1 : 0));
        }

        return deepest;
    }

    private static JsonNode? Merge(JsonNode? target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            return patch.ValueKind == JsonValueKind.Null ? null : JsonNode.Parse(patch.GetRawText());
        }

        var merged = target as JsonObject ?? [];
        foreach (var field in patch.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null)
            {
                merged.Remove(field.Name);
            }
            else
            {
                merged[field.Name] = Merge(merged[field.Name], field.Value) is { } value ? value.DeepClone() : null;
            }
        }

        return merged;
    }
}
