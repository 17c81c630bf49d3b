using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Shared.Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Jobs;

/// <summary>What is done to one job: whoever may not see it gets 404, whoever may not edit in its project 403.</summary>
public abstract class JobVerbPage(LibraryContext db, CurrentViewer viewer) : PageModel
{
    protected LibraryContext Db => db;

    public IActionResult OnGet() => Redirect("/Jobs");

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await db.Set<Job>().SingleOrDefaultAsync(j => j.Id == id) is not { } job)
        {
            return NotFound();
        }

        if (!await viewer.MayEditAsync(db, job.ProjectId))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await ActAsync(job);
        return Request.IsHtmx() ? new NoContentResult() : Redirect("/Jobs");
    }

    protected abstract Task ActAsync(Job job);
}

public sealed class CancelJobPage(LibraryContext db, CurrentViewer viewer, JobControl control) : JobVerbPage(db, viewer)
{
    protected override Task ActAsync(Job job) => control.CancelAsync(job);
}

public sealed class RetryJobPage(LibraryContext db, CurrentViewer viewer) : JobVerbPage(db, viewer)
{
    protected override async Task ActAsync(Job job)
    {
        if (!job.MayRetry)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "not-over", "Only a job that failed, was cancelled or is unsure can be tried again.");
        }

        job.Retry();
        Db.Announce(Topics.Job, job.Id, job.ProjectId);
        await Db.SaveChangesAsync();
    }
}

/// <summary>Cancels what is left of a batch; what is done stays.</summary>
public sealed class CancelBatchPage(LibraryContext db, CurrentViewer viewer, JobControl control) : PageModel
{
    public IActionResult OnGet() => Redirect("/Jobs");

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (await db.Set<Batch>().SingleOrDefaultAsync(b => b.Id == id) is not { } batch)
        {
            return NotFound();
        }

        if (!await viewer.MayEditAsync(db, batch.ProjectId))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        // A batch can reach over several projects; in each of them the person must be more than a reader.
        var left = await db.Set<Job>().Where(j => j.BatchId == id && j.EndedAt == null).ToListAsync();
        foreach (var project in left.GroupBy(j => j.ProjectId))
        {
            if (await viewer.MayEditAsync(db, project.Key))
            {
                await control.CancelAsync([.. project]);
            }
        }

        return Request.IsHtmx() ? new NoContentResult() : Redirect("/Jobs");
    }
}
