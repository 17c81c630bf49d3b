using System.Threading.RateLimiting;

namespace AssetLibrary.Web.Replication;

/// <summary>
/// How fast missing bytes are fetched in the background, all fetches together: people at work have the line first. 0 for no limit.
/// </summary>
public sealed class TrafficLimit : IDisposable
{
    private const int Mega = 1024 * 1024,
        PartsOfASecond = 10;

    private readonly TokenBucketRateLimiter? bucket;

    public TrafficLimit(IConfiguration configuration)
        : this(configuration.GetValue("Delivery:MegabytesPerSecond", 25)) { }

    internal TrafficLimit(int megabytesPerSecond, bool refills = true)
    {
        // What is beyond this is no limit for any line.
        megabytesPerSecond = megabytesPerSecond > 1024 ? 0 : megabytesPerSecond;
        BytesPerSecond = (long)Math.Max(0, megabytesPerSecond) * Mega;
        bucket =
            megabytesPerSecond <= 0
                ? null
                : new(
                    new()
                    {
                        TokenLimit = megabytesPerSecond * Mega,
                        TokensPerPeriod = megabytesPerSecond * Mega / PartsOfASecond,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / PartsOfASecond,
                        QueueLimit = int.MaxValue,
                        AutoReplenishment = refills,
                    }
                );
    }

    /// <summary>0 for no limit.</summary>
    public long BytesPerSecond { get; }

    /// <summary>Waits until so many bytes may come.</summary>
    public async ValueTask TakeAsync(int bytes, CancellationToken cancel)
    {
        if (bucket is not null)
        {
            using var lease = await bucket.AcquireAsync(bytes, cancel);
        }
    }

    public void Dispose() => bucket?.Dispose();
}
