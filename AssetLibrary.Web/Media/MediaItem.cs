using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Shared;
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

    internal const int MaxRemoteUrl = 4000,
        MaxStorageKey = 400;

    private MediaItem() { }

    public Guid Id { get; init; } = Ids.New();
    public Guid? ProjectId { get; private set; }
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

    /// <summary>1 to 5; null while nobody has rated it.</summary>
    public int? Rating { get; private set; }
    public string Note { get; private set; } = "";
    public List<string> Tags { get; private set; } = [];

    /// <summary>Normalised title, prompt, tags and note, for search.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Since then it is in the trash: nobody finds it but there.</summary>
    public DateTimeOffset? TrashedAt { get; private set; }
    public Guid? TrashedBy { get; private set; }

    /// <summary>The conversation in which it was asked for, and the run of several models that it belongs to.</summary>
    public Guid? ConversationId { get; init; }
    public Guid? SessionId { get; init; }
    public string? FileName { get; init; }

    /// <summary>Where its bytes came from, if they can be fetched there again; it may hold a signature, and is shown to nobody.</summary>
    public string? RemoteUrl { get; private set; }

    /// <summary>When <see cref="RemoteUrl"/> ends, as it says itself; null for one that does not say.</summary>
    public DateTimeOffset? RemoteExpiresAt { get; private set; }

    /// <summary>The name under which it was uploaded by a signed address, or is kept in a bucket.</summary>
    public string? StorageKey { get; init; }
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

    /// <summary>
    /// It came from outside, and a trained model has made it: its file says so, or it is one of ours that has come back.
    /// </summary>
    public bool SaysModel { get; private set; }

    /// <summary>A trained model has made it: that has to be told. Cards that the app draws by rules are none.</summary>
    public bool IsOfModel => MadeByModel(Source, Provider) || SaysModel;

    public static bool MadeByModel(MediaSource source, string? provider) => source == MediaSource.Generation && provider != BuiltIn;

    /// <summary>The mark of the picture that it was made from stays with it.</summary>
    public void MarkAsOfModel() => SaysModel = true;

    /// <summary>It can be shown as a picture: it is one, or a clip or a document that was read when it came in.</summary>
    public static bool IsShown(MediaKind kind, string? dominantColor) => kind == MediaKind.Image || dominantColor is not null;

    internal static MediaItem From(MediaProof proof, MediaOrigin origin)
    {
        var title = Cut(Words.Clean(origin.Title) is { Length: > 0 } given ? given : "Untitled");
        return new()
        {
            ProjectId = origin.ProjectId,
            ConversationId = origin.ConversationId,
            SessionId = origin.SessionId,
            RemoteUrl = origin.RemoteUrl is { } remote && remote.AbsoluteUri.Length <= MaxRemoteUrl ? remote.AbsoluteUri : null,
            RemoteExpiresAt = origin.RemoteUrl is { } from ? RemoteExpiry.Of(from) : null,
            StorageKey = origin.StorageKey,
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
            SaysModel = proof.SaysModel,
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

    /// <summary>A fingerprint of title, rating, tags and note. An edit that began with another would overwrite someone’s words.</summary>
    public string DetailsMark =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes($"{Title}\0{Rating}\0{Note}\0{string.Join('\0', Tags)}")
            )
        )[..16];

    /// <summary>What people say of it; null leaves a part as it is.</summary>
    /// <exception cref="RefusedException">422 for what cannot be.</exception>
    public void Describe(string? title, int? rating, string? note, IEnumerable<string>? tags)
    {
        if (rating is < 0 or > 5)
        {
            throw RefusedException.Invalid("A rating is 1 to 5, or 0 for none.", "rating");
        }

        Title = title is null ? Title : Cut(TypedText.Name(title));
        Rating =
            rating is null ? Rating
            : rating == 0 ? null
            : rating;
        Note = note is null ? Note : TypedText.Description(note);
        Tags = tags is null ? Tags : TypedText.Tags(tags);
        SearchText = Words.Index($"{Title} {Prompt} {string.Join(' ', Tags)} {Note}");
    }

    public void MoveTo(Guid? project) => ProjectId = project;

    public void Trash(DateTimeOffset at, Guid? by) => (TrashedAt, TrashedBy) = (at, by);

    public void Restore() => (TrashedAt, TrashedBy) = (null, null);

    private static string Cut(string text) => Words.Cut(text, 300);
}

/// <param name="Sha256">Its address.</param>
/// <param name="ContentType">Detected from its bytes.</param>
/// <param name="Bytes">Their number.</param>
/// <param name="Width">In pixels, as decoded.</param>
/// <param name="Height">In pixels, as decoded.</param>
public sealed record MediaOriginal(BlobRef Sha256, string ContentType, long Bytes, int Width, int Height)
{
    /// <summary>It is of a program whose files are shown by a picture made from them.</summary>
    public static bool IsForeign(string contentType) => ForeignPictures.Has(contentType);
}
