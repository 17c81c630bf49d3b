using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Extraction;

/// <param name="Extractor">Its name; null or empty for the built-in one.</param>
/// <param name="Fallback">The built-in one reads where the wanted one cannot be used.</param>
/// <param name="Again">A run of the same draft that has just ended is not taken for it.</param>
/// <param name="Asked">When the request came.</param>
public sealed record WantedRun(string? Extractor, bool Fallback, bool Again, DateTimeOffset Asked);

/// <summary>Asks for a run. What it is expected to cost is reserved in the transaction that stores its job, or the job is parked.</summary>
public sealed class ExtractionStart(LibraryContext db, DraftImport drafts, IEnumerable<IExtractor> extractors, CostLedger ledger)
{
    /// <exception cref="RefusedException">As <see cref="ExtractionJob.RequestAsync"/>.</exception>
    public async Task<Job> BeginAsync(
        Project project,
        Branch branch,
        string? extractor,
        bool fallback = false,
        bool again = false,
        CancellationToken cancel = default
    )
    {
        var wanted = new WantedRun(extractor, fallback, again, Asked: db.Now);
        var estimate = await EstimateAsync(branch, extractor, cancel);
        return await db.WriteAsync(
            Held.Row<Branch>(branch.Id),
            async () =>
            {
                var job = await ExtractionJob.RequestAsync(db, project, branch, extractors, wanted, cancel);
                if (db.Entry(job).State == EntityState.Added && estimate > 0)
                {
                    var run = db.Set<ExtractionRun>().Local.Single(r => r.Id == job.Id);
                    run.EstimateMicroUsd = estimate;
                    if (await ledger.ReserveAsync(Planned(job, run, db.ViewerId), cancel: cancel) is { } why)
                    {
                        job.Park($"{why}.");
                    }
                }

                db.Record("extraction.requested", project.Id, project.Id);
                return job;
            },
            cancel
        );
    }

    /// <summary>What is still to be paid of a run, as far as was estimated.</summary>
    internal static PlannedCost Planned(Job job, ExtractionRun run, Guid? user) =>
        new(job.Id, job.ProjectId, user, Math.Max(0, (run.EstimateMicroUsd ?? 0) - run.CostMicroUsd), run.Model ?? run.Extractor);

    /// <summary>Before a transaction is open: the script is parsed for it.</summary>
    private async Task<long> EstimateAsync(Branch branch, string? extractor, CancellationToken cancel)
    {
        var drafted = db.Set<Draft>().AsNoTracking().Where(d => d.BranchId == branch.Id).OrderByDescending(d => d.Number);
        if (
            extractors.FirstOrDefault(e => e.Name == extractor) is not { CostsMoney: true, Missing: null } reader
            || await drafted.FirstOrDefaultAsync(cancel) is not { } draft
        )
        {
            return 0;
        }

        try
        {
            return await drafts.OpenAsync(draft, cancel) is { } screenplay ? await reader.CostAsync(screenplay, cancel) : 0;
        }
        catch (RefusedException)
        {
            return 0; // it could be read when it came, but not here and now: the run will say why
        }
    }
}

/// <summary>What is reserved for a run is released when it ends without success, and reserved again for another try.</summary>
internal sealed class ExtractionWatcher(LibraryContext db, CostLedger ledger) : IJobWatcher
{
    public async Task EndedAsync(IReadOnlyList<Job> jobs)
    {
        var mine = jobs.Where(j => j.Kind == ExtractionJob.KindName).Select(j => j.Id).ToList();
        if (mine.Count > 0)
        {
            await ledger.ReleaseAsync(mine);
        }
    }

    public async Task<string?> AgainAsync(Job job) =>
        await PlannedAsync(job) is { } planned && await ledger.ReserveAsync(planned) is { } why ? $"{why}." : null;

    public async Task ApprovedAsync(Job job)
    {
        if (await PlannedAsync(job) is { } planned)
        {
            ledger.Reserve(planned);
        }
    }

    /// <summary>Null where nothing is to be paid, or it is reserved already.</summary>
    private async Task<PlannedCost?> PlannedAsync(Job job)
    {
        if (job.Kind != ExtractionJob.KindName || await ledger.IsReservedAsync(job.Id))
        {
            return null;
        }

        var runs = db.Set<ExtractionRun>().IgnoreQueryFilters([LibraryContext.Access]).AsNoTracking();
        return
            await runs.SingleOrDefaultAsync(r => r.Id == job.Id) is { } run
            && ExtractionStart.Planned(job, run, job.CreatedBy) is { MicroUsd: > 0 } planned
            ? planned
            : null;
    }
}
