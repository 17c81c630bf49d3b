namespace AssetLibrary.Web.Media;

/// <summary>A room above that can have bytes fetched which are not on this server.</summary>
public interface IMissingBytes
{
    /// <summary>Has them fetched in the background, if any place may have them; nothing is waited for.</summary>
    /// <returns>False when no place is known: whoever asked need not come back.</returns>
    Task<bool> AskAsync(Guid mediaId, CancellationToken cancel);
}
