using System.Text.Json;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>A quote as the model gave it. Line counts from the piece's first line, so that it holds wherever the scene stands.</summary>
internal sealed record ItemQuote(int Line, string Quote);

/// <summary>What the model says of one thing in one piece, not yet believed.</summary>
internal sealed record SceneItem(
    AssetType Type,
    string Name,
    IReadOnlyList<string> Aliases,
    string Description,
    bool Speaks,
    IReadOnlyList<ItemQuote> Quotes
)
{
    public static string Write(IReadOnlyList<SceneItem> items) => JsonSerializer.Serialize(items, JsonSerializerOptions.Web);

    public static IReadOnlyList<SceneItem> Read(string json) =>
        JsonSerializer.Deserialize<List<SceneItem>>(json, JsonSerializerOptions.Web) ?? [];
}
