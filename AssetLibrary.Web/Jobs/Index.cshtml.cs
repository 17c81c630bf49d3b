using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Jobs;

/// <summary>
/// Every job that the viewer may see: now, waiting for a person, failed, done. The same number of queries whatever their number.
/// </summary>
public sealed class JobsPage(LibraryContext db, ProviderCatalog catalog) : PageModel
{
    private const int PageSize = 100,
        MostBatches = 20;

    // By state, which an index knows: what is over is by far the most.
    private static readonly JobState[] Now = [JobState.Queued, JobState.Waiting, JobState.Running, JobState.Paused],
        Unfinished = [.. Now, JobState.Parked, JobState.ChargeUnknown],
        Standing = [.. Unfinished, JobState.Failed];

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? Tab { get; set; }

    public IReadOnlyList<Job> Jobs { get; private set; } = [];

    /// <summary>The batches of several jobs that are not finished, newest first.</summary>
    public IReadOnlyList<BatchLine> Batches { get; private set; } = [];

    /// <summary>Who made or makes a picture, by job, and what it stands for.</summary>
    public IReadOnlyDictionary<Guid, MadeBy> Made { get; private set; } = new Dictionary<Guid, MadeBy>();

    /// <summary>Who can be asked.</summary>
    public IReadOnlyList<ProviderInfo> Providers { get; private set; } = [];
    public int Open { get; private set; }
    public int Parked { get; private set; }
    public int Failed { get; private set; }

    /// <summary>Ordered, and perhaps charged, but not stored: what ended so can be collected.</summary>
    public int ToCollect { get; private set; }

    /// <summary>Answered and paid, but without a picture that was found: a person looks at the answer.</summary>
    public int ToLookAt { get; private set; }
    public string? More { get; private set; }

    public bool MayEdit => User.May(Policies.Edit);
    public bool MayApprove => User.May(Policies.Admin);

    public async Task OnGetAsync(string? after, CancellationToken cancel)
    {
        var jobs = db.Set<Job>();
        var counts = await jobs.Where(j => Standing.Contains(j.State))
            .GroupBy(j => j.State)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        Failed = counts.GetValueOrDefault(JobState.Failed);
        Parked = counts.GetValueOrDefault(JobState.Parked) + counts.GetValueOrDefault(JobState.ChargeUnknown);
        Open = counts.Values.Sum() - Failed - Parked;
        var (uncollected, unread) = (OrderAnswer.ToCollect(db, db.Set<Order>()), OrderAnswer.ToLookAt(db, db.Set<Order>()));
        (ToCollect, ToLookAt) = (await uncollected.CountAsync(cancel), await unread.CountAsync(cancel));
        JobState[] states = Tab switch
        {
            "failed" => [JobState.Failed],
            "parked" => [JobState.Parked, JobState.ChargeUnknown],
            "done" => [JobState.Succeeded, JobState.Cancelled],
            _ => Now,
        };
        var listed = Tab switch
        {
            "collect" => uncollected,
            "look" => unread,
            _ => null,
        };
        var shown = listed is null ? jobs : listed.Join(jobs, o => o.Id, j => j.Id, (_, j) => j);
        if (Cursor.Read(after) is { } cursor)
        {
            shown = shown.Where(j => j.Id.CompareTo(cursor.Id) < 0);
        }

        if (listed is null)
        {
            // The newest of each state, which an index knows, and of these the newest: else ten thousand in line are read to show a
            // hundred.
            var behind = shown;
            var newest = states
                .Select(state => behind.Where(j => j.State == state).OrderByDescending(j => j.Id).Select(j => j.Id).Take(PageSize + 1))
                .Aggregate((all, more) => all.Concat(more));
            shown = jobs.Where(j => newest.Contains(j.Id));
        }

        var rows = await shown.OrderByDescending(j => j.Id).Take(PageSize + 1).AsNoTracking().ToListAsync(cancel);
        Jobs = [.. rows.Take(PageSize)];
        More = rows.Count > PageSize ? $"/Jobs?state={Tab}&after={new Cursor("", rows[PageSize - 1].Id)}" : null;
        Made = await MadeAsync([.. Jobs.Where(j => j.Kind == GenerationJob.KindName).Select(j => j.Id)], cancel);
        Batches = await BatchesAsync(cancel);
        Providers = await catalog.ReadyAsync(cancel);
    }

    private async Task<IReadOnlyDictionary<Guid, MadeBy>> MadeAsync(List<Guid> ids, CancellationToken cancel)
    {
        var requests = db.Set<GenerationRequest>().AsNoTracking().Where(r => ids.Contains(r.Id));
        var rows = await requests
            .Join(
                db.Set<Order>().AsNoTracking(),
                r => r.Id,
                o => o.Id,
                (r, o) =>
                    new
                    {
                        Request = r,
                        Order = o,
                        Before = db.Set<GenerationRequest>()
                            .Where(b => b.Id == (r.RetryOf ?? r.FallbackOf))
                            .Select(b => b.Provider)
                            .FirstOrDefault(),
                    }
            )
            .ToListAsync(cancel);
        return rows.ToDictionary(
            r => r.Request.Id,
            r => new MadeBy(r.Request.Provider, Chain(r.Request, r.Before), r.Order.CanBeCollected)
            {
                IsUnread = r.Order.IsUnread,
                Shape = r.Order.AnswerShape,
                Paid =
                    !r.Order.IsUnread ? null
                    : r.Order.PaidMicroUsd is { } paid ? Money.Words(paid)
                    : "price unknown",
                Again = catalog.PriceOf(r.Request) switch
                {
                    null => "price unknown",
                    0 => "free",
                    var usd => Money.Words(Money.Micro(usd.Value)),
                },
            }
        );
    }

    private static string? Chain(GenerationRequest request, string? before) =>
        before is null ? null : $"{(request.FallbackOf is null ? "retried after" : "fallback for")} {before}";

    private async Task<IReadOnlyList<BatchLine>> BatchesAsync(CancellationToken cancel)
    {
        var states = Tab == "failed" ? Standing : Unfinished;
        var open = await db.Set<Job>()
            .Where(j => j.BatchId != null && states.Contains(j.State))
            .Select(j => j.BatchId!.Value)
            .Distinct()
            .OrderByDescending(id => id)
            .Take(MostBatches)
            .ToListAsync(cancel);
        var counts = (
            await db.Set<Job>()
                .Where(j => j.BatchId != null && open.Contains(j.BatchId.Value))
                .GroupBy(j => new { j.BatchId, j.State })
                .Select(g => new
                {
                    g.Key.BatchId,
                    g.Key.State,
                    Count = g.Count(),
                })
                .ToListAsync(cancel)
        ).ToLookup(c => c.BatchId!.Value);
        var names = await db.Set<Batch>()
            .Where(b => open.Contains(b.Id))
            .Select(b => new { b.Id, b.Name })
            .ToDictionaryAsync(b => b.Id, b => b.Name, cancel);
        var replaced = await AnotherTry
            .Replaced(db, db.Set<Job>().Where(j => j.BatchId != null && open.Contains(j.BatchId.Value) && j.State == JobState.Failed))
            .GroupBy(j => j.BatchId!.Value)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return
        [
            .. open.Where(names.ContainsKey)
                .Select(id => new BatchLine(
                    id,
                    names[id],
                    counts[id].ToDictionary(c => c.State, c => c.Count),
                    replaced.GetValueOrDefault(id)
                ))
                .Where(b => b.Total > 1),
        ];
    }
}

/// <summary>Who makes a picture, in whose place, and whether it can be collected there, or is here, without another order.</summary>
public sealed record MadeBy(string Provider, string? Chain, bool HasOrder)
{
    /// <summary>It arrived, but no picture was found in it.</summary>
    public bool IsUnread { get; init; }

    /// <summary>Of the answer that was kept.</summary>
    public string? Shape { get; init; }

    /// <summary>For what arrived.</summary>
    public string? Paid { get; init; }

    /// <summary>What another order of the same costs.</summary>
    public required string Again { get; init; }
}

/// <summary>Jobs that were asked for together, and how many of them stand where.</summary>
/// <param name="Id">The batch.</param>
/// <param name="Name">What it is.</param>
/// <param name="Counts">How many stand where.</param>
/// <param name="Replaced">Failed ones in whose place another provider's picture stands.</param>
public sealed record BatchLine(Guid Id, string Name, IReadOnlyDictionary<JobState, int> Counts, int Replaced)
{
    public int Total => Counts.Values.Sum();
    public int Over => Of(JobState.Succeeded) + Of(JobState.Failed) + Of(JobState.Cancelled);
    public int Failed => Of(JobState.Failed) - Replaced;
    public int Paused => Of(JobState.Paused);
    public bool MayPause => Of(JobState.Queued) + Of(JobState.Waiting) > 0;

    public int Of(JobState state) => Counts.GetValueOrDefault(state);
}
