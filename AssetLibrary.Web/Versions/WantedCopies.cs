using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>What is best in a history is what a studio would miss.</summary>
internal sealed class WantedCopies(LibraryContext db) : IWantedCopies
{
    public IQueryable<BlobRef> Best() =>
        from history in db.Set<History>()
        join version in db.Set<AssetVersion>()
            on new { HistoryId = history.Id, Number = history.BestNumber } equals new { version.HistoryId, Number = (int?)version.Number }
        join item in db.Set<MediaItem>() on version.MediaId equals item.Id
        select item.Sha256;

    public IQueryable<BlobRef> All() => db.Set<MediaItem>().Select(m => m.Sha256);
}
