using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>What is being made of a subject right now, what waits, and why the last try failed if it did.</summary>
public sealed record SubjectJobs(Guid SubjectId, int Running, int Queued, int NeedApproval, string? LastError)
{
    public int Open => Running + Queued;

    public static async Task<SubjectJobs> OfAsync(LibraryContext db, Guid subjectId)
    {
        var jobs = db.Set<GenerationRequest>().Where(r => r.SubjectId == subjectId).Join(db.Set<Job>(), r => r.Id, j => j.Id, (_, j) => j);
        var last = await jobs.OrderByDescending(j => j.Id).Select(j => new { j.State, j.Error }).FirstOrDefaultAsync();
        var states = await jobs.Where(j => j.EndedAt == null)
            .GroupBy(j => j.State)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);
        return new(
            subjectId,
            states.GetValueOrDefault(JobState.Running),
            states.GetValueOrDefault(JobState.Queued)
                + states.GetValueOrDefault(JobState.Waiting)
                + states.GetValueOrDefault(JobState.Paused),
            states.GetValueOrDefault(JobState.Parked),
            last?.State is JobState.Failed or JobState.ChargeUnknown ? last.Error : null
        );
    }
}
