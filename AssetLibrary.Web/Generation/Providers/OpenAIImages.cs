using System.Net.Http.Headers;
using System.Text.Json;
using AssetLibrary.Web.Queue;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>The form of the answer that OpenAI's images and all who speak like them give: the bytes as text, or an address.</summary>
internal static class OpenAIImages
{
    // An address is kept like an id before anything is fetched: what was paid for is fetched again, not bought again.
    private const string Address = "url:";

    public static HttpRequestMessage Signed(ProviderLine line, HttpRequestMessage request)
    {
        request.Headers.Authorization = line.Key is null ? null : new AuthenticationHeaderValue("Bearer", line.Key);
        return request;
    }

    public static MultipartFormDataContent Edits(PictureOrder order, params IEnumerable<(string Name, string Value)> fields)
    {
        var form = ProviderLine.Form(fields);
        var number = 0;
        foreach (var reference in order.References)
        {
            ProviderLine.Attach(form, "image[]", reference, ProviderLine.FileName(reference, $"reference{++number}"));
        }

        return form;
    }

    public static async Task<ProviderStep> ReadAsync(ProviderLine line, JsonElement answer, CancellationToken cancel)
    {
        var picture = WireError.Property(answer, "data") is { ValueKind: JsonValueKind.Array } all && all.GetArrayLength() > 0 ? all[0] : default;
        var receipt = new Receipt(Tokens: WireError.Tokens(WireError.Property(answer, "usage"), "input_tokens", "output_tokens"));
        return WireError.Text(picture, "b64_json") is { } text ? (await line.FinishedAsync(text, cancel)).With(receipt)
            : WireError.Text(picture, "url") is { } url ? url.StartsWith("data:", StringComparison.Ordinal) ? (await line.FinishedAsync(url, cancel)).With(receipt) : new ProviderStep.Pending(Address + url, TimeSpan.Zero)
            : throw line.Fail(FailureStage.Download, ErrorClass.EmptyResult, "answered without a picture.");
    }

    public static Task<ProviderStep> FetchAsync(ProviderLine line, string id, CancellationToken cancel) => id.StartsWith(Address, StringComparison.Ordinal)
        ? line.DownloadAsync(id[Address.Length..], at => at.Authority == line.Endpoint.Authority, cancel)
        : throw line.Gone(FailureStage.Wait, ErrorClass.Broken, "knows no such work.");
}
