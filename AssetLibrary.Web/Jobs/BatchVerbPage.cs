using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using Htmx;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Jobs;

/// <summary>What is done to the jobs of a batch that the person may change; a batch can reach over several projects.</summary>
public abstract class BatchVerbPage(LibraryContext db, CurrentViewer viewer) : PageModel
{
    protected LibraryContext Db => db;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Batch Batch { get; private set; } = null!;

    public virtual Task<IActionResult> OnGetAsync() => Task.FromResult<IActionResult>(Redirect("/Jobs"));

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        if (!await viewer.MayEditAsync(db, Batch.ProjectId))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        foreach (var project in (await Jobs(db.Set<Job>().Where(j => j.BatchId == Id)).ToListAsync()).GroupBy(j => j.ProjectId))
        {
            if (await viewer.MayEditAsync(db, project.Key) && (!Begins || project.All(User.MayRun)))
            {
                await ActAsync([.. project]);
            }
        }

        return Request.IsHtmx() ? new NoContentResult() : Redirect("/Jobs");
    }

    protected async Task<bool> LoadAsync()
    {
        if (await db.Set<Batch>().SingleOrDefaultAsync(b => b.Id == Id) is not { } batch)
        {
            return false;
        }

        Batch = batch;
        return true;
    }

    /// <summary>Which of the batch's jobs it is about.</summary>
    protected virtual IQueryable<Job> Jobs(IQueryable<Job> jobs) => jobs.Where(j => j.EndedAt == null);

    /// <summary>Work begins with it that may cost money.</summary>
    protected virtual bool Begins => false;

    protected abstract Task ActAsync(IReadOnlyList<Job> jobs);
}

/// <summary>Cancels what is left of a batch; what is done stays. Before that it shows what would go.</summary>
public sealed class CancelBatchPage(LibraryContext db, CurrentViewer viewer, JobControl control) : BatchVerbPage(db, viewer)
{
    public IReadOnlyList<(JobState State, int Count)> Left { get; private set; } = [];
    public int Done { get; private set; }

    public override async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        var counts = await Db.Set<Job>()
            .Where(j => j.BatchId == Id)
            .GroupBy(j => new { j.State, Open = j.EndedAt == null })
            .Select(g => new
            {
                g.Key.State,
                g.Key.Open,
                Count = g.Count(),
            })
            .ToListAsync();
        Left = [.. counts.Where(c => c.Open).OrderBy(c => c.State).Select(c => (c.State, c.Count))];
        Done = counts.Where(c => c.State == JobState.Succeeded).Sum(c => c.Count);
        return Page();
    }

    protected override Task ActAsync(IReadOnlyList<Job> jobs) => control.CancelAsync(jobs);
}

public sealed class PauseBatchPage(LibraryContext db, CurrentViewer viewer, JobControl control) : BatchVerbPage(db, viewer)
{
    protected override Task ActAsync(IReadOnlyList<Job> jobs) => control.PauseAsync(jobs);
}

public sealed class ResumeBatchPage(LibraryContext db, CurrentViewer viewer, JobControl control) : BatchVerbPage(db, viewer)
{
    protected override bool Begins => true;

    protected override Task ActAsync(IReadOnlyList<Job> jobs) => control.ResumeAsync(jobs);
}

/// <summary>Tries everything of a batch again that failed.</summary>
public sealed class RetryBatchPage(LibraryContext db, CurrentViewer viewer, JobControl control) : BatchVerbPage(db, viewer)
{
    protected override bool Begins => true;

    // In the place of some another provider's picture stands already.
    protected override IQueryable<Job> Jobs(IQueryable<Job> jobs)
    {
        var replaced = AnotherTry.Replaced(Db, jobs).Select(j => j.Id);
        return jobs.Where(j => j.State == JobState.Failed && !replaced.Contains(j.Id));
    }

    protected override async Task ActAsync(IReadOnlyList<Job> jobs)
    {
        foreach (var job in jobs)
        {
            await control.RetryAsync(job);
        }
    }
}
