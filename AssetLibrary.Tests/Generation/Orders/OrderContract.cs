using AssetLibrary.Tests.Services;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Costs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Generation.Orders;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests.Generation.Orders;

/// <summary>An order's state, its reservation and the books move together, on both databases.</summary>
public abstract class OrderContract(App app)
{
    private const long Price = 40_000;

    private static readonly BlobRef Picture = BlobRef.Parse(new string('a', 64));
    private static readonly Charge Paid = new(Price, CostBasis.Price);

    private OrderBooks Books => app.Services.GetRequiredService<OrderBooks>();

    [Fact]
    public async Task The_state_the_reservation_and_the_books_move_together()
    {
        var id = await PlannedAsync();
        await Books.MoveAsync(id, o => o.Reserve(Price));
        Assert.Equal((OrderState.Planned, Price, 0, 0L), await SeenAsync(id));
        await Books.MoveAsync(id, o => o.Submit(app.Now));
        await Books.MoveAsync(id, o => o.Acknowledge("p1"));
        Assert.Equal((OrderState.Submitted, Price, 0, 0L), await SeenAsync(id));
        await ArriveAsync(id);
        Assert.Equal((OrderState.Arrived, 0L, 1, Price), await SeenAsync(id));
        var entry = await app.WithDbAsync(db => db.Set<CostEntry>().SingleAsync(e => e.JobId == id));
        Assert.Equal(("gemini", "some-model", CostBasis.Price), (entry.Provider, entry.Model, entry.Basis));
        await Books.MoveAsync(id, o => o.Store());
        Assert.Equal((OrderState.Stored, 0L, 1, Price), await SeenAsync(id));
    }

    [Fact]
    public async Task Many_who_bring_the_same_picture_book_it_once()
    {
        var id = await PlannedAsync();
        await Books.MoveAsync(id, o =>
        {
            o.Reserve(Price);
            o.Submit(app.Now);
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ArriveAsync(id)));
        Assert.Equal((OrderState.Arrived, 0L, 1, Price), await SeenAsync(id));
    }

    [Fact]
    public async Task Of_many_who_submit_at_once_one_does()
    {
        var id = await PlannedAsync();
        await Books.MoveAsync(id, o => o.Reserve(Price));
        var tries = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(async _ =>
                {
                    try
                    {
                        await Books.MoveAsync(id, o => o.Submit(app.Now));
                        return true;
                    }
                    catch (InvalidOperationException)
                    {
                        return false;
                    }
                })
        );
        Assert.Single(tries, done => done);
        Assert.Equal((OrderState.Submitting, Price, 0, 0L), await SeenAsync(id));
    }

    [Fact]
    public async Task Only_the_worker_who_has_the_job_submits()
    {
        var (id, lease) = (await PlannedAsync(), Guid.NewGuid());
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Books.MoveAsync(id, o => o.Submit(app.Now), lease));
        Assert.Equal((OrderState.Planned, 0L, 0, 0L), await SeenAsync(id));
        await app.WithDbAsync(db =>
            db.Set<Job>()
                .Where(j => j.Id == id)
                .ExecuteUpdateAsync(s =>
                    s.SetProperty(j => j.State, JobState.Running)
                        .SetProperty(j => j.LeaseOwner, lease)
                        .SetProperty(j => j.LeaseUntil, app.Now.AddHours(1))
                )
        );
        await Books.MoveAsync(id, o => o.Submit(app.Now), lease);
        Assert.Equal((OrderState.Submitting, 0L, 0, 0L), await SeenAsync(id));
    }

    [Fact]
    public async Task What_fails_in_the_transaction_moves_nothing()
    {
        var id = await PlannedAsync();
        await Books.MoveAsync(id, o =>
        {
            o.Reserve(Price);
            o.Submit(app.Now);
        });
        await Assert.ThrowsAsync<TimeoutException>(() => ArriveAsync(id, _ => throw new TimeoutException()));
        Assert.Equal((OrderState.Submitting, Price, 0, 0L), await SeenAsync(id));
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.WithDbAsync(db => OrderBooks.MoveAsync(db, [id], o => o.GiveUp())));
        Assert.Equal((OrderState.Submitting, Price, 0, 0L), await SeenAsync(id));
    }

    [Fact]
    public async Task Several_that_are_given_up_release_what_was_reserved_for_them()
    {
        Guid[] ids = [await PlannedAsync(), await PlannedAsync(), await PlannedAsync()];
        foreach (var id in ids)
        {
            await Books.MoveAsync(id, o => o.Reserve(Price));
        }

        await Books.MoveAsync(ids[1], o => o.Submit(app.Now));
        await Books.MoveAsync(ids[2], o => o.Acknowledge("p2"));
        await app.WithDbAsync(async db =>
        {
            await db.WriteAsync(() => OrderBooks.MoveAsync(db, ids, o => o.GiveUp()));
            return true;
        });
        OrderState[] ends = [(await SeenAsync(ids[0])).State, (await SeenAsync(ids[1])).State, (await SeenAsync(ids[2])).State];
        Assert.Equal([OrderState.Failed, OrderState.ChargeUnknown, OrderState.CollectedLater], ends);
        Assert.Equal(0, await app.WithDbAsync(db => db.Set<CostReservation>().CountAsync(r => ids.Contains(r.JobId))));
    }

    private Task<Order> ArriveAsync(Guid id, Func<LibraryContext, Task>? also = null) =>
        Books.MoveAsync(id, o => o.Arrive(1, Picture, Paid, null, app.Now), also: also);

    /// <summary>A job that nobody runs, with its request and its order.</summary>
    private Task<Guid> PlannedAsync() =>
        app.WithDbAsync(async db =>
        {
            var job = db.Enqueue(new Job(GenerationJob.KindName, "Picture", null));
            job.Park("It waits.");
            db.Add(
                new GenerationRequest
                {
                    Id = job.Id,
                    InputsHash = Guid.NewGuid().ToString("N"),
                    Take = 1,
                    AssetKey = "reference",
                    Provider = "gemini",
                    Model = "some-model",
                    Sent = "{}",
                    Width = 512,
                    Height = 512,
                    Seed = 1,
                }
            );
            db.Add(Order.Plan(job.Id, null));
            await db.SaveChangesAsync();
            return job.Id;
        });

    /// <summary>The state, what is reserved (its own column and the row agree), and how often and how much was booked.</summary>
    private Task<(OrderState State, long Reserved, int Entries, long Paid)> SeenAsync(Guid id) =>
        app.WithDbAsync(async db =>
        {
            var order = await db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == id);
            var reserved = await db.Set<CostReservation>().Where(r => r.JobId == id).SumAsync(r => r.MicroUsd);
            Assert.Equal(reserved, order.ReservedMicroUsd ?? 0);
            var entries = await db.Set<CostEntry>().Where(e => e.JobId == id).ToListAsync();
            Assert.Equal(entries.Sum(e => e.MicroUsd) ?? 0, order.PaidMicroUsd ?? 0);
            return (order.State, reserved, entries.Count, entries.Sum(e => e.MicroUsd) ?? 0);
        });
}

public sealed class SqliteOrderTests(App app) : OrderContract(app), IClassFixture<App>;

public sealed class PostgresOrderTests(PostgresApp app) : OrderContract(app), IClassFixture<PostgresApp>;
