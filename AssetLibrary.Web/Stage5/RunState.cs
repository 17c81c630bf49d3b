using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Stage5;

/// <summary>How the newest extraction stands.</summary>
public sealed record RunState(ProjectPlace Place, int? DraftNumber, Guid? JobId, JobState? State, int Done, int? Total, string? Error, int Candidates, int Dropped, int? RunDraft, bool HasStyle, bool MayEdit)
{
    public bool IsRunning => State is JobState.Queued or JobState.Waiting or JobState.Running;

    public static async Task<RunState> LoadAsync(LibraryContext db, ProjectPlace place, Project project, Guid branchId, bool mayEdit)
    {
        var draft = await db.Set<Draft>().Where(d => d.BranchId == branchId).MaxAsync(d => (int?)d.Number);
        var run = await db.Set<ExtractionRun>().Where(r => r.BranchId == branchId).OrderByDescending(r => r.Id)
            .Join(db.Set<Job>(), r => r.Id, j => j.Id, (r, j) => new { r.Candidates, r.Dropped, j.Id, j.State, j.Done, j.Total, j.Error, Draft = db.Set<Draft>().Where(d => d.Id == r.DraftId).Select(d => d.Number).First() }).FirstOrDefaultAsync();
        return new(place, draft, run?.Id, run?.State, run?.Done ?? 0, run?.Total, run?.Error, run?.Candidates ?? 0, run?.Dropped ?? 0, run?.Draft, project.StyleId is not null, mayEdit);
    }
}
