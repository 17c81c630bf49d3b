namespace AssetLibrary.Web.Projects;

/// <summary>The inbox, the assets and the style were one page once: its addresses lead on, forms that a tab still holds included.</summary>
internal static class OldAddresses
{
    private static readonly string[] Waiting = ["c", "kind", "tier", "proposed", "find"];

    public static void MapOldAddresses(this IEndpointRouteBuilder app) =>
        app.MapMethods(
            "/Projects/{projectId:guid}/Stage5/{**rest}",
            [HttpMethods.Get, HttpMethods.Post],
            (Guid projectId, string? rest, HttpRequest request) =>
                Results.LocalRedirect(
                    $"/Projects/{projectId}{Where(rest ?? "", request.Query)}{request.QueryString}",
                    permanent: true,
                    preserveMethod: true
                )
        );

    private static string Where(string rest, IQueryCollection query) =>
        rest.Split('/')[0] switch
        {
            "" => Waiting.Any(query.ContainsKey) ? "/Inbox" : "/Assets",
            "Style" => "/Style",
            "GenerateMissing" or "Remove" => $"/Assets/{Uri.EscapeDataString(rest)}",
            _ => $"/Inbox/{string.Join('/', rest.Split('/').Select(Uri.EscapeDataString))}",
        };
}
