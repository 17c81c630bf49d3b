using System.Collections.Concurrent;

namespace AssetLibrary.Web.Media;

/// <summary>From where bytes were served, and whether they were: counted in memory, and put away now and then.</summary>
public sealed class DeliveryCounts(TimeProvider time)
{
    /// <summary>Served from this server's disk; found unchanged in the browser's cache; not here.</summary>
    public const string Local = "local",
        Cache = "cache",
        Missing = "missing";

    private ConcurrentDictionary<(DateTimeOffset Hour, string Step, string Outcome), long> counts = new();

    public void Count(string step, string outcome)
    {
        var now = time.GetUtcNow();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        counts.AddOrUpdate((hour, step, outcome), 1, (_, n) => n + 1);
    }

    /// <summary>What was counted since the last time.</summary>
    public IReadOnlyCollection<KeyValuePair<(DateTimeOffset Hour, string Step, string Outcome), long>> Take() =>
        [.. Interlocked.Exchange(ref counts, new())];
}
