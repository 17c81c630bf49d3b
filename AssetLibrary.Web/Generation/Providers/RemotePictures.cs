using System.Buffers;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// Fetches a picture from an address that somebody names, into a file: within a time and a size, from the public network (and from
/// hosts that are trusted by configuration), looking at each redirect anew.
/// </summary>
internal sealed class RemotePictures(ProviderHttp http, BlobStore blobs, GenerationOptions options, TimeProvider time)
{
    private const int MostRedirects = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The file lies beside the store and is the caller's.</summary>
    /// <param name="address">Where it lies.</param>
    /// <param name="mostBytes">More are not taken.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RefusedException">422: a sentence that says why there is no picture.</exception>
    public async Task<string> FetchAsync(Uri address, long mostBytes, CancellationToken cancel)
    {
        using var watch = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, watch.Token);
        var file = blobs.NewFile();
        try
        {
            for (var (at, hops) = (address, 0); ; hops++)
            {
                if (at.Scheme is not ("http" or "https") || at.UserInfo.Length > 0 || hops > MostRedirects)
                {
                    throw Refused("nothing is fetched from there.");
                }

                using var request = new HttpRequestMessage(HttpMethod.Get, at);
                using var response = await http.SendAsync(request, new Dial(publicOnly: !options.TrustedHosts.Contains(at.IdnHost, StringComparer.OrdinalIgnoreCase)), both.Token);
                if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } next)
                {
                    at = new(at, next);
                    continue;
                }

                if (!response.IsSuccessStatusCode)
                {
                    throw Refused($"the server there answers with {(int)response.StatusCode}. An address that was signed may have run out: name a new one.");
                }

                await ToFileAsync(response, file, mostBytes, both.Token);
                return file;
            }
        }
        catch (Exception e)
        {
            File.Delete(file);
            throw e switch
            {
                _ when e is OperationCanceledException && cancel.IsCancellationRequested => e,
                OperationCanceledException => Refused($"it did not come within {Patience.TotalSeconds:N0} seconds."),
                _ when e.GetBaseException() is PrivateAddressException => Refused("it lies in a private network, from which nothing is fetched (Generation:TrustedHosts names exceptions)."),
                HttpRequestException or IOException when !ErrorPages.IsFullDisk(e) => Refused("the server there cannot be reached, or broke off."),
                _ => e,
            };
        }
    }

    private async Task ToFileAsync(HttpResponseMessage response, string path, long mostBytes, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            long size = 0;
            for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
            {
                if ((size += read) > mostBytes)
                {
                    throw Refused($"the references of one request have at most {options.MostReferenceBytes / (1024 * 1024)} MB together.");
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Without the address: it can hold a signature.
    private static RefusedException Refused(string why) => RefusedException.Invalid($"A reference picture could not be fetched: {why}", "references");
}
