using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation;

/// <summary>Lets go of what was held for a picture that does not come, asks the next provider where that was wished, and holds anew for another try.</summary>
internal sealed class GenerationWatcher(LibraryContext db, CostLedger ledger, PictureRequests requests) : IJobWatcher
{
    public async Task EndedAsync(IReadOnlyList<Job> jobs)
    {
        var mine = jobs.Where(j => j.Kind == GenerationJob.KindName).ToList();
        if (mine.Count == 0)
        {
            return;
        }

        await ledger.LetGoAsync(mine.ConvertAll(j => j.Id));
        foreach (var job in mine.Where(j => j is { State: JobState.Failed, CancelAsked: false } && MayAskAnother(j)))
        {
            await FallBackAsync(job);
        }
    }

    public async Task<string?> AgainAsync(Job job)
    {
        if (await PaidForAsync(job) is not { } request)
        {
            return null;
        }

        if (job.ErrorClass == ErrorClass.MaybeCharged && request.ProviderJobId is null)
        {
            // Nobody knows what became of the first order; that another goes out is this person's decision.
            await Requests.Where(r => r.Id == job.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.SubmittedAt, (DateTimeOffset?)null));
        }

        if (await ledger.IsHeldAsync(job.Id))
        {
            return null;
        }

        if (request.ProviderJobId is not null)
        {
            ledger.Hold(requests.Planned(request));     // it is ordered already and must be collected, whatever the budgets say
            return null;
        }

        return (await ledger.HoldAsync([requests.Planned(request)]))[0];
    }

    public async Task ApprovedAsync(Job job)
    {
        if (await PaidForAsync(job) is { } request && !await ledger.IsHeldAsync(job.Id))
        {
            ledger.Hold(requests.Planned(request));
        }
    }

    private IQueryable<GenerationRequest> Requests => db.Set<GenerationRequest>().IgnoreQueryFilters([LibraryContext.Access]);

    /// <summary>The request of a picture that is still to be paid for; null where it is free, or is here already.</summary>
    private async Task<GenerationRequest?> PaidForAsync(Job job)
    {
        var request = job.Kind == GenerationJob.KindName ? await Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == job.Id) : null;
        return request is null || PictureArrival.IsHere(request) || requests.PriceOf(request) == 0 ? null : request;
    }

    // What was wrong with the wish itself is wrong everywhere; what the prompt of one refuses, another may draw.
    private static bool MayAskAnother(Job job) => job.ErrorClass is not (ErrorClass.BadRequest or ErrorClass.Internal or ErrorClass.MaybeCharged);

    private async Task FallBackAsync(Job job)
    {
        var request = await Requests.Where(r => r.Id == job.Id).Select(r => new { r.Fallbacks, r.ProviderJobId }).SingleAsync();
        if (request.ProviderJobId is not null)
        {
            return;     // its picture is paid for, or being made: it can still be collected
        }

        foreach (var name in request.Fallbacks.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                var another = await requests.AnotherAsync(job, name, byItself: true);
                if (another.State == JobState.Queued && await db.Set<Job>().IgnoreQueryFilters([LibraryContext.Access]).AnyAsync(j => j.BatchId == job.BatchId && j.State == JobState.Paused))
                {
                    another.Pause();
                }

                return;
            }
            catch (RefusedException)
            {
                // It is not configured any more, or cannot take this order: the one after it may.
            }
        }
    }
}
