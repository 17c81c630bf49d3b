using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// Fetches a picture from an address that somebody names, into a file: within a time and a size, and only from where
/// <see cref="Fetching"/> goes.
/// </summary>
internal sealed class RemotePictures(Fetching fetching, BlobStore blobs, GenerationOptions options, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The file lies beside the store and is the caller's.</summary>
    /// <param name="address">Where it lies.</param>
    /// <param name="mostBytes">More are not taken.</param>
    /// <exception cref="RefusedException">422: a sentence that says why there is no picture.</exception>
    public async Task<string> FetchAsync(Uri address, long mostBytes, CancellationToken cancel)
    {
        using var watch = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, watch.Token);
        var path = blobs.NewFile();
        try
        {
            using var response = await fetching.GetAsync(address, own: null, sign: null, both.Token);
            if (!response.IsSuccessStatusCode)
            {
                var status = (int)response.StatusCode;
                throw Refused($"the server returned HTTP {status}. A signed link may have expired. Use a new one.");
            }

            await using var stream = await response.Content.ReadAsStreamAsync(both.Token);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            return await stream.CopyAtMostAsync(file, mostBytes, both.Token)
                ? path
                : throw Refused($"the references of one request can total at most {options.MostReferenceBytes / (1024 * 1024)} MB.");
        }
        catch (Exception e)
        {
            File.Delete(path);
            throw e switch
            {
                _ when e is OperationCanceledException && cancel.IsCancellationRequested => e,
                OperationCanceledException => Refused($"it took longer than {Patience.TotalSeconds:N0} seconds."),
                _ when e.GetBaseException() is ForbiddenAddressException => Refused(ForbiddenAddressException.Sentence),
                HttpRequestException or IOException when !DatabaseErrors.IsFullDisk(e) => Refused(
                    "the server can’t be reached, or it disconnected."
                ),
                _ => e,
            };
        }
    }

    // Without the address: it can hold a signature.
    private static RefusedException Refused(string why) =>
        RefusedException.Invalid($"A reference picture couldn’t be downloaded: {why}", "references");
}
