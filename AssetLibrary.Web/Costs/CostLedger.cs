using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Costs;

/// <summary>What a job, or a question within a request, is expected to cost, before it may run.</summary>
/// <param name="Id">The job; of a question that is not a job, a new id.</param>
/// <param name="ProjectId">Where it belongs; null for the studio.</param>
/// <param name="UserId">Who asked.</param>
/// <param name="MicroUsd">Null when nobody knows.</param>
/// <param name="Of">The model, for a sentence.</param>
public sealed record PlannedCost(Guid Id, Guid? ProjectId, Guid? UserId, long? MicroUsd, string Of);

/// <summary>A budget, and what is spent and reserved of it now.</summary>
public sealed record BudgetUse(Budget Budget, long Spent, long Reserved)
{
    public long Left => Budget.MicroUsd - Spent - Reserved;
}

/// <summary>
/// Reserves estimates against the budgets. Rows are added to the caller's save; who reserves does so in a transaction in which the
/// budgets' rows stay locked: two who spend at once cannot both have the rest. A reservation goes when its job ends, or as soon as
/// the books say what was paid; one that belongs to no job has an expiry, and counts for nothing after it.
/// </summary>
public sealed class CostLedger(LibraryContext db)
{
    /// <summary>For each cost null where the budgets have room for it beside those before it, else why it needs approval.</summary>
    public async Task<IReadOnlyList<string?>> WhyNotAsync(IReadOnlyList<PlannedCost> costs, CancellationToken cancel = default)
    {
        var uses = await UsesAsync(b => costs.Any(c => b.Covers(c.ProjectId, c.UserId)), locked: true, cancel);
        var taken = uses.ToDictionary(u => u.Budget.Id, u => u.Spent + u.Reserved);
        var answers = new List<string?>();
        foreach (var cost in costs)
        {
            var asked = uses.Where(u => u.Budget.Covers(cost.ProjectId, cost.UserId)).Select(u => u.Budget).ToList();
            if (cost.MicroUsd is not { } amount)
            {
                answers.Add(asked.Count == 0 ? null : $"The price of {cost.Of} is unknown, and a budget applies");
            }
            else if (asked.Find(b => taken[b.Id] + amount > b.MicroUsd) is { } over)
            {
                var used = Money.Words(taken[over.Id]);
                answers.Add($"{Money.Words(amount)} more would exceed {Words(over)} ({used} spent or reserved)");
            }
            else
            {
                asked.ForEach(b => taken[b.Id] += amount);
                answers.Add(null);
            }
        }

        return answers;
    }

    /// <summary>Null where it is reserved now, else why somebody has to approve it first.</summary>
    /// <param name="cost">What is planned.</param>
    /// <param name="expires">Of what belongs to no job: when it counts for nothing any more, whatever has become of it.</param>
    public async Task<string?> ReserveAsync(PlannedCost cost, DateTimeOffset? expires = null, CancellationToken cancel = default)
    {
        if ((await WhyNotAsync([cost], cancel))[0] is { } why)
        {
            return why;
        }

        Reserve(cost, expires);
        return null;
    }

    /// <summary>Reserved whatever the budgets say: they have been asked, or somebody has approved it.</summary>
    public void Reserve(PlannedCost cost, DateTimeOffset? expires = null)
    {
        if (cost.MicroUsd is > 0 and var amount)
        {
            db.Add(
                new CostReservation
                {
                    JobId = cost.Id,
                    ProjectId = cost.ProjectId,
                    UserId = cost.UserId,
                    MicroUsd = amount,
                    At = db.Now,
                    ExpiresAt = expires,
                }
            );
        }
    }

    /// <summary>What was reserved for these is free again, and so is what has expired.</summary>
    public Task ReleaseAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel = default)
    {
        var now = db.Now;
        return Reservations.Where(r => ids.Contains(r.JobId) || r.ExpiresAt < now).ExecuteDeleteAsync(cancel);
    }

    /// <summary>So much of a reservation has been paid by now: the books say it, and it is reserved no longer.</summary>
    public async Task SpendAsync(Guid id, long microUsd, CancellationToken cancel = default)
    {
        var mine = Reservations.Where(r => r.JobId == id);
        var larger = mine.Where(r => r.MicroUsd > microUsd);
        if (await larger.ExecuteUpdateAsync(s => s.SetProperty(r => r.MicroUsd, r => r.MicroUsd - microUsd), cancel) == 0)
        {
            await mine.ExecuteDeleteAsync(cancel);
        }
    }

    public Task<bool> IsReservedAsync(Guid id) => Reservations.AnyAsync(r => r.JobId == id);

    /// <summary>Every budget, and how much of it is left.</summary>
    public Task<List<BudgetUse>> UsesAsync(CancellationToken cancel = default) => UsesAsync(_ => true, locked: false, cancel);

    /// <summary>Sets a budget, or another limit for the one that is there.</summary>
    /// <exception cref="RefusedException">422 for an amount that is none.</exception>
    public Task<Budget> AllowAsync(
        (BudgetScope Scope, Guid? Id) whose,
        BudgetPeriod period,
        decimal usd,
        CancellationToken cancel = default
    ) =>
        db.WriteAsync(
            async () =>
            {
                var id = whose.Scope == BudgetScope.Studio ? Guid.Empty : whose.Id;
                var budget = await db.Set<Budget>()
                    .SingleOrDefaultAsync(b => b.Scope == whose.Scope && b.ScopeId == id && b.Period == period, cancel);
                if (budget is null)
                {
                    budget = Budget.Make(whose.Scope, whose.Id, period, usd);
                    db.Add(budget);
                }
                else
                {
                    budget.Allow(usd);
                }

                db.Record("budget.set", id, details: Words(budget));
                return budget;
            },
            cancel
        );

    public Task<bool> RemoveAsync(Guid id, CancellationToken cancel = default) =>
        db.WriteAsync(
            async () =>
            {
                if (await db.Set<Budget>().SingleOrDefaultAsync(b => b.Id == id, cancel) is not { } budget)
                {
                    return false;
                }

                db.Remove(budget);
                db.Record("budget.removed", budget.ScopeId, details: Words(budget));
                return true;
            },
            cancel
        );

    private IQueryable<CostEntry> Entries => db.Set<CostEntry>().IgnoreQueryFilters([LibraryContext.Access]);

    private IQueryable<CostReservation> Reservations => db.Set<CostReservation>().IgnoreQueryFilters([LibraryContext.Access]);

    private async Task<List<BudgetUse>> UsesAsync(Func<Budget, bool> wanted, bool locked, CancellationToken cancel)
    {
        var uses = new List<BudgetUse>();
        foreach (var budget in (await db.Set<Budget>().AsNoTracking().OrderBy(b => b.Id).ToListAsync(cancel)).Where(wanted))
        {
            if (locked)
            {
                // In the order of their ids, so that no two lock what the other waits for.
                await db.Set<Budget>()
                    .Where(b => b.Id == budget.Id)
                    .ExecuteUpdateAsync(s => s.SetProperty(b => b.Revision, b => b.Revision), cancel);
            }

            var (now, since, id) = (db.Now, budget.Since(db.Now), budget.ScopeId);
            var (entries, open) = budget.Scope switch
            {
                BudgetScope.Studio => (Entries, Reservations),
                BudgetScope.Project => (Entries.Where(e => e.ProjectId == id), Reservations.Where(r => r.ProjectId == id)),
                _ => (Entries.Where(e => e.UserId == id), Reservations.Where(r => r.UserId == id)),
            };
            // In this order: what is paid between the two questions is counted twice at worst, and never not at all.
            var reserved = await open.Where(r => r.ExpiresAt == null || r.ExpiresAt >= now).SumAsync(r => r.MicroUsd, cancel);
            uses.Add(new(budget, await entries.Where(e => e.At >= since).SumAsync(e => e.MicroUsd, cancel) ?? 0, reserved));
        }

        return uses;
    }

    private static string Words(Budget budget) =>
        string.Join(
            ' ',
            new[]
            {
                budget.Scope switch
                {
                    BudgetScope.Studio => "the studio’s budget",
                    BudgetScope.Project => "the project’s budget",
                    _ => "this person’s budget",
                },
                "of",
                Money.Words(budget.MicroUsd),
                budget.Period switch
                {
                    BudgetPeriod.Day => "per day",
                    BudgetPeriod.Month => "per month",
                    _ => "in total",
                },
            }
        );
}
