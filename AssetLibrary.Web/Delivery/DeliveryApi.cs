using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Delivery;

internal static class DeliveryApi
{
    public static void MapDeliveryApi(this RouteGroupBuilder api)
    {
        api.MapPost("/media/{id:guid}/refresh", RefreshAsync);
        api.MapPost("/media/verify-repair", VerifyAsync).RequireAuthorization(Policies.Admin);
    }

    /// <summary>Fetches the bytes where they are missing; whoever sees the picture may ask.</summary>
    private static async Task<IResult> RefreshAsync(
        Guid id,
        LibraryContext db,
        BlobStore blobs,
        MissingBytes missing,
        CancellationToken cancel
    )
    {
        var item = await db.Set<MediaItem>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel);
        return item is null ? Problem.NotFound()
            : blobs.Has(item.Sha256) ? Results.Ok(new { here = true, jobId = (Guid?)null })
            : await missing.JobAsync(id, now: true, cancel) is { } job
                ? Results.Accepted($"/api/v1/jobs/{job}", new { here = false, jobId = (Guid?)job })
            : Problem.Of(
                StatusCodes.Status404NotFound,
                "not-here",
                "This file is missing from storage, and no other place is known for it."
            );
    }

    private static async Task<IResult> VerifyAsync(LibraryContext db, ThisServer server)
    {
        var job = await VerifyStart.BeginAsync(db, server.Id);
        return Results.Accepted($"/api/v1/jobs/{job}", new { jobId = job });
    }
}

internal static class VerifyStart
{
    /// <summary>One at a time: a second one is the first.</summary>
    public static Task<Guid> BeginAsync(LibraryContext db, Guid server) =>
        db.WriteAsync(async () =>
        {
            var open = await db.Set<Job>()
                .Where(j => j.Kind == VerifyJob.KindName && j.ServerId == server && j.EndedAt == null)
                .Select(j => (Guid?)j.Id)
                .FirstOrDefaultAsync();
            if (open is { } already)
            {
                return already;
            }

            var job = db.Enqueue(new Job(VerifyJob.KindName, "Verify and repair files", projectId: null) { ServerId = server });
            db.Record("media.verify", job.Id, null);
            return job.Id;
        });
}
