namespace AssetLibrary.Web.Media;

/// <summary>A room above that fetches a file from an address which somebody names, and looks at it as at any other.</summary>
public interface IRemoteIntake
{
    /// <summary>
    /// The item without its row, which <see cref="MediaIntake.Enter"/> adds: it takes a while, so no transaction is open.
    /// </summary>
    /// <exception cref="Shared.RefusedException">422 for what cannot be fetched, 413, 415 or 422 for what cannot be kept.</exception>
    Task<MediaItem> PrepareAsync(string? address, Guid? projectId, CancellationToken cancel);
}
