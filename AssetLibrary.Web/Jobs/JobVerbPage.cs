using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using Htmx;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Jobs;

/// <summary>What is done to one job: anyone who may not see it gets 404, anyone who may not edit in its project 403.</summary>
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

        if (!await viewer.MayEditAsync(db, job.ProjectId) || (Begins && !User.MayRun(job)))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await ActAsync(job);
        return Request.IsHtmx() ? new NoContentResult() : Redirect("/Jobs");
    }

    /// <summary>Work begins with it that may cost money.</summary>
    protected virtual bool Begins => false;

    protected abstract Task ActAsync(Job job);
}

public sealed class CancelJobPage(LibraryContext db, CurrentViewer viewer, JobControl control) : JobVerbPage(db, viewer)
{
    protected override Task ActAsync(Job job) => control.CancelAsync(job);
}

public sealed class RetryJobPage(LibraryContext db, CurrentViewer viewer, JobControl control) : JobVerbPage(db, viewer)
{
    protected override bool Begins => true;

    protected override Task ActAsync(Job job) => control.RetryAsync(job);
}

public sealed class PauseJobPage(LibraryContext db, CurrentViewer viewer, JobControl control) : JobVerbPage(db, viewer)
{
    protected override Task ActAsync(Job job) => control.PauseAsync(job);
}

public sealed class ResumeJobPage(LibraryContext db, CurrentViewer viewer, JobControl control) : JobVerbPage(db, viewer)
{
    protected override bool Begins => true;

    protected override Task ActAsync(Job job) => control.ResumeAsync(job);
}

/// <summary>One click of an admin lets a job run although a budget stands against it.</summary>
[Authorize(Policy = Policies.Admin)]
public sealed class ApproveJobPage(LibraryContext db, CurrentViewer viewer, JobControl control) : JobVerbPage(db, viewer)
{
    protected override Task ActAsync(Job job) => control.ApproveAsync(job);
}

/// <summary>The same picture from another provider; what failed stays as it is.</summary>
public sealed class AnotherProviderPage(LibraryContext db, CurrentViewer viewer, AnotherTry another) : JobVerbPage(db, viewer)
{
    [BindProperty]
    public string? Provider { get; set; }

    protected override bool Begins => true;

    protected override Task ActAsync(Job job) => another.RunAsync(job, Provider ?? "");
}
