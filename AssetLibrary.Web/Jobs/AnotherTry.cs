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
            throw new RefusedException(StatusCodes.Status409Conflict, "not-over", "Only a job that failed, was cancelled or is unsure can be tried again.");
        }

        if (job.Kind != GenerationJob.KindName || provider.Length == 0)
        {
            throw RefusedException.Invalid("Only a picture can be asked of another provider; name it.", "provider");
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                // The old one's row is held: a double click finds what the first click has made.
                await db.Set<Job>().Where(j => j.Id == job.Id).ExecuteUpdateAsync(s => s.SetProperty(j => j.RetryCount, j => j.RetryCount));
                if (await Replaced(db, db.Set<Job>().Where(j => j.Id == job.Id)).AnyAsync())
                {
                    throw new RefusedException(StatusCodes.Status409Conflict, "replaced", "Another provider has been asked for this picture already.");
                }

                var another = await requests.AnotherAsync(job, provider, byItself: false);
                db.Record("generation.requested", job.Id, job.ProjectId, provider);
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return another;
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                db.ChangeTracker.Clear();       // somebody asked for the same take at the same moment
            }
        }
    }

    /// <summary>Those of the jobs in whose place another provider's job stands that is neither failed nor cancelled.</summary>
    public static IQueryable<Job> Replaced(LibraryContext db, IQueryable<Job> jobs) => jobs.Where(j => db.Set<GenerationRequest>().Any(r =>
        (r.FallbackOf == j.Id || r.RetryOf == j.Id) && db.Set<Job>().Any(n => n.Id == r.Id && n.State != JobState.Failed && n.State != JobState.Cancelled)));
}

internal static class Running
{
    /// <summary>Who may not generate does not begin again what somebody else had begun.</summary>
    public static bool MayRun(this ClaimsPrincipal user, Job job) => job.Kind != GenerationJob.KindName || user.May(Policies.Generate);
}
