using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Media;

/// <summary>
/// That stored bytes are what they are taken for. Only the <see cref="Reader"/>, which has looked at them, makes one, and without one
/// there is no <see cref="MediaItem"/>.
/// </summary>
public sealed class MediaProof
{
    private MediaProof(
        Put bytes,
        ImageInfo? picture = null,
        ClipInfo? clip = null,
        MediaOriginal? original = null,
        MediaKind? kind = null
    ) => (Bytes, Kind, Picture, Clip, Original) = (bytes, kind ?? Reader.KindOf(bytes.ContentType), picture, clip, original);

    public Put Bytes { get; }

    public MediaKind Kind { get; }

    /// <summary>Of the picture, or of the frame that stands for a clip, or of a document's first page.</summary>
    public ImageInfo? Picture { get; }

    public ClipInfo? Clip { get; }

    /// <summary>The picture as it came, where these bytes were made from it.</summary>
    public MediaOriginal? Original { get; }

    /// <summary>The file says of itself that a trained model has made it.</summary>
    public bool SaysModel { get; private init; }

    private MediaProof Marked() => new(Bytes, Picture, Clip, Original, Kind) { SaysModel = true };

    /// <summary>Looks at stored bytes, and makes thumbnails of what it sees in the same go.</summary>
    public sealed class Reader(
        BlobStore blobs,
        ImageWorkers images,
        ClipReader clips,
        ForeignPictures foreign,
        PdfPages pages,
        Thumbnails thumbnails
    )
    {
        private const long RoomOfPoster = 16 * 1024 * 1024;

        /// <exception cref="RefusedException">415 for what is not kept here, whatever its state.</exception>
        public static MediaKind KindOf(string? type) =>
            type switch
            {
                ContentSniffer.Svg => throw Unsupported("SVG files can contain scripts and aren’t accepted. Save it as PNG."),
                ContentSniffer.Html => throw Unsupported("This is a web page, not a picture."),
                null => throw Unsupported("This file type isn’t supported. Use a picture, clip, sound or PDF."),
                "application/pdf" => MediaKind.Document,
                _ when type.StartsWith("image/", StringComparison.Ordinal) => MediaKind.Image,
                _ when type.StartsWith("video/", StringComparison.Ordinal) => MediaKind.Video,
                _ => MediaKind.Audio,
            };

        /// <exception cref="RefusedException">422: it is not what was ordered.</exception>
        public static void CheckWanted(Put put, MediaKind wanted)
        {
            if (put.Bytes > 0 && KindOf(put.ContentType) is var kind && kind != wanted)
            {
                throw Broken($"This is {Word(kind)}, not {Word(wanted)}.");
            }
        }

        /// <exception cref="RefusedException">413 too-large, 415 unsupported-media, 422 broken-media; the sentence says why.</exception>
        public async Task<MediaProof> ReadAsync(Put put, MediaOrigin origin, CancellationToken cancel)
        {
            if (put.Bytes == 0)
            {
                throw Broken("This file is empty.");
            }

            if (put.ContentType is "video/mp4" or "video/quicktime" or "audio/mp4" && !IsoBoxes.AreWhole(blobs.PathOf(put.Blob)))
            {
                throw Broken("This clip is incomplete or damaged. Its parts don’t match its size.");
            }

            var proof = KindOf(put.ContentType) switch
            {
                MediaKind.Image when ForeignPictures.Has(put.ContentType) => await ForeignAsync(put, origin, cancel),
                MediaKind.Image => await PictureAsync(put, origin.Fit, cancel),
                MediaKind.Document => await DocumentAsync(put, cancel),
                MediaKind.Video => await ClipAsync(put, mustBeSeen: origin.Wanted is not null, cancel),
                _ => new(put),
            };
            return proof.Kind == MediaKind.Image && await SaysModelAsync(put, cancel) ? proof.Marked() : proof;
        }

        private async Task<bool> SaysModelAsync(Put put, CancellationToken cancel)
        {
            await using var file = blobs.Open(put.Blob);
            return file is not null && FileWords.SayModel(await FileWords.ReadAsync(file, cancel));
        }

        /// <summary>Of the picture, or of a copy cut to the wanted size; where none can be made, the picture is kept as it came.</summary>
        private async Task<MediaProof> PictureAsync(Put put, (int Width, int Height)? fit, CancellationToken cancel)
        {
            var (path, file) = (blobs.PathOf(put.Blob), blobs.NewFile());
            using var draft = thumbnails.NewDraft();
            try
            {
                var reading = fit is var (width, height) ? await images.CoverAsync(path, file, width, height, draft.Files, cancel) : null;
                reading = reading as ImageReading.Readable ?? await images.ThumbnailsAsync(path, draft.Files, cancel);
                if (reading is not ImageReading.Readable { Info: var info, Uncut: var uncut })
                {
                    throw Refused((ImageReading.Unreadable)reading);
                }

                var kept = uncut is null ? put : await blobs.PutFileAsync(file, cancel: cancel);
                draft.Keep(kept.Blob);
                return new(
                    kept,
                    info,
                    original: uncut is null ? null : new(put.Blob, uncut.ContentType, put.Bytes, uncut.Width, uncut.Height)
                );
            }
            finally
            {
                File.Delete(file);
            }
        }

        /// <summary>The picture is what can be seen of it, and the file its original; where nothing can, it is a document.</summary>
        private async Task<MediaProof> ForeignAsync(Put put, MediaOrigin origin, CancellationToken cancel)
        {
            var view = blobs.NewFile(".png");
            try
            {
                if (await foreign.ViewAsync(blobs.PathOf(put.Blob), put.ContentType!, view, cancel))
                {
                    var seen = await PictureAsync(await blobs.PutFileAsync(view, cancel: cancel), origin.Fit, cancel);
                    return new(
                        seen.Bytes,
                        seen.Picture,
                        original: new(put.Blob, put.ContentType!, put.Bytes, seen.Picture!.Width, seen.Picture.Height)
                    );
                }
            }
            catch (ProgramNotNowException e) when (origin.Wanted is not null)
            {
                throw new UnreadableNowException(e.Message);
            }
            catch (ProgramNotNowException)
            {
                // What somebody brings is kept unseen.
            }
            finally
            {
                File.Delete(view);
            }

            return origin.Wanted is null ? new(put, kind: MediaKind.Document) : throw Broken("This picture can’t be decoded.");
        }

        /// <summary>With its first page to be looked at, where it can be drawn.</summary>
        private async Task<MediaProof> DocumentAsync(Put put, CancellationToken cancel)
        {
            var page = blobs.NewFile(".jpg");
            using var draft = thumbnails.NewDraft();
            try
            {
                if (
                    !await pages.DrawAsync(blobs.PathOf(put.Blob), 1, page, cancel)
                    || await images.ThumbnailsAsync(page, draft.Files, cancel) is not ImageReading.Readable first
                )
                {
                    return new(put);
                }

                draft.Keep(put.Blob);
                return new(put, first.Info);
            }
            catch (ProgramNotNowException)
            {
                return new(put);
            }
            finally
            {
                File.Delete(page);
            }
        }

        /// <summary>With what the clip says of itself, and the frame that stands for it.</summary>
        /// <param name="put">The clip.</param>
        /// <param name="mustBeSeen">It was ordered: refused where it cannot be decoded, and left for another try where that cannot be told
        /// just now. What somebody brings is kept unread then.</param>
        private async Task<MediaProof> ClipAsync(Put put, bool mustBeSeen, CancellationToken cancel)
        {
            var (path, file) = (blobs.PathOf(put.Blob), blobs.NewFile(".png"));
            using var draft = thumbnails.NewDraft();
            try
            {
                if (await clips.ReadAsync(path, cancel) is not { } clip)
                {
                    return mustBeSeen && clips.IsThere ? throw Undecodable() : new(put);
                }

                if (!await clips.PosterAsync(path, clip, file, cancel))
                {
                    return mustBeSeen && clips.Takes(clip) ? throw Undecodable() : new(put, clip: clip);
                }

                if (await images.ThumbnailsAsync(file, draft.Files, cancel) is not ImageReading.Readable poster)
                {
                    return new(put, clip: clip);
                }

                draft.Keep(put.Blob);
                return new(put, poster.Info, clip);
            }
            catch (ProgramNotNowException e)
            {
                return mustBeSeen ? throw new UnreadableNowException(e.Message) : new(put);
            }
            finally
            {
                File.Delete(file);
            }
        }

        private static RefusedException Refused(ImageReading.Unreadable reading) =>
            reading.Fault switch
            {
                ImageFault.TooLarge => new(StatusCodes.Status413PayloadTooLarge, "too-large", reading.Sentence),
                ImageFault.NotWritten => new UnreadableNowException(
                    reading.Sentence,
                    StatusCodes.Status507InsufficientStorage,
                    "storage-full"
                ),
                var fault when fault.IsTransient() => new UnreadableNowException(reading.Sentence),
                _ => Broken(reading.Sentence),
            };

        // A disk without room for a poster says the same of every clip: then it is left for another try.
        private RefusedException Undecodable() =>
            blobs.FreeBytes < RoomOfPoster
                ? new UnreadableNowException("The server’s disk is nearly full.")
                : Broken("This clip can’t be decoded.");

        private static string Word(MediaKind kind) =>
            kind switch
            {
                MediaKind.Image => "a picture",
                MediaKind.Video => "a clip",
                MediaKind.Audio => "a sound",
                _ => "a document",
            };

        private static RefusedException Unsupported(string sentence) =>
            new(StatusCodes.Status415UnsupportedMediaType, "unsupported-media", sentence);

        private static RefusedException Broken(string sentence) => new(StatusCodes.Status422UnprocessableEntity, "broken-media", sentence);
    }
}

/// <summary>
/// The codec died or took too long over this file, or found no room: another try may go better, so its bytes are left alone.
/// </summary>
public sealed class UnreadableNowException(
    string sentence,
    int status = StatusCodes.Status422UnprocessableEntity,
    string type = "broken-media"
) : RefusedException(status, type, sentence);
