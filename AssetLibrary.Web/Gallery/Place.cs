using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Replication;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>A device on which a file lies whole.</summary>
public sealed record Place(string Name, bool IsHere, DateTimeOffset VerifiedAt)
{
    /// <summary>All of them, this server first.</summary>
    public static async Task<IReadOnlyList<Place>> OfAsync(LibraryContext db, BlobRef blob, Guid here)
    {
        var places = await db.Copies()
            .Where(p => p.Sha256 == blob)
            .Join(db.Set<Device>(), p => p.DeviceId, d => d.Id, (p, d) => new Place(d.Name, d.Id == here, p.VerifiedAt))
            .ToListAsync();
        return [.. places.OrderByDescending(p => p.IsHere).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
