using System.Text.Json;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.Model;
using AssetLibrary.Web.Live;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Extraction;

/// <summary>
/// What a room above makes of new candidates. It looks before anything is locked; its answer takes those that were stored, writes beside
/// them, and tells how many need nobody's decision any more.
/// </summary>
public interface ICandidateIntake
{
    Task<Func<IReadOnlyList<Candidate>, Task<int>>> LookAsync(
        ExtractionRun run,
        IReadOnlyList<Candidate> candidates,
        CancellationToken cancel
    );
}

/// <summary>A draft → candidates with evidence. All of a run appears at once, or nothing.</summary>
public sealed class ExtractionJob(
    LibraryContext db,
    DraftImport drafts,
    IEnumerable<IExtractor> extractors,
    IEnumerable<ICandidateIntake> rooms,
    CostLedger ledger,
    TimeProvider time
) : IJobHandler
{
    public const string KindName = "extraction";
    public const string BuiltIn = BuiltInExtractor.ExtractorName;
    public const string LanguageModel = LanguageModelExtractor.ExtractorName;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    public string Kind => KindName;

    /// <summary>
    /// Adds the job to what the caller is about to save. The branch's row is locked: of two clicks, the second finds the first one's job.
    /// </summary>
    /// <exception cref="RefusedException">409 style-required, no-script, not-configured; 422 for an extractor that is not
    /// there.</exception>
    public static async Task<Job> RequestAsync(
        LibraryContext db,
        Project project,
        Branch branch,
        IEnumerable<IExtractor> extractors,
        WantedRun order,
        CancellationToken cancel = default
    )
    {
        var wanted = string.IsNullOrEmpty(order.Extractor) ? BuiltIn : order.Extractor;
        var known = extractors.ToList();
        var reader = known.Find(e => e.Name == wanted)
            ?? throw RefusedException.Invalid(
                $"Unknown extractor “{SearchText.Cut(wanted, 60)}”. Use {string.Join(" or ", known.Select(e => e.Name))}.",
                "extractor"
            );
        if (reader.Missing is { } missing)
        {
            throw new RefusedException(StatusCodes.Status409Conflict, "not-configured", missing);
        }

        var style = project.RequireStyle();
        var draft = await db.Set<Draft>().Where(d => d.BranchId == branch.Id).OrderByDescending(d => d.Number).FirstOrDefaultAsync(cancel)
            ?? throw new RefusedException(StatusCodes.Status409Conflict, "no-script", "Import a script before you extract.");
        if (
            await db.Set<Job>()
                .Where(j => j.Kind == KindName && j.ProjectId == project.Id && j.EndedAt == null)
                .Join(db.Set<ExtractionRun>().Where(r => r.BranchId == branch.Id), j => j.Id, r => r.Id, (j, _) => j)
                .FirstOrDefaultAsync(cancel) is
            { } running
        )
        {
            return running; // a second click while it runs asks for the same thing
        }

        if (!order.Again && await JustEndedAsync(db, draft, wanted, style, order.Asked, cancel) is { } ended)
        {
            return ended;
        }

        var job = db.Enqueue(
            new Job(KindName, $"Extract draft {draft.Number} of {project.Name}", project.Id) { ConcurrencyGroup = KindName }
        );
        var run = new ExtractionRun
        {
            Id = job.Id,
            ProjectId = project.Id,
            BranchId = branch.Id,
            DraftId = draft.Id,
            Extractor = wanted,
            StyleId = style,
            Fallback = order.Fallback && wanted != BuiltIn,
        };
        reader.Prepare(run);
        db.Add(run);
        return job;
    }

    /// <summary>
    /// A run takes less time than a second click or than requests at one moment lie apart: the one that ended after this was
    /// asked, or a moment before, is what it asks for.
    /// </summary>
    private static Task<Job?> JustEndedAsync(
        LibraryContext db,
        Draft draft,
        string extractor,
        Guid style,
        DateTimeOffset asked,
        CancellationToken cancel
    )
    {
        var since = asked - Moment;
        return db.Set<ExtractionRun>()
            .Where(r => r.DraftId == draft.Id && r.Extractor == extractor && r.StyleId == style)
            .Join(
                db.Set<Job>().Where(j => j.Kind == KindName && j.State == JobState.Succeeded && j.EndedAt > since),
                r => r.Id,
                j => j.Id,
                (_, j) => j
            )
            .OrderByDescending(j => j.Id)
            .FirstOrDefaultAsync(cancel);
    }

    public async Task RunAsync(JobRun run)
    {
        var extraction = await db.Set<ExtractionRun>().SingleAsync(r => r.Id == run.Job.Id, run.Cancel);
        var draft = await db.Set<Draft>().SingleAsync(d => d.Id == extraction.DraftId, run.Cancel);
        var screenplay = await drafts.OpenAsync(draft, run.Cancel)
            ?? throw new JobFailedException(new(FailureStage.Parse, ErrorClass.Broken, $"Draft {draft.Number} is missing from storage."));
        var length = screenplay.Source.Length;
        var started = time.GetTimestamp();
        var report = new ExtractionReport(run.ReportAsync);
        var found = await ExtractAsync(run, extraction, screenplay, report);
        extraction.ElapsedMs += (long)time.GetElapsedTime(started).TotalMilliseconds;
        (extraction.CachedScenes, extraction.Unproven) = (report.CachedScenes, report.DroppedCount);
        extraction.Tiers = JsonSerializer.Serialize(report.Tiers, JsonSerializerOptions.Web);
        extraction.Notices = JsonSerializer.Serialize(report.Notices, JsonSerializerOptions.Web);
        extraction.Unbelieved = JsonSerializer.Serialize(report.Dropped, JsonSerializerOptions.Web);
        var candidates = await CandidatesAsync(extraction, found, run.Cancel);
        var takeIn = new List<Func<IReadOnlyList<Candidate>, Task<int>>>();
        foreach (var room in rooms)
        {
            takeIn.Add(await room.LookAsync(extraction, candidates.ConvertAll(c => c.Candidate), run.Cancel));
        }

        // One run at a time stores what it found on a branch.
        await db.WriteAsync(
            Held.Row<Branch>(extraction.BranchId),
            async () =>
            {
                await StoreAsync(extraction, candidates, takeIn, run.Cancel);
                await ledger.ReleaseAsync([extraction.Id], run.Cancel);
                await run.SucceedAsync(
                    new
                    {
                        runId = extraction.Id,
                        candidates = extraction.Candidates,
                        known = extraction.Known,
                        dropped = extraction.Dropped + extraction.Unproven,
                        tiers = report.Tiers,
                    }
                );
            },
            run.Cancel
        );
        ReadingMemory.GiveBack(length);
    }

    private async Task<IReadOnlyList<FoundAsset>> ExtractAsync(
        JobRun run,
        ExtractionRun extraction,
        Screenplay screenplay,
        ExtractionReport report
    )
    {
        try
        {
            return await Named(extraction.Extractor).ExtractAsync(extraction, screenplay, report, run.Cancel);
        }
        catch (JobFailedException e) when (extraction.Fallback)
        {
            extraction.FellBack = true;
            report.Notice($"The language model failed, so the built-in extractor read this draft. {e.Failure.Sentence}");
            return await Named(BuiltIn).ExtractAsync(extraction, screenplay, report, run.Cancel);
        }
    }

    private IExtractor Named(string name) =>
        extractors.FirstOrDefault(e => e.Name == name)
        ?? throw new JobFailedException(new(FailureStage.Ask, ErrorClass.BadRequest, $"The extractor “{name}” is no longer available."));

    // The scenes of the draft that was read, by their place in it: a newer draft may have come in meanwhile.
    private async Task<List<(Candidate Candidate, List<Evidence> Evidence)>> CandidatesAsync(
        ExtractionRun run,
        IReadOnlyList<FoundAsset> found,
        CancellationToken cancel
    )
    {
        var scenes = (
            await db.Set<SceneText>()
                .Where(t => t.DraftId == run.DraftId)
                .OrderBy(t => t.FromLine)
                .Select(t => new
                {
                    t.SceneId,
                    t.Number,
                    t.Ordinal,
                })
                .ToListAsync(cancel)
        ).Index().ToDictionary(r => r.Index + 1, r => r.Item);
        var ids = scenes.ToDictionary(s => s.Key, s => s.Value.SceneId);
        var candidates = new List<(Candidate, List<Evidence>)>();
        foreach (var item in found)
        {
            var candidate = Candidate.From(run, candidates.Count, item, ids);
            candidates.Add(
                (
                    candidate,
                    item.Evidence.Select(e => new Evidence
                        {
                            CandidateId = candidate.Id,
                            ProjectId = run.ProjectId,
                            SceneId = ids.TryGetValue(e.Scene, out var scene) ? scene : null,
                            SceneNumber = scenes.TryGetValue(e.Scene, out var row)
                                ? SearchText.Cut(row.Number ?? row.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture), 32)
                                : null,
                            Line = e.Line,
                            Quote = e.Quote,
                        })
                        .ToList()
                )
            );
        }

        return candidates;
    }

    private async Task StoreAsync(
        ExtractionRun run,
        List<(Candidate Candidate, List<Evidence> Evidence)> found,
        IReadOnlyList<Func<IReadOnlyList<Candidate>, Task<int>>> takeIn,
        CancellationToken cancel
    )
    {
        await db.Set<Candidate>()
            .Where(c => c.BranchId == run.BranchId && c.State == CandidateState.Open)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, CandidateState.Superseded), cancel);
        var rejected = await RejectedNames.LoadAsync(db, run.BranchId, cancel);
        var shown = found.FindAll(f => !rejected.Has(f.Candidate));
        var candidates = shown.ConvertAll(f => f.Candidate);
        (run.Candidates, run.Dropped) = (shown.Count, found.Count - shown.Count);
        await db.InsertAsync(candidates, cancel);
        await db.InsertAsync([.. shown.SelectMany(f => f.Evidence)], cancel);
        foreach (var room in takeIn)
        {
            run.Known += await room(candidates);
        }

        db.Announce(Topics.Candidate, run.Id, run.ProjectId);
    }
}
