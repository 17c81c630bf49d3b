using System.Collections.Concurrent;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Sqlite;

namespace AssetLibrary.Web.Media;

/// <summary>
/// Small WebP copies of pictures and of the posters of clips, kept as derived files that can be made again. They are made when a picture
/// comes in. Where they were lost, anyone who asks first makes all sizes in one decode; anyone who asks meanwhile waits for that one.
/// </summary>
public sealed class Thumbnails(DataFolder folder, BlobStore blobs, ImageWorkers images, ClipReader clips, PdfPages pages)
{
    /// <summary>Longest sides in pixels.</summary>
    public static readonly IReadOnlyList<int> Sizes = [320, 640, 1280];

    private readonly ConcurrentDictionary<BlobRef, Lazy<Task<bool>>> making = new();

    /// <summary>The file, or null when the bytes are not here or cannot be read.</summary>
    /// <param name="blob">A picture, a clip or a document.</param>
    /// <param name="size">One of <see cref="Sizes"/>.</param>
    /// <param name="kind">The poster of a clip, or the first page of a document, is made first.</param>
    public async Task<string?> FindOrMakeAsync(BlobRef blob, int size, MediaKind kind = MediaKind.Image)
    {
        var path = PathOf(blob, size);
        if (File.Exists(path))
        {
            return path;
        }

        var maker = making.GetOrAdd(blob, b =>
            new(() => kind == MediaKind.Image ? MakeAsync(b, blobs.PathOf(b)) : MakePosterAsync(b, kind))
        );
        try
        {
            return await maker.Value && File.Exists(path) ? path : null;
        }
        finally
        {
            making.TryRemove(new(blob, maker));
        }
    }

    public string PathOf(BlobRef blob, int size)
    {
        var name = blob.ToString();
        return Path.Combine(Root, name[..2], $"{name}-{size}.webp");
    }

    /// <summary>Those of a picture that is gone.</summary>
    public void Delete(BlobRef blob)
    {
        foreach (var size in Sizes)
        {
            if (File.Exists(PathOf(blob, size)))
            {
                File.Delete(PathOf(blob, size));
            }
        }
    }

    /// <summary>All of them: who asks next makes them again. Returns how many bytes went.</summary>
    public long Clear() => DerivedFiles.Clear(Root, "*.webp");

    internal Draft NewDraft() => new(this, Directory.CreateDirectory(Root).FullName);

    // Counted up when they are made otherwise than before: those of older versions are never shown.
    private const int Version = 1;

    private string Root => Path.Combine(folder.Derived, Version == 1 ? "thumbs" : $"thumbs-{Version}");

    private async Task<bool> MakePosterAsync(BlobRef blob, MediaKind kind)
    {
        var file = blobs.NewFile(kind == MediaKind.Document ? ".jpg" : ".png");
        var path = blobs.PathOf(blob);
        try
        {
            return blobs.Has(blob)
                && (
                    kind == MediaKind.Document
                        ? await pages.DrawAsync(path, 1, file, CancellationToken.None)
                        : await clips.ReadAsync(path, CancellationToken.None) is { } clip
                            && await clips.PosterAsync(path, clip, file, CancellationToken.None)
                )
                && await MakeAsync(blob, file);
        }
        catch (ProgramNotNowException)
        {
            return false;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<bool> MakeAsync(BlobRef blob, string picture)
    {
        if (Sizes.All(s => File.Exists(PathOf(blob, s))))
        {
            return true;
        }

        if (!blobs.Has(blob))
        {
            return false;
        }

        using var draft = NewDraft();
        // Not the request's token: others wait for the same work.
        if (await images.ThumbnailsAsync(picture, draft.Files, CancellationToken.None) is not ImageReading.Readable)
        {
            return false;
        }

        draft.Keep(blob);
        return true;
    }

    /// <summary>
    /// Files of all sizes for a worker to write, before it is known which bytes they are of; what is not kept is deleted.
    /// </summary>
    internal sealed class Draft(Thumbnails thumbnails, string folder) : IDisposable
    {
        /// <summary>Longest side in pixels → path.</summary>
        public IReadOnlyDictionary<int, string> Files { get; } =
            Sizes.ToDictionary(s => s, s => Path.Combine(folder, $"{Guid.NewGuid():N}.tmp"));

        public void Keep(BlobRef blob)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(thumbnails.PathOf(blob, 0))!);
                foreach (var (size, file) in Files.Where(f => File.Exists(f.Value)))
                {
                    File.Move(file, thumbnails.PathOf(blob, size), overwrite: true);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // They are made again when somebody asks for them.
            }
        }

        public void Dispose()
        {
            foreach (var left in Files.Values.Where(File.Exists))
            {
                File.Delete(left);
            }
        }
    }
}
