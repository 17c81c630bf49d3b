using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Generation.Orders;

/// <summary>
/// Moves an order by one of its verbs and saves, in one transaction, its state, its reservation and what it books. The order's row is
/// locked meanwhile, so of two who move it each sees what the other has done.
/// </summary>
public sealed class OrderBooks(IServiceScopeFactory scopes)
{
    /// <summary>As it stands now, in a scope of its own; it is not tracked by anybody's context.</summary>
    public async Task<Order> FindAsync(Guid id, CancellationToken cancel = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Orders(scope.ServiceProvider.GetRequiredService<LibraryContext>()).AsNoTracking().SingleAsync(o => o.Id == id, cancel);
    }

    /// <summary>
    /// In a transaction of its own, which is begun again when somebody else was quicker: what was paid must not be lost for that. It
    /// must not be called while the caller has one open.
    /// </summary>
    /// <param name="id">The order.</param>
    /// <param name="verb">One or several of its verbs.</param>
    /// <param name="lease">The lease of the job, where only the worker who has it may do this.</param>
    /// <param name="also">Further changes of the same transaction.</param>
    /// <returns>The order as it is afterwards.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Another worker has the job.</exception>
    public async Task<Order> MoveAsync(Guid id, Action<Order> verb, Guid? lease = null, Func<LibraryContext, Task>? also = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var db = scope.ServiceProvider.GetRequiredService<LibraryContext>();
        return await db.WriteAsync(Held.Row<Order>(id), async () =>
        {
            if (lease is not null && !await db.Set<Job>().AnyAsync(j => j.Id == id && j.LeaseOwner == lease && j.State == JobState.Running))
            {
                throw new DbUpdateConcurrencyException("Another worker has this job.");
            }

            var order = await Orders(db).SingleAsync(o => o.Id == id);
            await SettleAsync(db, [order], verb);
            await (also?.Invoke(db) ?? Task.CompletedTask);
            return order;
        });
    }

    /// <summary>Within the caller's write.</summary>
    public static async Task<IReadOnlyList<Order>> MoveAsync(
        LibraryContext db,
        IReadOnlyCollection<Guid> ids,
        Action<Order> verb,
        CancellationToken cancel = default
    )
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("An order and its money move inside a transaction.");
        }

        return await db.WriteAsync(
            [.. ids.Order().Select(Held.Row<Order>)],
            async () =>
            {
                var orders = await Orders(db).Where(o => ids.Contains(o.Id)).ToListAsync(cancel);
                await SettleAsync(db, orders, verb);
                return orders;
            },
            cancel
        );
    }

    /// <summary>Of orders that are added in the same save: reserved where the budgets have room; of the rest it is said why not.</summary>
    public static async Task<IReadOnlyList<string?>> ReserveAsync(
        LibraryContext db,
        IReadOnlyList<(Order Order, PlannedCost Cost)> planned,
        CancellationToken cancel = default
    )
    {
        var ledger = new CostLedger(db);
        var answers = await ledger.WhyNotAsync([.. planned.Select(p => p.Cost)], cancel);
        foreach (var ((order, cost), why) in planned.Zip(answers))
        {
            if (why is null)
            {
                order.Reserve(cost.MicroUsd);
                ledger.Reserve(cost);
            }
        }

        return answers;
    }

    private static IQueryable<Order> Orders(LibraryContext db) => db.Set<Order>().IgnoreQueryFilters([LibraryContext.Access]);

    private static async Task SettleAsync(LibraryContext db, IReadOnlyList<Order> orders, Action<Order> verb)
    {
        var ledger = new CostLedger(db);
        var released = new List<Guid>();
        foreach (var order in orders)
        {
            var before = order.ReservedMicroUsd;
            verb(order);
            var (after, charges) = (order.ReservedMicroUsd, order.TakeCharges());
            if (before is not null && after is null)
            {
                released.Add(order.Id);
            }

            if (charges.Count == 0 && (before is not null || after is null))
            {
                continue;
            }

            var of = await db.Set<GenerationRequest>()
                .IgnoreQueryFilters([LibraryContext.Access])
                .Where(r => r.Id == order.Id)
                .Join(
                    db.Set<Job>(),
                    r => r.Id,
                    j => j.Id,
                    (r, j) =>
                        new
                        {
                            r.SubjectId,
                            r.Provider,
                            r.Model,
                            j.CreatedBy,
                        }
                )
                .SingleAsync();
            if (before is null && after is not null)
            {
                ledger.Reserve(new(order.Id, order.ProjectId, of.CreatedBy, after, of.Model));
            }

            db.AddRange(
                charges.Select(charge => new CostEntry
                {
                    At = db.Now,
                    ProjectId = order.ProjectId,
                    UserId = of.CreatedBy,
                    JobId = order.Id,
                    SubjectId = of.SubjectId,
                    Provider = of.Provider,
                    Model = of.Model,
                    MicroUsd = charge.MicroUsd,
                    Basis = charge.Basis,
                })
            );
        }

        if (released.Count > 0)
        {
            await ledger.ReleaseAsync(released);
        }
    }
}
