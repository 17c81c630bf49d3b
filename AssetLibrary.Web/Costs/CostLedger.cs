using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Costs;

/// <summary>What a job is expected to cost, before it may run.</summary>
/// <param name="JobId">The job.</param>
/// <param name="ProjectId">Where it belongs; null for the studio.</param>
/// <param name="UserId">Who asked.</param>
/// <param name="MicroUsd">Null when nobody knows.</param>
/// <param name="Of">The model, for a sentence.</param>
public sealed record PlannedCost(Guid JobId, Guid? ProjectId, Guid? UserId, long? MicroUsd, string Of);

/// <summary>A budget, and what is spent and held of it now.</summary>
public sealed record BudgetUse(Budget Budget, long Spent, long Held)
{
    public long Left => Budget.MicroUsd - Spent - Held;
}

/// <summary>
/// Holds estimates against the budgets and writes down what was paid. Rows are added to the caller's save; whoever holds or lets
/// go does so in a transaction of its own, in which the budgets' rows stay locked: two who spend at once cannot both have the rest.
/// </summary>
public sealed class CostLedger(LibraryContext db)
{
    /// <summary>For each cost null where it is held now, else the sentence why somebody has to approve it first.</summary>
    public async Task<IReadOnlyList<string?>> HoldAsync(IReadOnlyList<PlannedCost> costs, CancellationToken cancel = default)
    {
        var uses = await UsesAsync(b => costs.Any(c => b.Covers(c.ProjectId, c.UserId)), hold: true, cancel);
        var taken = uses.ToDictionary(u => u.Budget.Id, u => u.Spent + u.Held);
        var answers = new List<string?>();
        foreach (var cost in costs)
        {
            var asked = uses.Where(u => u.Budget.Covers(cost.ProjectId, cost.UserId)).Select(u => u.Budget).ToList();
            if (cost.MicroUsd is not { } amount)
            {
                answers.Add(asked.Count == 0 ? null : $"Nobody knows what {cost.Of} costs, and there is a budget: it waits for approval.");
            }
            else if (asked.Find(b => taken[b.Id] + amount > b.MicroUsd) is { } over)
            {
                answers.Add($"{Money.Words(amount)} more would exceed {Words(over)}, of which {Money.Words(taken[over.Id])} is spent or held: it waits for approval.");
            }
            else
            {
                asked.ForEach(b => taken[b.Id] += amount);
                answers.Add(null);
                Hold(cost);
            }
        }

        return answers;
    }

    /// <summary>Held whatever the budgets say: somebody has approved it.</summary>
    public void Hold(PlannedCost cost)
    {
        if (cost.MicroUsd is > 0 and var amount)
        {
            db.Add(new CostReservation { JobId = cost.JobId, ProjectId = cost.ProjectId, UserId = cost.UserId, MicroUsd = amount, At = db.Now });
        }
    }

    /// <summary>What was held for these jobs is free again.</summary>
    public Task LetGoAsync(IReadOnlyCollection<Guid> jobs, CancellationToken cancel = default) =>
        Reservations.Where(r => jobs.Contains(r.JobId)).ExecuteDeleteAsync(cancel);

    public Task<bool> IsHeldAsync(Guid job) => Reservations.AnyAsync(r => r.JobId == job);

    /// <summary>Every budget, and how much of it is left.</summary>
    public Task<List<BudgetUse>> UsesAsync(CancellationToken cancel = default) => UsesAsync(_ => true, hold: false, cancel);

    /// <summary>Sets a budget, or another limit for the one that is there.</summary>
    /// <exception cref="RefusedException">422 for an amount that is none.</exception>
    public async Task<Budget> AllowAsync((BudgetScope Scope, Guid? Id) whose, BudgetPeriod period, decimal usd, CancellationToken cancel = default)
    {
        var id = whose.Scope == BudgetScope.Studio ? Guid.Empty : whose.Id;
        var budget = await db.Set<Budget>().SingleOrDefaultAsync(b => b.Scope == whose.Scope && b.ScopeId == id && b.Period == period, cancel);
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
        try
        {
            await db.SaveChangesAsync(cancel);
            return budget;
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException && db.Entry(budget).State == EntityState.Added)
        {
            // Somebody has set it at the same moment: then it is changed.
            db.ChangeTracker.Clear();
            return await AllowAsync(whose, period, usd, cancel);
        }
    }

    public async Task<bool> RemoveAsync(Guid id, CancellationToken cancel = default)
    {
        if (await db.Set<Budget>().SingleOrDefaultAsync(b => b.Id == id, cancel) is not { } budget)
        {
            return false;
        }

        db.Remove(budget);
        db.Record("budget.removed", budget.ScopeId, details: Words(budget));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    private IQueryable<CostEntry> Entries => db.Set<CostEntry>().IgnoreQueryFilters([LibraryContext.Access]);

    private IQueryable<CostReservation> Reservations => db.Set<CostReservation>().IgnoreQueryFilters([LibraryContext.Access]);

    private async Task<List<BudgetUse>> UsesAsync(Func<Budget, bool> wanted, bool hold, CancellationToken cancel)
    {
        var uses = new List<BudgetUse>();
        foreach (var budget in (await db.Set<Budget>().AsNoTracking().OrderBy(b => b.Id).ToListAsync(cancel)).Where(wanted))
        {
            if (hold)
            {
                // In the order of their ids, so that no two hold what the other waits for.
                await db.Set<Budget>().Where(b => b.Id == budget.Id).ExecuteUpdateAsync(s => s.SetProperty(b => b.Revision, b => b.Revision), cancel);
            }

            var (since, id) = (budget.Since(db.Now), budget.ScopeId);
            var (entries, held) = budget.Scope switch
            {
                BudgetScope.Studio => (Entries, Reservations),
                BudgetScope.Project => (Entries.Where(e => e.ProjectId == id), Reservations.Where(r => r.ProjectId == id)),
                _ => (Entries.Where(e => e.UserId == id), Reservations.Where(r => r.UserId == id)),
            };
            // In this order: what is paid between the two questions is counted twice at worst, and never not at all.
            var reserved = await held.SumAsync(r => r.MicroUsd, cancel);
            uses.Add(new(budget, await entries.Where(e => e.At >= since).SumAsync(e => e.MicroUsd, cancel) ?? 0, reserved));
        }

        return uses;
    }

    private static string Words(Budget budget) => string.Join(' ', new[]
    {
        budget.Scope switch { BudgetScope.Studio => "the studio's budget", BudgetScope.Project => "the project's budget", _ => "this person's budget" },
        "of", Money.Words(budget.MicroUsd), budget.Period switch { BudgetPeriod.Day => "a day", BudgetPeriod.Month => "a month", _ => "in all" },
    });
}
