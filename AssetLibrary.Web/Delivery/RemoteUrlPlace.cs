using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;

namespace AssetLibrary.Web.Delivery;

/// <summary>The address that the bytes came from, while it is good.</summary>
internal sealed class RemoteUrlPlace(RemoteFiles remote, BlobOptions blobs, TrafficLimit traffic, TimeProvider time) : IBytePlace
{
    private static readonly FetchRules Rules = new("The file", "url", "it is larger than the limit for uploads.")
    {
        MostRedirects = 3,
        Patience = TimeSpan.FromMinutes(5),
    };

    public string Name => "remote";

    public ValueTask<bool> KnowsAsync(MediaItem item, CancellationToken cancel) =>
        new(item.RemoteUrl is not null && !(item.RemoteExpiresAt < time.GetUtcNow()));

    public Task<string> FetchAsync(MediaItem item, CancellationToken cancel) =>
        remote.FetchAsync(
            new Uri(item.RemoteUrl!),
            Math.Min(blobs.MaxBytes, item.Bytes + 1),
            Rules with
            {
                Pace = traffic.TakeAsync,
                // Others share the line.
                Patience =
                    Rules.Patience
                    + (traffic.BytesPerSecond == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(16.0 * item.Bytes / traffic.BytesPerSecond)),
            },
            cancel
        );
}
