using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>What is being made of a subject right now, and why the last try failed if it did.</summary>
public sealed record SubjectJobs(Guid SubjectId, int Open, string? LastError)
{
    public static async Task<SubjectJobs> OfAsync(LibraryContext db, Guid subjectId)
    {
        var jobs = db.Set<GenerationRequest>().Where(r => r.SubjectId == subjectId).Join(db.Set<Job>(), r => r.Id, j => j.Id, (_, j) => j);
        var last = await jobs.OrderByDescending(j => j.Id).Select(j => new { j.State, j.Error }).FirstOrDefaultAsync();
        return new(
            subjectId,
            await jobs.CountAsync(j => j.EndedAt == null && j.State != JobState.ChargeUnknown),
            last?.State is JobState.Failed or JobState.ChargeUnknown ? last.Error : null
        );
    }
}
