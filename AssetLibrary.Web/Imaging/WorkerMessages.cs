using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssetLibrary.Web.Imaging;

/// <summary>One line to a worker. With <see cref="Svg"/> it draws into <see cref="Path"/>, otherwise it reads <see cref="Path"/>
/// and writes a WebP for each of <see cref="Thumbnails"/> (longest side in pixels → path); with <see cref="Cover"/> a copy of
/// exactly this size goes there first, with <see cref="Reference"/> a copy within the <see cref="Limits"/> and nothing else.</summary>
internal sealed record WorkerRequest(
    string Path,
    IReadOnlyDictionary<int, string>? Thumbnails = null,
    string? Svg = null,
    int Width = 0,
    int Height = 0,
    string? Cover = null,
    string? Reference = null,
    ReferenceLimits? Limits = null
)
{
    public string ToLine() => JsonSerializer.Serialize(this, WorkerJson.Default.WorkerRequest);

    public static WorkerRequest FromLine(string line) => JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerRequest)!;
}

/// <summary>One line from a worker: either what it saw, or why it could not.</summary>
internal sealed record WorkerAnswer(ImageInfo? Info = null, UncutPicture? Uncut = null, ImageFault? Fault = null, string? Sentence = null)
{
    public string ToLine() => JsonSerializer.Serialize(this, WorkerJson.Default.WorkerAnswer);

    /// <summary>Null when the line is none of ours.</summary>
    public static WorkerAnswer? FromLine(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static WorkerAnswer Failed(ImageFault fault, string sentence) => new(Fault: fault, Sentence: sentence);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerAnswer))]
internal sealed partial class WorkerJson : JsonSerializerContext;
