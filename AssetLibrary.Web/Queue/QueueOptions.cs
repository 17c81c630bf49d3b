namespace AssetLibrary.Web.Queue;

/// <summary>Section <c>Queue</c>.</summary>
public sealed class QueueOptions
{
    /// <summary>Jobs run at once in this process; 0 means none (another process works). Most of them wait for a server elsewhere: what
    /// this machine itself has to work at has groups of its own, as wide as it has cores. Default 16.</summary>
    public int Parallel { get; set; } = 16;

    /// <summary>How long a claimed job is left alone when its worker is not heard of.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a worker renews its lease; well under <see cref="Lease"/>.</summary>
    public TimeSpan Renew { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the rows are looked at unasked: for expired leases, times that have come, other servers' jobs.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Attempts, crashes included, after which a job is given up.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Further tries after temporary errors.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>The wait before the first retry; it doubles, with up to half of it more by chance.</summary>
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(2);
}
