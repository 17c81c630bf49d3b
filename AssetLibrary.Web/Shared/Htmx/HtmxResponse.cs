using System.Text.Encodings.Web;
using System.Text.Json;

namespace AssetLibrary.Web.Shared.Htmx;

/// <summary>The response headers of htmx 4, named as in the Htmx package, so that it can take this one's place.</summary>
internal sealed class HtmxResponse(IHeaderDictionary headers)
{
    // Headers are ASCII: other letters are escaped.
    private static readonly JsonSerializerOptions Ascii = new() { Encoder = JavaScriptEncoder.Default };

    public HtmxResponse PushUrl(string url) => Set("HX-Push-Url", url);
    public HtmxResponse ReplaceUrl(string url) => Set("HX-Replace-Url", url);
    public HtmxResponse Redirect(string url) => Set("HX-Redirect", url);
    public HtmxResponse Retarget(string selector) => Set("HX-Retarget", selector);
    public HtmxResponse Reswap(string swap) => Set("HX-Reswap", swap);

    /// <summary>An event on the page after the swap. Several calls add up.</summary>
    public HtmxResponse WithTrigger(string name, object? detail = null)
    {
        var all = headers.TryGetValue("HX-Trigger", out var old) && JsonSerializer.Deserialize<Dictionary<string, object?>>(old.ToString()) is { } known ? known : new(StringComparer.Ordinal);
        all[name] = detail ?? "";
        return Set("HX-Trigger", JsonSerializer.Serialize(all, Ascii));
    }

    private HtmxResponse Set(string name, string value)
    {
        headers[name] = value;
        return this;
    }
}

internal static class HtmxResponseExtensions
{
    public static void Htmx(this HttpResponse response, Action<HtmxResponse> headers) => headers(new(response.Headers));

    public static HtmxResponse Toast(this HtmxResponse headers, string text, string tone = "good") => headers.WithTrigger("app:toast", new { text, tone });
}
