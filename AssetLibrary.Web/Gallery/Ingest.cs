using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Generation.Providers;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Gallery;

/// <summary>Files of somebody else's address: fetched within a time and a size, asked for again while they are not there yet.</summary>
internal sealed class Ingest(RemoteFiles remote, MediaIntake intake, BlobOptions blobs) : IRemoteIntake
{
    private static readonly FetchRules Rules = new("The file", "url", "it is larger than the limit for uploads.")
    {
        MostRedirects = 3,
        Patience = TimeSpan.FromMinutes(5),
        Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)],
    };

    public async Task<MediaItem> PrepareAsync(string? address, Guid? projectId, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https"))
        {
            throw RefusedException.Invalid("Send an http or https address.", "url");
        }

        var file = await remote.FetchAsync(at, blobs.MaxBytes, Rules, cancel);
        var name = Path.GetFileName(Uri.UnescapeDataString(at.AbsolutePath));
        return await intake.PrepareFileAsync(
            file,
            new(MediaSource.Import, Path.GetFileNameWithoutExtension(name), name.Length > 0 ? name : null, projectId) { RemoteUrl = at },
            cancel
        );
    }
}
