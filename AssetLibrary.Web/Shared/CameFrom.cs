namespace AssetLibrary.Web.Shared;

internal static class CameFrom
{
    /// <summary>
    /// The page of ours that a form was sent from, for anyone who has no JavaScript; else what the caller says. Never an address that
    /// leads away: a path that begins with two slashes is another host to a browser.
    /// </summary>
    public static string PageOr(this HttpRequest request, string other) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page)
        && (page.Scheme == Uri.UriSchemeHttp || page.Scheme == Uri.UriSchemeHttps)
        && page.Authority == request.Host.Value
        && page.PathAndQuery is ['/', not ('/' or '\\'), ..] or "/"
            ? page.PathAndQuery
            : other;
}
