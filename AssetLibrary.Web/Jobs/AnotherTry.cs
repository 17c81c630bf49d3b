using System.Security.Claims;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Jobs;

/// <summary>A failed picture is asked of another provider: a job of its own, so that the story of the first is kept.</summary>
public sealed class AnotherTry(LibraryContext db, PictureRequests requests)
{
    /// <exception cref="RefusedException">409 not-over; 422 where it is no picture, or this provider cannot take it.</exception>
    public async Task<Job> RunAsync(Job job, string provider)
    {
        if (!job.MayRetry)
        {
            throw new RefusedException(
                StatusCodes.Status409Conflict,
                "not-over",
                "Only jobs that failed, were cancelled or have an unclear charge can be retried."
            );
        }

        if (job.Kind != GenerationJob.KindName || provider.Length == 0)
        {
            throw RefusedException.Invalid("Only a picture can be retried with another provider. Set the provider.", "provider");
        }

        // Nothing of what the caller has read is changed here, and it must not are in the way of another attempt.
        db.ChangeTracker.Clear();
        // The old one's row is locked: a double click finds what the first click has made.
        return await db.WriteAsync(Held.Row<Job>(job.Id), async () =>
        {
            if (await Replaced(db, db.Set<Job>().Where(j => j.Id == job.Id)).AnyAsync())
            {
                throw new RefusedException(StatusCodes.Status409Conflict, "replaced", "This picture has already been ordered again.");
            }

            var another = await requests.AnotherAsync(job, provider, isFallback: false);
            db.Record("generation.requested", job.Id, job.ProjectId, provider);
            return another;
        });
    }

    /// <summary>Those of the jobs in whose place another provider's job stands that is neither failed nor cancelled.</summary>
    public static IQueryable<Job> Replaced(LibraryContext db, IQueryable<Job> jobs) =>
        jobs.Where(j =>
            db.Set<GenerationRequest>()
                .Any(r =>
                    (r.FallbackOf == j.Id || r.RetryOf == j.Id)
                    && db.Set<Job>().Any(n => n.Id == r.Id && n.State != JobState.Failed && n.State != JobState.Cancelled)
                )
        );
}

internal static class Running
{
    /// <summary>
    /// Anyone who may not generate does not begin again what somebody else had begun: a picture, or a model that reads a script.
    /// </summary>
    public static bool MayRun(this ClaimsPrincipal user, Job job) => !PaidKinds.Contains(job.Kind) || user.May(Policies.Generate);

    // Extraction is not under this room: its kind is named by its word.
    private static readonly string[] PaidKinds = [GenerationJob.KindName, "extraction", "reply"];
}
