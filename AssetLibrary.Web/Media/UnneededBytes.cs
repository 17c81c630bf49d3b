using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Replication;

namespace AssetLibrary.Web.Media;

internal sealed class UnneededBytes(LibraryContext db, BlobStore blobs, Thumbnails thumbnails, DocumentPages pages) : IUnneededBytes
{
    public async Task PurgeAsync(BlobRef blob, long bytes, CancellationToken cancel)
    {
        if (!await NamedBlobs.AreNamedAsync(db, blob, cancel))
        {
            await blobs.PurgeAsync(blob, bytes, cancel);
            thumbnails.Delete(blob);
            pages.Delete(blob);
        }
    }
}
