using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Replication;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Media;

/// <summary>What lies where, in numbers of both layers.</summary>
/// <param name="Here">This server's own index.</param>
/// <param name="Announced">What the library's tables say of this server.</param>
/// <param name="Places">Files of the library by the number of good copies: none, one, two, three and more.</param>
/// <param name="Orphans">Files on this server that nothing names.</param>
/// <param name="Missing">Media whose bytes are on no device.</param>
/// <param name="NotHere">Media whose bytes are not on this server.</param>
/// <param name="AtRisk">Files of the highest class with fewer copies than wanted.</param>
/// <param name="Waiting">Copies that are to be made or removed.</param>
public sealed record StorageFigures(
    IndexTotals Here,
    long Announced,
    IReadOnlyList<long> Places,
    long Orphans,
    long Missing,
    long NotHere,
    long AtRisk,
    long Waiting
);

/// <summary>Asks both layers; files are named by their hash, so what has no row is found by what has.</summary>
public sealed class StorageReport(
    LibraryContext db,
    BlobIndex index,
    ThisServer server,
    ReplicationOptions options,
    IEnumerable<IWantedCopies> wanted
)
{
    public async Task<StorageFigures> ReadAsync(CancellationToken cancel)
    {
        var places = new long[4];
        foreach (
            var group in await Named()
                .Select(b => Math.Min(3, db.Copies().Count(p => p.Sha256 == b)))
                .GroupBy(n => n)
                .Select(g => new { Copies = g.Key, Files = g.LongCount() })
                .ToListAsync(cancel)
        )
        {
            places[group.Copies] += group.Files;
        }

        return new(
            index.Totals(),
            await db.Set<DevicePresence>().LongCountAsync(p => p.DeviceId == server.Id, cancel),
            places,
            await Orphans().LongCountAsync(cancel),
            await Missing().LongCountAsync(cancel),
            await NotHere().LongCountAsync(cancel),
            await AtRisk().Distinct().LongCountAsync(cancel),
            await db.Set<ReplicationRequest>().LongCountAsync(cancel)
        );
    }

    /// <summary>How many of the library's media are well on this server, elsewhere only, and missing everywhere.</summary>
    public async Task<IReadOnlyList<(string Outcome, long Count)>> HealthAsync(CancellationToken cancel)
    {
        var (all, missing, elsewhere) = (
            await db.Set<MediaItem>().LongCountAsync(cancel),
            await Missing().LongCountAsync(cancel),
            await NotHere().LongCountAsync(cancel)
        );
        return [("ok", all - missing - elsewhere), ("elsewhere", elsewhere), ("missing", missing)];
    }

    /// <summary>Files on this server that no row names.</summary>
    public IQueryable<BlobMeta> Orphans()
    {
        var named = string.Join(
            " ",
            NamedBlobs.Of(db).Select(c => $"""AND NOT EXISTS (SELECT 1 FROM "{c.Table}" n WHERE n."{c.Column}" = b."Sha256")""")
        );
#pragma warning disable EF1002 // names of our own model
        return db.Set<BlobMeta>()
            .FromSqlRaw($$"""SELECT b.* FROM "BlobMeta" b WHERE 1 = 1 {{named}}""")
#pragma warning restore EF1002
            .Where(b => db.Set<DevicePresence>().Any(p => p.Sha256 == b.Sha256 && p.DeviceId == server.Id));
    }

    /// <summary>Media of which there is no good copy on any device.</summary>
    public IQueryable<MediaItem> Missing() => db.Set<MediaItem>().Where(m => !db.Copies().Any(p => p.Sha256 == m.Sha256));

    /// <summary>Media that are elsewhere only.</summary>
    public IQueryable<MediaItem> NotHere() =>
        db.Set<MediaItem>()
            .Where(m =>
                db.Copies().Any(p => p.Sha256 == m.Sha256) && !db.Copies().Any(p => p.Sha256 == m.Sha256 && p.DeviceId == server.Id)
            );

    /// <summary>Bytes of the highest class that lie in fewer places than they should.</summary>
    public IQueryable<BlobRef> AtRisk() =>
        wanted
            .Select(w => w.Best())
            .Aggregate((a, b) => a.Union(b))
            .Where(b => db.Copies().Count(p => p.Sha256 == b) < options.CopiesOfBest);

    private IQueryable<BlobRef> Named() => db.Set<MediaItem>().Select(m => m.Sha256).Distinct();
}
