using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Replication.Buckets;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Gallery;

/// <summary>Files that were put straight into the bucket, by an address that was signed for that.</summary>
internal sealed class BucketUploads(BucketDevice bucket, BlobStore blobs, MediaIntake intake, LibraryContext db)
{
    /// <summary>Takes it in as any other file, and leaves its bytes in the bucket, under their own address.</summary>
    /// <exception cref="RefusedException">404 when nobody has put anything under the key; else as every intake.</exception>
    public async Task<MediaItem> TakeAsync(string key, Guid? project, CancellationToken cancel)
    {
        try
        {
            return await TakeOutAsync(key, project, cancel);
        }
        catch (StoreTroubleException e)
        {
            throw new RefusedException(StatusCodes.Status503ServiceUnavailable, "bucket", e.Message);
        }
    }

    private async Task<MediaItem> TakeOutAsync(string key, Guid? project, CancellationToken cancel)
    {
        await using var bytes = await bucket.Store.OpenKeyAsync(key, cancel)
            ?? throw new RefusedException(StatusCodes.Status404NotFound, "not-uploaded", "Nothing has been uploaded under this key.");
        var name = Path.GetFileName(key);
        var item = await intake.TakeAsync(
            bytes,
            new(MediaSource.Upload, Path.GetFileNameWithoutExtension(name), name, project) { StorageKey = key },
            cancel
        );
        await db.SaveChangesAsync(cancel);
        try
        {
            await MoveAsync(key, item, name, cancel);
        }
        catch (StoreTroubleException)
        {
            // It is here and has its row: the copy in the bucket is made like any other that is missing.
        }

        return item;
    }

    private async Task MoveAsync(string key, MediaItem item, string name, CancellationToken cancel)
    {
        await bucket.Store.PutAsync(item.Sha256, blobs.PathOf(item.Sha256), new(name, item.ContentType), cancel);
        await bucket.SayAsync(db, cancel);
        await db.WriteAsync(() => db.ArrivedAsync(bucket.Id, [item.Sha256], cancel), cancel);
        await bucket.Store.DeleteKeyAsync(key, cancel);
    }
}
