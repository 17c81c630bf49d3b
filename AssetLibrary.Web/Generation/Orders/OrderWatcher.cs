using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>
/// What the end of a generation job, or a person's further try, means for its order: it is given up or taken up again, with what is
/// reserved for it; and the next provider is asked where that was named.
/// </summary>
internal sealed class OrderWatcher(LibraryContext db, CostLedger ledger, PictureRequests requests) : IJobWatcher
{
    public async Task EndedAsync(IReadOnlyList<Job> jobs)
    {
        var mine = jobs.Where(j => j.Kind == GenerationJob.KindName).ToDictionary(j => j.Id);
        if (mine.Count == 0)
        {
            return;
        }

        var orders = await OrderBooks.MoveAsync(db, mine.Keys, order =>
        {
            if (order.State is OrderState.Planned or OrderState.Submitting or OrderState.Submitted or OrderState.ChargeUnknown)
            {
                order.GiveUp();
            }
        });
        // What can still be collected is not bought elsewhere.
        foreach (var job in orders.Where(o => !o.CanBeCollected && o.State != OrderState.ChargeUnknown).Select(o => mine[o.Id]))
        {
            if (job is { State: JobState.Failed, CancelAsked: false } && MayAskAnother(job))
            {
                await FallBackAsync(job);
            }
        }
    }

    public async Task<string?> AgainAsync(Job job)
    {
        if (job.Kind != GenerationJob.KindName || await RequestAsync(job) is not { } request)
        {
            return null;
        }

        string? why = null;
        var planned = requests.Planned(request);
        // Budgets are locked before the order, here as everywhere.
        var refusal = planned.MicroUsd == 0 ? null : (await ledger.WhyNotAsync([planned]))[0];
        await OrderBooks.MoveAsync(db, [job.Id], order =>
        {
            // Nobody knows what became of the one that is out; that another goes out is this person's decision, once they have been told.
            if (job.ErrorClass == ErrorClass.MaybeCharged && order.State == OrderState.Submitting)
            {
                order.LeaveChargeUnknown();
            }

            if (order.State != OrderState.ChargeUnknown || job.ErrorClass == ErrorClass.MaybeCharged)
            {
                order.TryAgain();
            }

            if (planned.MicroUsd == 0 || order is not { State: OrderState.Planned or OrderState.Submitted, ReservedMicroUsd: null })
            {
                return;
            }

            // What is ordered already must be collected, whatever the budgets say.
            why = order.State == OrderState.Planned ? refusal : null;
            if (why is null)
            {
                order.Reserve(planned.MicroUsd);
            }
        });
        return why is null ? null : $"{why}.";
    }

    public async Task ApprovedAsync(Job job)
    {
        if (job.Kind == GenerationJob.KindName && await RequestAsync(job) is { } request)
        {
            await OrderBooks.MoveAsync(db, [job.Id], order =>
            {
                if (order is { State: OrderState.Planned, ReservedMicroUsd: null })
                {
                    order.Reserve(requests.Planned(request).MicroUsd);
                }
            });
        }
    }

    private IQueryable<GenerationRequest> Requests => db.Set<GenerationRequest>().IgnoreQueryFilters([LibraryContext.Access]);

    private Task<GenerationRequest?> RequestAsync(Job job) => Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == job.Id);

    // What was wrong with the request itself is wrong everywhere; what the prompt of one refuses, another may draw.
    private static bool MayAskAnother(Job job) =>
        job.ErrorClass is not (ErrorClass.BadRequest or ErrorClass.Internal or ErrorClass.MaybeCharged);

    private Task<bool> IsPausedAsync(Guid? batch) =>
        db.Set<Job>().IgnoreQueryFilters([LibraryContext.Access]).AnyAsync(j => j.BatchId == batch && j.State == JobState.Paused);

    private async Task FallBackAsync(Job job)
    {
        var fallbacks = await Requests.Where(r => r.Id == job.Id).Select(r => r.Fallbacks).SingleAsync();
        foreach (var name in fallbacks.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                var another = await requests.AnotherAsync(job, name, isFallback: true);
                if (another.State == JobState.Queued && await IsPausedAsync(job.BatchId))
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
