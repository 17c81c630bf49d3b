using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
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
    public Guid? ConversationId { get; init; }
    public Guid? SessionId { get; init; }

    /// <summary>Where the bytes were fetched from, if they can be had there again.</summary>
    public Uri? RemoteUrl { get; init; }

    /// <summary>The name that a signed address gave it.</summary>
    public string? StorageKey { get; init; }

    /// <summary>What was ordered: anything else is refused, and so is a clip that cannot be decoded, where that can be told.</summary>
    public MediaKind? Wanted { get; init; }

    /// <summary>The size in pixels that a picture is wanted in: another one is cut to it, and kept as it came beside.</summary>
    public (int Width, int Height)? Fit { get; init; }
}

/// <summary>
/// The one door in: whatever brings bytes comes through here. They are stored and made durable, detected from their content, proven
/// to be readable in the image worker, which makes the thumbnails from the same decode, and only then does a row of the library name
/// them. What is refused leaves nothing behind.
/// </summary>
public sealed class MediaIntake(LibraryContext db, BlobStore blobs, MediaProof.Reader reader)
{
    /// <summary>The item is added to the context; the caller saves it together with what it is for.</summary>
    /// <exception cref="RefusedException">413 too-large, 415 unsupported-media, 422 broken-media; the sentence says why.</exception>
    public async Task<MediaItem> TakeAsync(Stream bytes, MediaOrigin origin, CancellationToken cancel = default)
    {
        var put = await PutAsync(() => blobs.PutAsync(bytes, origin.FileName, sniffed: OfKnownKind, cancel: cancel));
        return await TakeAsync(put, origin, cancel);
    }

    /// <summary>
    /// As <see cref="TakeAsync(Stream, MediaOrigin, CancellationToken)"/>, of a file that <see cref="BlobStore.NewFile"/> has named: it is
    /// taken over.
    /// </summary>
    public async Task<MediaItem> TakeFileAsync(string file, MediaOrigin origin, CancellationToken cancel = default) =>
        await TakeAsync(await PutAsync(() => blobs.PutFileAsync(file, origin.FileName, OfKnownKind, cancel)), origin, cancel);

    /// <summary>
    /// As <see cref="TakeAsync(Stream, MediaOrigin, CancellationToken)"/>, of bytes that are here already; null when they are not.
    /// </summary>
    public async Task<MediaItem?> TakeKeptAsync(BlobRef blob, MediaOrigin origin, CancellationToken cancel = default) =>
        await blobs.FindAsync(blob, cancel) is { } put ? await TakeAsync(put, origin, cancel) : null;

    /// <summary>All of it but the row, which <see cref="Enter"/> adds: for what has to be looked at before a transaction is open.</summary>
    public async Task<MediaItem> PrepareFileAsync(string file, MediaOrigin origin, CancellationToken cancel = default) =>
        await PrepareAsync(await PutAsync(() => blobs.PutFileAsync(file, origin.FileName, OfKnownKind, cancel)), origin, cancel);

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
        if (origin.Wanted is { } wanted)
        {
            // Somebody else may want just that: the bytes stay, and verification clears away what nobody names.
            MediaProof.Reader.CheckWanted(put, wanted);
        }

        try
        {
            return MediaItem.From(await reader.ReadAsync(put, origin, cancel), origin);
        }
        catch (RefusedException refused) when (refused is not UnreadableNowException)
        {
            // Anyone who brings the same bytes is refused as well, so nobody's row can name them. After any other failure they
            // stay: somebody may be taking in the same ones at this moment, and verification clears away what nobody names.
            if (!put.WasHere)
            {
                blobs.Delete(put.Blob);
            }

            throw;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // An upload of the same bytes was refused at the same moment, and removed them.
            throw new RefusedException(
                StatusCodes.Status422UnprocessableEntity,
                "broken-media",
                "This file can’t be used. The same file was rejected a moment ago."
            );
        }
    }

    private static void OfKnownKind(string? type) => MediaProof.Reader.KindOf(type);

    private static async Task<Put> PutAsync(Func<Task<Put>> put)
    {
        try
        {
            return await put();
        }
        catch (BlobTooLargeException e)
        {
            throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge,
                "too-large",
                $"This file is too large. The limit is {e.Limit / (1024 * 1024):N0} MB."
            );
        }
    }
}
