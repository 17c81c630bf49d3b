using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using Words = AssetLibrary.Web.Database.SearchText;

namespace AssetLibrary.Web.Media;

public enum MediaKind
{
    Image,
    Video,
    Audio,
    Document,
}

public enum MediaSource
{
    Upload,
    Generation,
    Import,
}

/// <summary>
/// One stored picture, clip, sound or document and its story. Its bytes never change; where it belongs is said by histories. There is
/// none without a <see cref="MediaProof"/>, which only the one door in can get.
/// </summary>
public sealed class MediaItem : IOfProject, ICreated
{
    /// <summary>The provider that is the app itself.</summary>
    public const string BuiltIn = "built-in";

    private MediaItem() { }

    public Guid Id { get; init; } = Ids.New();
    public Guid? ProjectId { get; init; }
    public required BlobRef Sha256 { get; init; }
    public required MediaKind Kind { get; init; }
    public required string ContentType { get; init; }
    public required long Bytes { get; init; }

    /// <summary>In pixels, as decoded and turned upright.</summary>
    public int? Width { get; init; }
    public int? Height { get; init; }

    /// <summary>How long a clip runs; null where that is not known.</summary>
    public double? Seconds { get; init; }

    /// <summary><c>#rrggbb</c>: what is shown in a picture's place while it loads.</summary>
    public string? DominantColor { get; init; }

    /// <summary>Difference hash, 16 hexadecimal digits: near pictures have near hashes.</summary>
    public string? DHash { get; init; }
    public required string Title { get; set; }

    /// <summary>Normalised title and prompt, for search.</summary>
    public string SearchText { get; init; } = "";
    public string? FileName { get; init; }
    public required MediaSource Source { get; init; }
    public string? Provider { get; init; }
    public string? Model { get; init; }
    public string? Prompt { get; init; }
    public long? Seed { get; init; }
    public Guid? JobId { get; init; }

    /// <summary>
    /// The picture as it came, where this one was cut from it to the size that was wanted; its bytes are kept as they are.
    /// </summary>
    public MediaOriginal? Original { get; init; }
    public DateTimeOffset CreatedAt { get; set; }
    public Guid? CreatedBy { get; set; }

    /// <summary>A trained model has made it: that has to be told. Cards that the app draws by rules are none.</summary>
    public bool IsOfModel => Source == MediaSource.Generation && Provider != BuiltIn;

    /// <summary>It can be shown as a picture: it is one, or a clip that was read when it came in.</summary>
    public static bool IsShown(MediaKind kind, string? dominantColor) =>
        kind == MediaKind.Image || (kind == MediaKind.Video && dominantColor is not null);

    internal static MediaItem From(MediaProof proof, MediaOrigin origin)
    {
        var title = Cut(Words.Clean(origin.Title) is { Length: > 0 } given ? given : "Untitled");
        return new()
        {
            ProjectId = origin.ProjectId,
            Sha256 = proof.Bytes.Blob,
            Kind = proof.Kind,
            ContentType = proof.Kind == MediaKind.Image ? proof.Picture!.ContentType : proof.Bytes.ContentType!,
            Bytes = proof.Bytes.Bytes,
            Width = proof.Clip?.Width ?? proof.Picture?.Width,
            Height = proof.Clip?.Height ?? proof.Picture?.Height,
            Seconds = proof.Clip?.Seconds,
            DominantColor = proof.Picture?.DominantColor,
            DHash = proof.Picture?.DHash,
            Title = title,
            SearchText = Words.Index($"{title} {origin.Prompt}"),
            FileName = origin.FileName is null ? null : Cut(Words.Clean(Path.GetFileName(origin.FileName.Replace('\\', '/')))),
            Source = origin.Source,
            Provider = origin.Provider,
            Model = origin.Model,
            Prompt = origin.Prompt,
            Seed = origin.Seed,
            JobId = origin.JobId,
            Original = proof.Original,
        };
    }

    /// <summary>A row about a picture whose bytes nobody has looked at: for tests, and for the libraries that benchmarks fill.</summary>
    internal static MediaItem Restore(BlobRef sha256, string title, Guid? projectId = null) =>
        new()
        {
            ProjectId = projectId,
            Sha256 = sha256,
            Kind = MediaKind.Image,
            ContentType = "image/png",
            Bytes = 100_000,
            Width = 512,
            Height = 768,
            DominantColor = "#446688",
            Title = title,
            SearchText = Words.Index(title),
            Source = MediaSource.Upload,
        };

    private static string Cut(string text) => Words.Cut(text, 300);
}

/// <param name="Sha256">Its address.</param>
/// <param name="ContentType">Detected from its bytes.</param>
/// <param name="Bytes">Their number.</param>
/// <param name="Width">In pixels, as decoded.</param>
/// <param name="Height">In pixels, as decoded.</param>
public sealed record MediaOriginal(BlobRef Sha256, string ContentType, long Bytes, int Width, int Height);
