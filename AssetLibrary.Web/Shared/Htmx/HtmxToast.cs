using Htmx;

namespace AssetLibrary.Web.Shared.Htmx;

/// <summary>What the Htmx package does not know of this app.</summary>
internal static class HtmxToast
{
    public static HtmxResponseHeaders Toast(this HtmxResponseHeaders headers, string text, string tone = "good") =>
        headers.WithTrigger("app:toast", new { text, tone });
}
