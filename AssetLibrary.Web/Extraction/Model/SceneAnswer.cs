using AssetLibrary.Web.Database;

namespace AssetLibrary.Web.Extraction.Model;

/// <summary>
/// What a model said of a scene's text, so that an unchanged scene is not asked again. It belongs to the studio: only
/// somebody who has the same text can come to its key. The answer is JSON and not yet checked: checking costs nothing.
/// </summary>
public sealed class SceneAnswer : ICreated
{
    /// <summary>SHA-256 of the scene's lines as the model is shown them.</summary>
    public required string SceneHash { get; init; }
    public required string PromptVersion { get; init; }
    public required string Model { get; init; }
    public required string Answer { get; init; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }
}
