using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Extraction;

/// <summary>A room above says what each new candidate could become; it adds its rows to the same save.</summary>
public interface ICandidateProposals
{
    Task ProposeAsync(ExtractionRun run, IReadOnlyList<Candidate> candidates, CancellationToken cancel);
}

/// <summary>A draft → candidates with evidence. All of a run appears at once, or nothing.</summary>
public sealed class ExtractionJob(LibraryContext db, DraftImport drafts, IEnumerable<ICandidateProposals> proposals) : IJobHandler
{
    public const string KindName = "extraction";
    public const string BuiltIn = "built-in";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);

    public string Kind => KindName;

    /// <summary>Adds the job to what the caller is about to save.</summary>
    /// <exception cref="RefusedException">409 style-required, no-script; 422 for an extractor that is not there.</exception>
    public static async Task<Job> RequestAsync(LibraryContext db, Project project, Branch branch, string? extractor, CancellationToken cancel = default)
    {
        if (extractor is not (null or "" or BuiltIn))
        {
            throw RefusedException.Invalid($"There is no extractor “{extractor}” here; the one that is there is called {BuiltIn}.");
        }

        var style = project.RequireStyle();
        if (db.Database.CurrentTransaction is not null)
        {
            // Two clicks at the same moment: the second waits here, and then finds the first one's job.
            await db.Set<Branch>().Where(b => b.Id == branch.Id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Name, b => b.Name), cancel);
        }

        var draft = await db.Set<Draft>().Where(d => d.BranchId == branch.Id).OrderByDescending(d => d.Number).FirstOrDefaultAsync(cancel)
            ?? throw new RefusedException(StatusCodes.Status409Conflict, "no-script", "Bring a script first: there is nothing to extract from.");
        if (await db.Set<Job>().Where(j => j.Kind == KindName && j.ProjectId == project.Id && j.EndedAt == null)
            .Join(db.Set<ExtractionRun>().Where(r => r.BranchId == branch.Id), j => j.Id, r => r.Id, (j, _) => j).FirstOrDefaultAsync(cancel) is { } running)
        {
            return running;     // a second click while it runs asks for the same thing
        }

        var job = db.Enqueue(new Job(KindName, $"Extract draft {draft.Number} of {project.Name}", project.Id));
        db.Add(new ExtractionRun { Id = job.Id, ProjectId = project.Id, BranchId = branch.Id, DraftId = draft.Id, Extractor = BuiltIn, StyleId = style });
        return job;
    }

    public async Task RunAsync(JobRun run)
    {
        var extraction = await db.Set<ExtractionRun>().SingleAsync(r => r.Id == run.Job.Id, run.Cancel);
        var draft = await db.Set<Draft>().SingleAsync(d => d.Id == extraction.DraftId, run.Cancel);
        var screenplay = await drafts.OpenAsync(draft, run.Cancel)
            ?? throw new JobFailedException(new(FailureStage.Parse, ErrorClass.Broken, $"The bytes of draft {draft.Number} are not on this server."));
        var found = await ExtractAsync(run, screenplay);
        await using var transaction = await db.Database.BeginTransactionAsync(run.Cancel);
        await StoreAsync(extraction, found, run.Cancel);
        await run.SucceedAsync(new { runId = extraction.Id, candidates = extraction.Candidates, dropped = extraction.Dropped, tiers = new { } });
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task<IReadOnlyList<FoundAsset>> ExtractAsync(JobRun run, Screenplay screenplay)
    {
        var scenesDone = 0;
        var total = Math.Max(1, screenplay.Scenes.Count);
        await run.ReportAsync(0, total);
        var work = Task.Run(() => BuiltInExtractor.Extract(screenplay, (done, _) => Volatile.Write(ref scenesDone, done), run.Cancel), run.Cancel);
        while (await Task.WhenAny(work, Task.Delay(Look, run.Cancel)) != work && !run.Cancel.IsCancellationRequested)
        {
            await run.ReportAsync(Volatile.Read(ref scenesDone), total);
        }

        return await work;
    }

    private async Task StoreAsync(ExtractionRun run, IReadOnlyList<FoundAsset> found, CancellationToken cancel)
    {
        // The scenes of the draft that was read, by their place in it: a newer draft may have come in meanwhile.
        var scenes = (await db.Set<SceneText>().Where(t => t.DraftId == run.DraftId).OrderBy(t => t.FromLine).Join(db.Set<Scene>(), t => t.SceneId, s => s.Id, (t, s) => new { t.FromLine, Scene = s }).ToListAsync(cancel))
            .OrderBy(r => r.FromLine).Select((r, i) => (Ordinal: i + 1, r.Scene)).ToDictionary(r => r.Ordinal, r => r.Scene);
        await db.Set<Branch>().Where(b => b.Id == run.BranchId).ExecuteUpdateAsync(s => s.SetProperty(b => b.Name, b => b.Name), cancel);       // one run at a time stores
        var ids = scenes.ToDictionary(s => s.Key, s => s.Value.Id);
        await db.Set<Candidate>().Where(c => c.BranchId == run.BranchId && c.State == CandidateState.Open)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CandidateState.Superseded), cancel);
        var rejected = (await db.Set<Candidate>().Where(c => c.BranchId == run.BranchId && c.State == CandidateState.Rejected).Select(c => new { c.Type, c.NormalizedName }).ToListAsync(cancel))
            .Select(c => (c.Type, c.NormalizedName)).ToHashSet();
        var candidates = new List<Candidate>();
        foreach (var item in found)
        {
            var candidate = Candidate.From(run, candidates.Count, item, ids);
            if (rejected.Contains((candidate.Type, candidate.NormalizedName)))
            {
                run.Dropped++;
                continue;
            }

            candidates.Add(candidate);
            db.AddRange(item.Evidence.Select(e => new Evidence
            {
                CandidateId = candidate.Id,
                ProjectId = run.ProjectId,
                SceneId = ids.TryGetValue(e.Scene, out var scene) ? scene : null,
                SceneNumber = scenes.TryGetValue(e.Scene, out var row) ? SearchText.Cut(row.Number ?? row.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture), 32) : null,
                Line = e.Line,
                Quote = e.Quote,
            }));
        }

        run.Candidates = candidates.Count;
        db.AddRange(candidates);
        foreach (var room in proposals)
        {
            await room.ProposeAsync(run, candidates, cancel);
        }

        db.Announce(Topics.Candidate, run.Id, run.ProjectId);
    }
}
