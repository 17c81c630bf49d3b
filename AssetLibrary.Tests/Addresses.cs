using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace AssetLibrary.Tests;

/// <summary>Every address of the app, and how each is filled so that it leads to something.</summary>
internal static class Addresses
{
    /// <summary>"POST /Library/{id:guid}/Trash", with "?handler=" where a page has several; the page where it is one.</summary>
    public static async Task<Dictionary<string, CompiledPageActionDescriptor?>> AddressesAsync(this App app)
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var all = new Dictionary<string, CompiledPageActionDescriptor?>(StringComparer.Ordinal);
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint.RoutePattern.RawText == "{**path:file}")
            {
                continue; // files for browsers, open to all
            }

            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } descriptor)
            {
                var page = await loader.LoadAsync(descriptor, endpoint.Metadata);
                foreach (var handler in page.HandlerMethods)
                {
                    all[$"{handler.HttpMethod.ToUpperInvariant()} {route}{(handler.Name is null ? "" : $"?handler={handler.Name}")}"] =
                        page;
                }

                if (!page.HandlerMethods.Any(h => h.HttpMethod == "Get"))
                {
                    all[$"GET {route}"] = page;
                }
            }
            else
            {
                foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
                {
                    all[$"{method} {route}"] = null;
                }
            }
        }

        return all;
    }

    public static async Task<string> FilledAsync(this App app, string route, Project project, MediaItem? picture)
    {
        bool Has(string part) => route.Contains(part, StringComparison.Ordinal);
        var id = route switch
        {
            _ when Has("tyles/{id") => await app.StyleAsync(),
            _ when Has("/library-looks/") => await app.LibraryLookAsync("Night"),
            _ when Has("/v1/looks/") => await app.LookAsync(project, "Night"),
            _ when Has("/Library/") || Has("/library/") => (await app.LibraryAssetAsync("Lamp")).Id,
            _ when Has("atches/") => (await app.JobAsync(project.Id)).BatchId!.Value,
            _ when Has("obs/") => (await app.JobAsync(project.Id)).Id,
            _ when Has("/Chat/{") || Has("conversations/{") => await app.ConversationAsync(project),
            _ when Has("candidates/{") => (await app.CandidateAsync(project, "Mara")).Id,
            _ when Has("decisions/") => (await app.DecisionAsync(project)).Id,
            _ when Has("project-assets/") || Has("subjects/") => (await app.ProjectAssetAsync(project, "Lamp")).Id,
            _ when Has("edia/") || route.StartsWith("/Gallery/", StringComparison.Ordinal) => picture?.Id ?? Guid.Empty,
            _ => project.Id,
        };
        var run = Has("{runId") ? (await app.CandidateAsync(project, "Mara")).RunId : Guid.Empty;
        var asset = Has("{assetId") ? (await app.ProjectAssetAsync(project, "Lamp")).Id : Guid.Empty;
        var look =
            !Has("{lookId") ? Guid.Empty
            : route.StartsWith("/Library/", StringComparison.Ordinal) ? await app.LibraryLookAsync("Night")
            : await app.LookAsync(project, "Night");
        return route
            .Replace("{lookId:guid}", look.ToString(), StringComparison.Ordinal)
            .Replace("{id:guid}", id.ToString(), StringComparison.Ordinal)
            .Replace("{projectId:guid}", project.Id.ToString(), StringComparison.Ordinal)
            .Replace("{mediaId:guid}", picture?.Id.ToString(), StringComparison.Ordinal)
            .Replace("{assetId:guid}", asset.ToString(), StringComparison.Ordinal)
            .Replace("{runId:guid}", run.ToString(), StringComparison.Ordinal)
            .Replace("{sceneId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{branch:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
            .Replace("{subjectId:guid}", project.Id.ToString(), StringComparison.Ordinal)
            .Replace("{key}", "reference", StringComparison.Ordinal)
            .Replace("{type}", "projectAsset", StringComparison.Ordinal)
            .Replace("{number:int}", "7", StringComparison.Ordinal)
            .Replace("{size:int}", "320", StringComparison.Ordinal)
            .Replace("/{session:guid?}", "", StringComparison.Ordinal)
            .Replace("{sha256}", picture?.Sha256.ToString() ?? "x", StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal);
    }
}
