using System.Net;
using System.Net.Http.Headers;
using AssetLibrary.Web.Blobs;
using AssetLibrary.Web.Generation.Providers.Answers;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// Fetches what a provider has made and only told the address of: from where <see cref="Fetching"/> goes, and from its own server.
/// </summary>
internal sealed class ProviderDownload(ProviderCall line, Fetching fetching, TimeProvider time)
{
    private const int HeadBytes = 4096;

    /// <param name="address">Absolute, or below the endpoint.</param>
    /// <param name="mayKnowKey">Whether a server may know the key: it goes nowhere else.</param>
    /// <param name="keyHeader">Where the key stands, when not as a bearer's.</param>
    public async Task<ProviderStep.Finished> FetchAsync(
        string address,
        Func<Uri, bool> mayKnowKey,
        string? keyHeader,
        CancellationToken cancel
    )
    {
        if (!Uri.TryCreate(line.Endpoint, address, out var at))
        {
            throw line.Fail(FailureStage.Download, ErrorClass.EmptyResult, "returned no picture link.");
        }

        using var watch = new CancellationTokenSource(line.Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, watch.Token);
        var path = line.NewFile();
        try
        {
            void Signed(HttpRequestMessage request) => Sign(request, mayKnowKey, keyHeader);
            using var response = await fetching.GetAsync(at, own: line.Endpoint, Signed, both.Token);
            await TakeAsync(response, path, both.Token);
            return new(path);
        }
        catch (Exception e)
        {
            File.Delete(path);
            throw e switch
            {
                _ when !ProviderCall.Broke(e, cancel) => e,
                _ when e.GetBaseException() is ForbiddenAddressException => line.Fail(
                    FailureStage.Download,
                    ErrorClass.Broken,
                    $"returned a picture link, but {ForbiddenAddressException.Sentence}"
                ),
                OperationCanceledException => line.Fail(
                    FailureStage.Download,
                    ErrorClass.Temporary,
                    $"didn’t deliver the picture within {line.Patience.TotalSeconds:N0} seconds."
                ),
                _ => line.Fail(FailureStage.Download, ErrorClass.Temporary, "couldn’t be reached, or disconnected during the download."),
            };
        }
    }

    private async Task TakeAsync(HttpResponseMessage response, string path, CancellationToken cancel)
    {
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            throw line.Gone(
                FailureStage.Download,
                ErrorClass.EmptyResult,
                "no longer has the picture. It keeps pictures only for a while."
            );
        }

        if (!response.IsSuccessStatusCode)
        {
            var said = WireErrorReader.Read(await ProviderCall.StartAsync(response, cancel), (int)response.StatusCode);
            throw line.Refused(said, FailureStage.Download, response.Headers);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
        if (!await stream.CopyAtMostAsync(file, line.MostBytes, cancel))
        {
            throw new JobFailedException(line.TooLarge());
        }

        file.Position = 0;
        var head = await file.ReadStartAsync(HeadBytes, cancel);
        if (WholePicture.TypeOf(head.Span) is null)
        {
            throw line.Fail(
                FailureStage.Download,
                ErrorClass.EmptyResult,
                head.IsEmpty ? "sent an empty file."
                    : ContentSniffer.Sniff(head.Span) == ContentSniffer.Html ? "sent a web page instead of a picture."
                    : "sent a file that isn’t a picture."
            );
        }
    }

    private void Sign(HttpRequestMessage request, Func<Uri, bool> mayKnowKey, string? keyHeader)
    {
        if (line.Key is not { } key || !mayKnowKey(request.RequestUri!))
        {
            return;
        }

        if (keyHeader is not null)
        {
            request.Headers.Add(keyHeader, key);
        }
        else
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }
}
