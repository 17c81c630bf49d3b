using AssetLibrary.Web.Extraction;

namespace AssetLibrary.Web.Inbox;

/// <summary>Tells whether a candidate is an asset of its branch that the newest draft calls otherwise.</summary>
public interface IDraftRenames
{
    /// <summary>Null where it is not, or where there is no older draft.</summary>
    Task<RenamedAsset?> OfAsync(Candidate candidate, CancellationToken cancel);
}

/// <param name="Was">Its name in the older draft.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="AssetName">What it is called now.</param>
public sealed record RenamedAsset(string Was, Guid AssetId, string AssetName);
