using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Media;

/// <summary>Where bytes come from, for their story.</summary>
public sealed record MediaOrigin(MediaSource Source, string Title, string? FileName = null, Guid? ProjectId = null)
{
    public string? Provider { get; init; }
    public string? Model { get; init; }
    public string? Prompt { get; init; }
    public long? Seed { get; init; }
    public Guid? JobId { get; init; }

    /// <summary>What was ordered: anything else is refused, and so is a clip that cannot be decoded, where that can be told.</summary>
    public MediaKind? Wanted { get; init; }

    /// <summary>The size in pixels that a picture is wanted in: another one is cut to it, and kept as it came beside.</summary>
    public (int Width, int Height)? Fit { get; init; }
}

/// <summary>
/// The one door in: whatever brings bytes comes through here. They are stored and made durable, told by their content, proven
/// to be readable in the image worker, and only then does a row of the library name them. What is refused leaves nothing behind.
/// </summary>
public sealed class MediaDoor(LibraryContext db, BlobStore blobs, ImageWorkers images, ClipReader clips)
{
    private const long RoomOfPoster = 16 * 1024 * 1024;

    /// <summary>The item is added to the context; the caller saves it together with what it is for.</summary>
    /// <exception cref="RefusedException">413 too-large, 415 unsupported-media, 422 broken-media; the sentence says why.</exception>
    public async Task<MediaItem> TakeAsync(Stream bytes, MediaOrigin origin, CancellationToken cancel = default)
    {
        return await TakeAsync(await PutAsync(() => blobs.PutAsync(bytes, origin.FileName, sniffed: type => KindOf(type), cancel: cancel)), origin, cancel);
    }

    /// <summary>As <see cref="TakeAsync(Stream, MediaOrigin, CancellationToken)"/>, of a file that <see cref="BlobStore.NewFile"/> has named: it is taken over.</summary>
    public async Task<MediaItem> TakeFileAsync(string file, MediaOrigin origin, CancellationToken cancel = default) =>
        await TakeAsync(await PutAsync(() => blobs.PutFileAsync(file, origin.FileName, type => KindOf(type), cancel)), origin, cancel);

    /// <summary>As <see cref="TakeAsync(Stream, MediaOrigin, CancellationToken)"/>, of bytes that are here already; null when they are not.</summary>
    public async Task<MediaItem?> TakeKeptAsync(BlobRef blob, MediaOrigin origin, CancellationToken cancel = default) =>
        await blobs.FindAsync(blob, cancel) is { } put ? await TakeAsync(put, origin, cancel) : null;

    /// <summary>All of it but the row, which <see cref="Enter"/> adds: for what has to be looked at before a transaction is open.</summary>
    public async Task<MediaItem> PrepareFileAsync(string file, MediaOrigin origin, CancellationToken cancel = default) =>
        await PrepareAsync(await PutAsync(() => blobs.PutFileAsync(file, origin.FileName, type => KindOf(type), cancel)), origin, cancel);

    /// <summary>Adds the row of what was prepared to the caller's save.</summary>
    public void Enter(MediaItem item)
    {
        db.Add(item);
        db.Announce(Topics.Media, item.Id, item.ProjectId);
    }

    private async Task<MediaItem> TakeAsync(Put put, MediaOrigin origin, CancellationToken cancel)
    {
        var item = await PrepareAsync(put, origin, cancel);
        Enter(item);
        return item;
    }

    private async Task<MediaItem> PrepareAsync(Put put, MediaOrigin origin, CancellationToken cancel)
    {
        if (put.Bytes > 0 && origin.Wanted is { } wanted && KindOf(put.ContentType) is var kind && kind != wanted)
        {
            // Somebody else may want just that: the bytes stay, and verification clears away what nobody names.
            throw Broken($"It is {Word(kind)} in place of {Word(wanted)}.");
        }

        try
        {
            var info = await LookAsync(put, cancel);
            var clip = KindOf(put.ContentType) == MediaKind.Video ? await LookAtClipAsync(put, mustBeSeen: origin.Wanted is not null, cancel) : default;
            return origin.Fit is { } fit && info is { Pages: 1 } && (info.Width, info.Height) != fit
                ? await CoverAsync(put, info, fit, origin, cancel)
                : Item(put, info ?? clip.Poster, origin, null, clip.Info);
        }
        catch (RefusedException refused) when (refused is not UnreadableNowException)
        {
            // Whoever brings the same bytes is refused as well, so nobody's row can name them. After any other failure they
            // stay: somebody may be taking in the same ones at this moment, and verification clears away what nobody names.
            if (!put.WasHere)
            {
                blobs.Delete(put.Blob);
            }

            throw;
        }
    }

    /// <summary>A row for a picture whose bytes are elsewhere, as a restored library or a benchmark has them.</summary>
    internal static MediaItem Restore(string sha256, string title) => new()
    {
        Sha256 = sha256,
        Kind = MediaKind.Image,
        ContentType = "image/png",
        Bytes = 100_000,
        Width = 512,
        Height = 768,
        DominantColor = "#446688",
        Title = title,
        SearchText = SearchText.Index(title),
        Source = MediaSource.Import,
    };

    private static async Task<Put> PutAsync(Func<Task<Put>> put)
    {
        try
        {
            return await put();
        }
        catch (BlobTooLargeException e)
        {
            throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too-large", $"This file is larger than the {e.Limit / (1024 * 1024):N0} MB that this server takes.");
        }
    }

    /// <summary>What a picture shows; null for what is none.</summary>
    private async Task<ImageInfo?> LookAsync(Put put, CancellationToken cancel)
    {
        if (put.Bytes == 0)
        {
            throw Broken("This file is empty.");
        }

        var kind = KindOf(put.ContentType);
        return kind is MediaKind.Video or MediaKind.Audio && put.ContentType is "video/mp4" or "video/quicktime" or "audio/mp4" && !IsoBoxes.AreWhole(blobs.PathOf(put.Blob))
            ? throw Broken("This clip is cut off or damaged: its parts do not add up to its size.")
            : kind == MediaKind.Image ? await ReadImageAsync(put, cancel) : null;
    }

    /// <summary>What a clip says of itself, and the frame that stands for it; nothing of a clip that cannot be read here.</summary>
    /// <param name="put">The clip.</param>
    /// <param name="mustBeSeen">It was ordered: refused where it cannot be decoded, and left for another try where that cannot be told just now. What somebody brings is kept unread then.</param>
    /// <param name="cancel">Ends it.</param>
    private async Task<(ClipInfo? Info, ImageInfo? Poster)> LookAtClipAsync(Put put, bool mustBeSeen, CancellationToken cancel)
    {
        var file = blobs.NewFile(".png");
        try
        {
            if (await clips.ReadAsync(blobs.PathOf(put.Blob), cancel) is not { } info)
            {
                return mustBeSeen && clips.IsThere ? throw Undecodable() : default;
            }

            return !await clips.PosterAsync(blobs.PathOf(put.Blob), info, file, cancel) ? mustBeSeen && clips.Takes(info) ? throw Undecodable() : (info, null)
                : await images.ReadAsync(file, cancel) is ImageReading.Readable poster ? (info, poster.Info) : (info, null);
        }
        catch (ClipNotNowException e)
        {
            return mustBeSeen ? throw new UnreadableNowException(e.Message) : default;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A copy of the wanted size; where none can be made, the picture is kept as it came.</summary>
    private async Task<MediaItem> CoverAsync(Put put, ImageInfo info, (int Width, int Height) fit, MediaOrigin origin, CancellationToken cancel)
    {
        var file = blobs.NewFile(info.ContentType switch { "image/jpeg" => ".jpg", "image/webp" => ".webp", _ => ".png" });
        try
        {
            if (await images.CoverAsync(blobs.PathOf(put.Blob), file, fit.Width, fit.Height, cancel) is not ImageReading.Readable { Info: var copy })
            {
                return Item(put, info, origin, null);
            }

            return Item(await blobs.PutFileAsync(file, cancel: cancel), copy, origin, new(put.Blob.ToString(), info.ContentType, put.Bytes, info.Width, info.Height));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static MediaItem Item(Put put, ImageInfo? info, MediaOrigin origin, MediaOriginal? original, ClipInfo? clip = null)
    {
        var title = Cut(SearchText.Clean(origin.Title) is { Length: > 0 } given ? given : "Untitled");
        return new()
        {
            ProjectId = origin.ProjectId,
            Sha256 = put.Blob.ToString(),
            Kind = KindOf(put.ContentType),
            ContentType = KindOf(put.ContentType) == MediaKind.Image && info is not null ? info.ContentType : put.ContentType!,
            Bytes = put.Bytes,
            Width = clip?.Width ?? info?.Width,
            Height = clip?.Height ?? info?.Height,
            Seconds = clip?.Seconds,
            DominantColor = info?.DominantColor,
            DHash = info?.DHash,
            Title = title,
            SearchText = SearchText.Index($"{title} {origin.Prompt}"),
            FileName = origin.FileName is null ? null : Cut(SearchText.Clean(Path.GetFileName(origin.FileName.Replace('\\', '/')))),
            Source = origin.Source,
            Provider = origin.Provider,
            Model = origin.Model,
            Prompt = origin.Prompt,
            Seed = origin.Seed,
            JobId = origin.JobId,
            Original = original,
        };
    }

    private async Task<ImageInfo> ReadImageAsync(Put put, CancellationToken cancel) => await images.ReadAsync(blobs.PathOf(put.Blob), cancel) switch
    {
        ImageReading.Readable readable => readable.Info,
        ImageReading.Unreadable { Fault: ImageFault.TooLarge } large => throw new RefusedException(StatusCodes.Status413PayloadTooLarge, "too-large", large.Sentence),
        ImageReading.Unreadable { Fault: ImageFault.CodecDied or ImageFault.TimedOut } died => throw new UnreadableNowException(died.Sentence),
        ImageReading.Unreadable broken => throw Broken(broken.Sentence),
        _ => throw new InvalidOperationException("The image worker answered something unknown."),
    };

    private static MediaKind KindOf(string? type) => type switch
    {
        ContentSniffer.Svg => throw Unsupported("SVG drawings can carry scripts and are not taken; save it as PNG."),
        ContentSniffer.Html => throw Unsupported("This is a web page, not a picture."),
        null => throw Unsupported("This is no picture, clip, sound or PDF that can be kept here."),
        "application/pdf" => MediaKind.Document,
        _ when type.StartsWith("image/", StringComparison.Ordinal) => MediaKind.Image,
        _ when type.StartsWith("video/", StringComparison.Ordinal) => MediaKind.Video,
        _ => MediaKind.Audio,
    };

    // A disk without room for a poster says the same of every clip: then it is left for another try.
    private RefusedException Undecodable() => blobs.FreeBytes < RoomOfPoster ? new UnreadableNowException("The server's disk is nearly full.") : Broken("This clip cannot be decoded.");

    private static string Word(MediaKind kind) => kind switch { MediaKind.Image => "a picture", MediaKind.Video => "a clip", MediaKind.Audio => "a sound", _ => "a document" };

    private static RefusedException Unsupported(string sentence) => new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media", sentence);

    private static RefusedException Broken(string sentence) => new(StatusCodes.Status422UnprocessableEntity, "broken-media", sentence);

    private static string Cut(string text) => SearchText.Cut(text, 300);
}

/// <summary>The codec died or took too long over this file: another try may go better, so its bytes are left alone.</summary>
public sealed class UnreadableNowException(string sentence) : RefusedException(StatusCodes.Status422UnprocessableEntity, "broken-media", sentence);
