using System.Text.Json.Serialization;

namespace AssetLibrary.Web.Scripts;

/// <summary>That somebody or something is in a scene: whether it speaks there, and how often it is named.</summary>
public sealed record SceneAppearance(Guid SceneId, bool Speaks, int Count)
{
    /// <summary>How it looks there; null for as usual.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? LookId { get; init; }
}
