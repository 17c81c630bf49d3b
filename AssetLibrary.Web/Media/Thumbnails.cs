using System.Collections.Concurrent;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Sqlite;

namespace AssetLibrary.Web.Media;

/// <summary>
/// Small WebP copies of pictures and of the posters of clips, kept as derived files that can be made again. Whoever asks first makes all sizes in one
/// decode; whoever asks meanwhile waits for that one.
/// </summary>
public sealed class Thumbnails(DataFolder folder, BlobStore blobs, ImageWorkers images, ClipReader clips)
{
    /// <summary>Longest sides in pixels.</summary>
    public static readonly IReadOnlyList<int> Sizes = [320, 640, 1280];

    private readonly ConcurrentDictionary<BlobRef, Lazy<Task<bool>>> making = new();

    /// <summary>The file, or null when the bytes are not here or cannot be read.</summary>
    /// <param name="blob">A picture or a clip.</param>
    /// <param name="size">One of <see cref="Sizes"/>.</param>
    /// <param name="ofClip">Its poster is made first.</param>
    public async Task<string?> FindOrMakeAsync(BlobRef blob, int size, bool ofClip = false)
    {
        var path = PathOf(blob, size);
        if (File.Exists(path))
        {
            return path;
        }

        var maker = making.GetOrAdd(blob, b => new(() => ofClip ? MakePosterAsync(b) : MakeAsync(b, blobs.PathOf(b))));
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
        return Path.Combine(folder.Derived, "thumbs", name[..2], $"{name}-{size}.webp");
    }

    private async Task<bool> MakePosterAsync(BlobRef blob)
    {
        var file = blobs.NewFile(".png");
        try
        {
            return blobs.Has(blob) && await clips.ReadAsync(blobs.PathOf(blob), CancellationToken.None) is { } clip
                && await clips.PosterAsync(blobs.PathOf(blob), clip, file, CancellationToken.None) && await MakeAsync(blob, file);
        }
        catch (ClipNotNowException)
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

        var targets = Sizes.ToDictionary(s => s, s => $"{PathOf(blob, s)}.{Guid.NewGuid():N}.tmp");
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(blob, 0))!);
        try
        {
            // Not the request's token: others wait for the same work.
            if (await images.ThumbnailsAsync(picture, targets, CancellationToken.None) is not ImageReading.Readable)
            {
                return false;
            }

            foreach (var (size, made) in targets)
            {
                File.Move(made, PathOf(blob, size), overwrite: true);
            }

            return true;
        }
        finally
        {
            foreach (var left in targets.Values)
            {
                File.Delete(left);
            }
        }
    }
}
