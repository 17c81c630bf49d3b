using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Queue;

/// <summary>What a person can do to a job that stands in the queue.</summary>
public sealed class JobControl(LibraryContext db, RunningJobs running)
{
    /// <summary>Waiting jobs end at once; a running one is told to stop. False when it is over already.</summary>
    public async Task<bool> CancelAsync(Job job)
    {
        var now = db.Now;
        var mine = db.Set<Job>().Where(j => j.Id == job.Id);
        var ended = await mine.Where(j => j.State != JobState.Running && j.State != JobState.Succeeded && j.State != JobState.Failed && j.State != JobState.Cancelled)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.State, JobState.Cancelled).SetProperty(j => j.ErrorClass, ErrorClass.Cancelled).SetProperty(j => j.Error, "Cancelled.").SetProperty(j => j.EndedAt, now));
        var asked = await mine.Where(j => j.State == JobState.Running).ExecuteUpdateAsync(s => s.SetProperty(j => j.CancelAsked, true));
        running.Cancel(job.Id);
        db.Announce(Topics.Job, job.Id, job.ProjectId);
        await db.SaveChangesAsync();
        return ended + asked > 0;
    }
}
