namespace AssetLibrary.Web.Shared;

/// <summary>
/// While a disk or a database is gone, everything that needs it fails again and again: that is logged once a minute, with how often it
/// was.
/// </summary>
public sealed class LogThrottle(TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Logged, int Suppressed)> known = [];

    /// <param name="what">One of a few names: nothing of a request.</param>
    /// <param name="suppressed">How often it was not logged since it last was.</param>
    public bool ShouldLog(string what, out int suppressed)
    {
        lock (gate)
        {
            var isKnown = known.TryGetValue(what, out var last);
            suppressed = last.Suppressed;
            var logs = !isKnown || time.GetElapsedTime(last.Logged) >= Every;
            known[what] = logs ? (time.GetTimestamp(), 0) : last with { Suppressed = suppressed + 1 };
            return logs;
        }
    }
}
