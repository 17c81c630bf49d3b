using AssetLibrary.Web.Database.Sqlite;

namespace AssetLibrary.Tests.Database;

/// <summary>The line of those who want to write.</summary>
public sealed class WriterQueueTests
{
    private readonly WriterQueue line = new(TimeProvider.System);

    [Fact]
    public async Task One_at_a_time_in_their_order_and_who_is_in_a_hurry_first()
    {
        await line.EnterAsync(false, CancellationToken.None);
        var order = new List<string>();
        var all = new[] { ("a", false), ("b", false), ("hurry", true) }
            .Select(async who =>
            {
                await line.EnterAsync(who.Item2, CancellationToken.None);
                order.Add(who.Item1);
                line.Leave();
            })
            .ToList();
        Assert.All(all, t => Assert.False(t.IsCompleted));
        line.Leave();
        await Task.WhenAll(all);
        Assert.Equal(["hurry", "a", "b"], order);
        Assert.True(line.EnterAsync(false, CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_line_and_holds_up_nobody()
    {
        await line.EnterAsync(false, CancellationToken.None);
        using var ending = new CancellationTokenSource();
        var gone = line.EnterAsync(false, ending.Token);
        var next = line.EnterAsync(false, CancellationToken.None);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        line.Leave();
        await next;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => line.EnterAsync(false, ending.Token));
    }

    [Fact]
    public async Task Many_at_once_never_meet_inside()
    {
        var (inside, met) = (0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            using var patience = new CancellationTokenSource(i % 7 == 0 ? TimeSpan.FromTicks(1000) : TimeSpan.FromMinutes(1));
            try
            {
                await line.EnterAsync(i % 3 == 0, patience.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (Interlocked.Increment(ref inside) > 1)
            {
                Interlocked.Increment(ref met);
            }

            await Task.Yield();
            Interlocked.Decrement(ref inside);
            line.Leave();
        });
        Assert.Equal(0, met);
        Assert.True(line.EnterAsync(false, CancellationToken.None).IsCompletedSuccessfully);
    }
}
