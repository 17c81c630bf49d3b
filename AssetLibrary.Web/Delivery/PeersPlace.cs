using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Replication;
using AssetLibrary.Web.Replication.Peers;

namespace AssetLibrary.Web.Delivery;

/// <summary>The servers that this one is paired with: large files come from all of them that have them at once.</summary>
internal sealed class PeersPlace(PeerServers peers, RangedDownload download, IServiceScopeFactory scopes) : IBytePlace
{
    public string Name => "peer";

    public async ValueTask<bool> KnowsAsync(MediaItem item, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await peers.AnyAsync(Db(scope), cancel);
    }

    public async Task<string> FetchAsync(MediaItem item, CancellationToken cancel)
    {
        IReadOnlyList<Peer> all;
        await using (var scope = scopes.CreateAsyncScope())
        {
            all = await peers.AllAsync(Db(scope), cancel);
        }

        var (having, trouble) = (new List<(Peer Peer, PartManifest Parts)>(), (StoreTroubleException?)null);
        foreach (var peer in all)
        {
            try
            {
                if (
                    await peer.PartsAsync(item.Sha256, cancel) is { PartBytes: RangedDownload.PartBytes } parts
                    && parts.Bytes == item.Bytes
                )
                {
                    having.Add((peer, parts));
                }
            }
            catch (StoreTroubleException e)
            {
                trouble = e; // another one may have it
            }
        }

        return having.Count == 0
            ? throw new StoreTroubleException(trouble?.Message ?? "No other server has it.", trouble?.IsTemporary == true, trouble)
            : await download.FetchAsync(item.Sha256, item.Bytes, [.. having.Select(h => h.Peer)], having[0].Parts.Parts, cancel);
    }

    private static LibraryContext Db(AsyncServiceScope scope)
    {
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        return scope.ServiceProvider.GetRequiredService<LibraryContext>();
    }
}
