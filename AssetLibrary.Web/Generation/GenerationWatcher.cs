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
        foreach (var job in mine.Where(j => j.State == JobState.Failed && MayAskAnother(j)))
        {
            await FallBackAsync(job);
        }
    }

    public async Task<string?> AgainAsync(Job job) => await UnheldAsync(job) is { } request ? (await ledger.HoldAsync([requests.Planned(request)]))[0] : null;

    public async Task ApprovedAsync(Job job)
    {
        if (await UnheldAsync(job) is { } request)
        {
            ledger.Hold(requests.Planned(request));
        }
    }

    /// <summary>The request of a picture that is to be paid for; null where it is free, held already, or only collected.</summary>
    private async Task<GenerationRequest?> UnheldAsync(Job job)
    {
        var request = job.Kind == GenerationJob.KindName ? await db.Set<GenerationRequest>().IgnoreQueryFilters([LibraryContext.Access]).AsNoTracking().SingleOrDefaultAsync(r => r.Id == job.Id) : null;
        return request is null || request.ProviderJobId is not null || requests.PriceOf(request.Provider, request.Model) == 0 || await ledger.IsHeldAsync(job.Id) ? null : request;
    }

    // What was wrong with the wish itself is wrong everywhere; what the prompt of one refuses, another may draw.
    private static bool MayAskAnother(Job job) => job.ErrorClass is not (ErrorClass.BadRequest or ErrorClass.Internal or ErrorClass.MaybeCharged);

    private async Task FallBackAsync(Job job)
    {
        var names = await db.Set<GenerationRequest>().IgnoreQueryFilters([LibraryContext.Access]).Where(r => r.Id == job.Id).Select(r => r.Fallbacks).SingleAsync();
        foreach (var name in names.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                await requests.AnotherAsync(job, name, byItself: true);
                return;
            }
            catch (RefusedException)
            {
                // It is not configured any more, or cannot take this order: the one after it may.
            }
        }
    }
}
