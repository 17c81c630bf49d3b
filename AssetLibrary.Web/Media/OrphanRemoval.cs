using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Replication;

namespace AssetLibrary.Web.Media;

/// <summary>
/// Takes away bytes that nothing names. Whatever a list said when somebody looked at it, the rows are asked again inside the transaction
/// that decides, and bytes that were put since then stay. They go to the quarantine, from where reading them brings them back.
/// </summary>
public static class OrphanRemoval
{
    /// <param name="db">The library.</param>
    /// <param name="blobs">This server's bytes.</param>
    /// <param name="here">This server.</param>
    /// <param name="blob">Which.</param>
    /// <param name="before">What was put later is somebody's, who is about to name it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>False when something names them, or somebody has just put them.</returns>
    public static Task<bool> RemoveAsync(
        LibraryContext db,
        BlobStore blobs,
        Guid here,
        BlobRef blob,
        DateTimeOffset before,
        CancellationToken cancel
    ) =>
        db.WriteAsync(
            async () =>
            {
                if (await NamedBlobs.AreNamedAsync(db, blob, cancel) || blobs.WasPutSince(blob, before))
                {
                    return false;
                }

                if (blobs.Has(blob) && blobs.Quarantine(blob, before) is null)
                {
                    return false; // it was put while we looked
                }

                await db.RemoveElsewhereAsync(here, [blob], cancel);
                db.Record("blob.quarantined", null, null, blob.ToString());
                return true;
            },
            cancel
        );
}
