using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Media;

/// <summary>Where bytes lie, for anyone who may see them; and both layers of storage, for admins.</summary>
internal static class BlobsApi
{
    private const int MostListed = 500;

    public static void MapBlobsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/blobs/{sha256}/presence", PresenceAsync);
        var admin = api.MapGroup("/admin").RequireAuthorization(Policies.Admin);
        admin.MapGet("/storage", async (StorageReport report, CancellationToken cancel) => Results.Ok(await report.ReadAsync(cancel)));
        admin.MapGet("/blobs", ListAsync);
        admin.MapPatch("/blobs/{sha256}", RenameAsync);
        admin.MapDelete("/blobs/{sha256}", DeleteAsync);
        admin.MapGet("/orphans", OrphansAsync);
        admin.MapGet("/missing", MissingAsync);
        admin.MapPost("/backfill", Backfill);
    }

    private static async Task<IResult> PresenceAsync(
        string sha256,
        LibraryContext db,
        IEnumerable<IBlobReferences> references,
        ThisServer server,
        CancellationToken cancel
    )
    {
        if (!BlobRef.TryParse(sha256, out var blob) || !await IsSeenAsync(references, blob, cancel))
        {
            return Problem.NotFound();
        }

        var copies = await db.Set<DevicePresence>()
            .Where(p => p.Sha256 == blob)
            .Join(
                db.Set<Device>(),
                p => p.DeviceId,
                d => d.Id,
                (p, d) =>
                    new
                    {
                        DeviceId = d.Id,
                        d.Name,
                        d.Kind,
                        p.Health,
                        p.VerifiedAt,
                    }
            )
            .ToListAsync(cancel);
        return Results.Ok(new { here = copies.Exists(c => c.DeviceId == server.Id && c.Health == BlobHealth.Ok), items = copies });
    }

    private static async Task<bool> IsSeenAsync(IEnumerable<IBlobReferences> references, BlobRef blob, CancellationToken cancel)
    {
        foreach (var room in references)
        {
            if (await room.ContentTypeAsync(blob, cancel) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<IResult> ListAsync(
        BlobHealth? health,
        string? after,
        int? limit,
        LibraryContext db,
        BlobIndex index,
        BlobStore blobs,
        ThisServer server,
        CancellationToken cancel
    )
    {
        var most = Math.Clamp(limit ?? 100, 1, MostListed);
        var last = BlobRef.TryParse(after, out var known) ? known.ToString() : "";
        var page = await db.Set<BlobMeta>()
            .FromSql($"""SELECT * FROM "BlobMeta" WHERE "Sha256" > {last}""")
            .AsNoTracking()
            .Where(b => health == null || db.Set<DevicePresence>().Any(p => p.Sha256 == b.Sha256 && p.Health == health))
            .OrderBy(b => b.Sha256)
            .Take(most)
            .Select(b => new
            {
                b.Sha256,
                b.FileName,
                b.Bytes,
                b.ContentType,
                Health = db.Set<DevicePresence>()
                    .Where(p => p.Sha256 == b.Sha256 && p.DeviceId == server.Id)
                    .Select(p => (BlobHealth?)p.Health)
                    .FirstOrDefault(),
                Devices = db.Copies().Count(p => p.Sha256 == b.Sha256),
            })
            .ToListAsync(cancel);
        return Results.Ok(
            new
            {
                items = page.ConvertAll(b => new
                {
                    b.Sha256,
                    b.FileName,
                    b.Bytes,
                    b.ContentType,
                    Health = b.Health ?? BlobHealth.Missing,
                    b.Devices,
                    Here = blobs.Has(b.Sha256),
                    Announced = index.Find(b.Sha256)?.Announced,
                }),
                next = page.Count == most ? page[^1].Sha256.ToString() : null,
            }
        );
    }

    private sealed record NewName(string? FileName);

    private static async Task<IResult> RenameAsync(string sha256, NewName body, LibraryContext db, DiskStore disk, CancellationToken cancel)
    {
        var name = SearchText.Cut(Path.GetFileName(SearchText.Clean(body.FileName).Replace('\\', '/')), 300);
        if (name.Length == 0)
        {
            throw RefusedException.Invalid("Name the file.", "fileName");
        }

        if (!BlobRef.TryParse(sha256, out var blob))
        {
            return Problem.NotFound();
        }

        var known = await db.WriteAsync(
            async () =>
            {
                var renamed = await db.Set<BlobMeta>()
                    .Where(b => b.Sha256 == blob)
                    .ExecuteUpdateAsync(s => s.SetProperty(b => b.FileName, name), cancel);
                if (renamed > 0)
                {
                    db.Record("blob.renamed", null, null, name);
                }

                return renamed;
            },
            cancel
        );
        return await disk.RenameAsync(blob, name, cancel) || known > 0 ? Results.NoContent() : Problem.NotFound();
    }

    /// <summary>Only what nothing names: into the quarantine, and out of every other place of the library.</summary>
    private static async Task<IResult> DeleteAsync(
        string sha256,
        LibraryContext db,
        BlobStore blobs,
        BlobOptions options,
        ThisServer server,
        CancellationToken cancel
    )
    {
        if (!BlobRef.TryParse(sha256, out var blob))
        {
            return Problem.NotFound();
        }

        var isKnown = blobs.Has(blob) || await db.Set<DevicePresence>().AnyAsync(p => p.Sha256 == blob, cancel);
        if (!isKnown)
        {
            return Problem.NotFound();
        }

        return await OrphanRemoval.RemoveAsync(db, blobs, server.Id, blob, options.OldEnough(db.Now), cancel)
            ? Results.NoContent()
            : Problem.Of(
                StatusCodes.Status409Conflict,
                "named",
                "Something in the library uses this file, or it was uploaded a short while ago."
            );
    }

    private static async Task<IResult> OrphansAsync(StorageReport report, CancellationToken cancel) =>
        Results.Ok(
            new
            {
                items = await report
                    .Orphans()
                    .OrderByDescending(b => b.Bytes)
                    .Take(MostListed)
                    .Select(b => new
                    {
                        b.Sha256,
                        b.FileName,
                        b.Bytes,
                        b.ContentType,
                        b.CreatedAt,
                    })
                    .ToListAsync(cancel),
            }
        );

    private static async Task<IResult> MissingAsync(StorageReport report, CancellationToken cancel) =>
        Results.Ok(
            new
            {
                items = await report
                    .Missing()
                    .OrderBy(m => m.Id)
                    .Take(MostListed)
                    .Select(m => new
                    {
                        m.Id,
                        m.Title,
                        m.Sha256,
                        m.ProjectId,
                    })
                    .ToListAsync(cancel),
            }
        );

    private static IResult Backfill(BlobIndex index) => Results.Ok(new { blobs = index.AnnounceAgain() });
}
