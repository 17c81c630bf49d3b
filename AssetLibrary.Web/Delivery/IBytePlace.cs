using AssetLibrary.Web.Media;

namespace AssetLibrary.Web.Delivery;

/// <summary>Somewhere else where bytes may lie: the address that they came from, a bucket, another server. Asked in their order.</summary>
public interface IBytePlace
{
    /// <summary>As it is counted, and told in X-Served-From.</summary>
    string Name { get; }

    /// <summary>It may have these; asking costs next to nothing.</summary>
    ValueTask<bool> KnowsAsync(MediaItem item, CancellationToken cancel);

    /// <summary>The bytes in a file of the store's, which is the caller's; they are proven by their address afterwards.</summary>
    /// <exception cref="Shared.RefusedException">A sentence that says why it did not give them.</exception>
    /// <exception cref="Blobs.StoreTroubleException">The same, and whether it may help to ask again.</exception>
    Task<string> FetchAsync(MediaItem item, CancellationToken cancel);
}
