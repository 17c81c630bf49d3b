namespace AssetLibrary.Web.Shared;

internal static class CameFrom
{
    /// <summary>The page of ours that a form was sent from, for whoever has no JavaScript; else what the caller says.</summary>
    public static string PageOr(this HttpRequest request, string other) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == request.Host.Value ? page.PathAndQuery : other;
}
