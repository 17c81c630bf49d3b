using AssetLibrary.Web.Database;
using AssetLibrary.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Queue;

/// <summary>What a person can do to jobs that stand in the queue.</summary>
public sealed class JobControl(LibraryContext db, RunningJobs running)
{
    /// <summary>Waiting jobs end at once; running ones are told to stop. False when all are over already.</summary>
    public async Task<bool> CancelAsync(params IReadOnlyList<Job> jobs)
    {
        var now = db.Now;
        var ids = jobs.Select(j => j.Id).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var mine = db.Set<Job>().Where(j => ids.Contains(j.Id));
        var ended = await mine.Where(j => j.State != JobState.Running && j.State != JobState.Succeeded && j.State != JobState.Failed && j.State != JobState.Cancelled)
            .ExecuteUpdateAsync(s => s.SetProperty(j => j.State, JobState.Cancelled).SetProperty(j => j.ErrorClass, ErrorClass.Cancelled).SetProperty(j => j.Error, "Cancelled.").SetProperty(j => j.EndedAt, now));
        var asked = await mine.Where(j => j.State == JobState.Running).ExecuteUpdateAsync(s => s.SetProperty(j => j.CancelAsked, true));
        foreach (var job in jobs)
        {
            db.Announce(Topics.Job, job.Id, job.ProjectId);
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        ids.ForEach(running.Cancel);
        return ended + asked > 0;
    }
}
