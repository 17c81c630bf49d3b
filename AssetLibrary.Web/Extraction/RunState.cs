using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.Model;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Extraction;

/// <summary>How the newest extraction stands, and what the next one could be.</summary>
public sealed record RunState(
    ProjectPlace Place,
    int? DraftNumber,
    Guid? JobId,
    JobState? State,
    int Done,
    int? Total,
    string? Error,
    int Candidates,
    int Dropped,
    int? RunDraft,
    bool HasStyle,
    bool MayEdit
)
{
    public bool IsRunning => State is JobState.Queued or JobState.Waiting or JobState.Running;

    /// <summary>Of the candidates, those that were accepted before and have nothing new.</summary>
    public int Known { get; private init; }

    /// <summary>Said by the model, but not borne out by the script.</summary>
    public int Unproven { get; private init; }

    public bool FellBack { get; private init; }

    /// <summary>The language model that can be chosen; null where none is configured.</summary>
    public string? Model { get; private init; }

    public ExtractionEstimate? Estimate { get; private init; }

    public static async Task<RunState> LoadAsync(
        LibraryContext db,
        ProjectPlace place,
        ModelChoice models,
        Project project,
        Guid branchId,
        bool mayEdit
    )
    {
        var draft = await db.Set<Draft>().Where(d => d.BranchId == branchId).MaxAsync(d => (int?)d.Number);
        var run = await db.Set<ExtractionRun>()
            .Where(r => r.BranchId == branchId)
            .OrderByDescending(r => r.Id)
            .Join(
                db.Set<Job>(),
                r => r.Id,
                j => j.Id,
                (r, j) =>
                    new
                    {
                        r.Candidates,
                        r.Known,
                        r.Dropped,
                        r.Unproven,
                        r.FellBack,
                        j.Id,
                        j.State,
                        j.Done,
                        j.Total,
                        j.Error,
                        Draft = db.Set<Draft>().Where(d => d.Id == r.DraftId).Select(d => d.Number).First(),
                    }
            )
            .FirstOrDefaultAsync();
        var state = new RunState(
            place,
            draft,
            run?.Id,
            run?.State,
            run?.Done ?? 0,
            run?.Total,
            run?.Error,
            run?.Candidates ?? 0,
            run?.Dropped ?? 0,
            run?.Draft,
            project.StyleId is not null,
            mayEdit
        )
        {
            Known = run?.Known ?? 0,
            Unproven = run?.Unproven ?? 0,
            FellBack = run?.FellBack ?? false,
            Model = models.Model,
        };
        return mayEdit && !state.IsRunning ? state with { Estimate = await models.EstimateAsync(branchId) } : state;
    }
}
