using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Queue;

/// <summary>A room that gives its jobs a lane says how many of them may run at once in this process; null for as many as there are workers.</summary>
public interface ILaneRule
{
    int? WidthOf(string lane);
}

/// <summary>A lane in which nothing begins before this time, on no server: whoever is at its end has asked for it.</summary>
public sealed class LaneClosing
{
    public required string Lane { get; init; }
    public required DateTimeOffset Until { get; set; }
}

/// <summary>
/// Jobs that ask the same thing of somebody run in one lane, of a certain width. A job in a full or closed lane is not claimed:
/// it stays where it is, and others go past it.
/// </summary>
public sealed class Lanes(IEnumerable<ILaneRule> rules)
{
    private readonly Dictionary<string, int> inside = new(StringComparer.Ordinal);
    private TaskCompletionSource left = New();

    /// <summary>Take it before looking for jobs, await it after: a lane that was full has room.</summary>
    public Task NextLeave => Volatile.Read(ref left).Task;

    /// <summary>The lanes that have no room now.</summary>
    public IReadOnlyList<string> Full()
    {
        lock (inside)
        {
            return [.. inside.Where(l => l.Value >= WidthOf(l.Key)).Select(l => l.Key)];
        }
    }

    /// <summary>The one who claims is alone in this process, so there was room.</summary>
    public void Enter(string? lane)
    {
        lock (inside)
        {
            if (lane is not null)
            {
                inside[lane] = inside.GetValueOrDefault(lane) + 1;
            }
        }
    }

    public void Leave(string? lane)
    {
        if (lane is null)
        {
            return;
        }

        bool wasFull;
        lock (inside)
        {
            wasFull = inside[lane] >= WidthOf(lane);
            inside[lane]--;
        }

        if (wasFull)
        {
            Interlocked.Exchange(ref left, New()).TrySetResult();
        }
    }

    private int WidthOf(string lane) => rules.Select(r => r.WidthOf(lane)).FirstOrDefault(w => w is not null) ?? int.MaxValue;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

public static class LaneClosings
{
    /// <summary>Nothing begins in this lane before then; a longer wait that stands stays. Saved at once.</summary>
    public static async Task CloseLaneAsync(this LibraryContext db, string lane, DateTimeOffset until)
    {
        var known = db.Set<LaneClosing>().Where(c => c.Lane == lane);
        if (await known.AnyAsync())
        {
            await known.Where(c => c.Until < until).ExecuteUpdateAsync(s => s.SetProperty(c => c.Until, until));
            return;
        }

        var closing = new LaneClosing { Lane = lane, Until = until };
        db.Add(closing);
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateException)
        {
            db.Entry(closing).State = EntityState.Detached;      // another job was told so at the same moment
        }
    }
}

internal sealed class LaneTable : IEntityTypeConfiguration<LaneClosing>
{
    public void Configure(EntityTypeBuilder<LaneClosing> builder)
    {
        builder.ToTable("LaneClosings").HasKey(c => c.Lane);
        builder.Property(c => c.Lane).HasMaxLength(64);
    }
}
