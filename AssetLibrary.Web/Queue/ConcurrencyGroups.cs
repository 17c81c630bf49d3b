using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AssetLibrary.Web.Queue;

/// <summary>
/// A room that gives its jobs a group says how many of them may run at once in this process; null for as many as there are workers.
/// </summary>
public interface IConcurrencyRule
{
    int? WidthOf(string group);
}

/// <summary>A group in which nothing begins before this time, on no server: anyone who is at its end has asked for it.</summary>
public sealed class ClosedGroup
{
    public required string ConcurrencyGroup { get; init; }
    public required DateTimeOffset Until { get; set; }
}

/// <summary>
/// Jobs that ask the same thing of somebody run in one group, of a certain width. A job in a full or closed group is not claimed:
/// it stays where it is, and others go past it.
/// </summary>
public sealed class ConcurrencyGroups(IEnumerable<IConcurrencyRule> rules)
{
    private readonly Dictionary<string, int> inside = new(StringComparer.Ordinal);
    private TaskCompletionSource left = New();

    /// <summary>Take it before looking for jobs, await it after: a group that was full has room.</summary>
    public Task NextLeave => Volatile.Read(ref left).Task;

    /// <summary>The groups that have no room now.</summary>
    public IReadOnlyList<string> Full()
    {
        lock (inside)
        {
            return [.. inside.Where(l => l.Value >= WidthOf(l.Key)).Select(l => l.Key)];
        }
    }

    /// <summary>The one who claims is alone in this process, so there was room.</summary>
    public void Enter(string? group)
    {
        lock (inside)
        {
            if (group is not null)
            {
                inside[group] = inside.GetValueOrDefault(group) + 1;
            }
        }
    }

    public void Leave(string? group)
    {
        if (group is null)
        {
            return;
        }

        bool wasFull;
        lock (inside)
        {
            wasFull = inside[group] >= WidthOf(group);
            inside[group]--;
        }

        if (wasFull)
        {
            Interlocked.Exchange(ref left, New()).TrySetResult();
        }
    }

    private int WidthOf(string group) => rules.Select(r => r.WidthOf(group)).FirstOrDefault(w => w is not null) ?? int.MaxValue;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

public static class ClosedGroups
{
    /// <summary>Nothing begins in this group before then; a longer wait that stands stays. Saved at once.</summary>
    public static async Task CloseGroupAsync(this LibraryContext db, string group, DateTimeOffset until)
    {
        var known = db.Set<ClosedGroup>().Where(c => c.ConcurrencyGroup == group);
        if (await known.AnyAsync())
        {
            await known.Where(c => c.Until < until).ExecuteUpdateAsync(s => s.SetProperty(c => c.Until, until));
            return;
        }

        var closing = new ClosedGroup { ConcurrencyGroup = group, Until = until };
        db.Add(closing);
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateException)
        {
            db.Entry(closing).State = EntityState.Detached; // another job was told so at the same moment
        }
    }
}

internal sealed class ClosedGroupTable : IEntityTypeConfiguration<ClosedGroup>
{
    public void Configure(EntityTypeBuilder<ClosedGroup> builder)
    {
        builder.ToTable("ClosedGroups").HasKey(c => c.ConcurrencyGroup);
        builder.Property(c => c.ConcurrencyGroup).HasMaxLength(64);
    }
}
