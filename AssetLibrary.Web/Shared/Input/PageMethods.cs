using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace AssetLibrary.Web.Shared.Input;

internal static class PageMethods
{
    /// <summary>
    /// A method that a page has no handler for is 405 with the ones it has, and a handler's name that it does not know is 404. Razor
    /// would render the page with nothing in it.
    /// Reading is left alone: a page without OnGet has nothing to prepare.
    /// </summary>
    public static void UsePageMethods(this WebApplication app)
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        app.Use(
            async (context, next) =>
            {
                var method = context.Request.Method;
                if (
                    !HttpMethods.IsGet(method)
                    && !HttpMethods.IsHead(method)
                    && context.GetEndpoint()?.Metadata is { } metadata
                    && metadata.GetMetadata<PageActionDescriptor>() is { } page
                )
                {
                    var handled = (await loader.LoadAsync(page, metadata)).HandlerMethods;
                    if (!handled.Any(h => Takes(h, method)))
                    {
                        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                        context.Response.Headers.Allow = string.Join(
                            ", ",
                            handled.Select(h => h.HttpMethod.ToUpperInvariant()).Append("GET").Append("HEAD").Distinct().Order()
                        );
                        return;
                    }

                    var name = context.GetRouteValue("handler")?.ToString() ?? context.Request.Query["handler"].ToString();
                    if (!handled.Any(h => Takes(h, method) && (h.Name is null || h.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
                    {
                        context.Response.StatusCode = StatusCodes.Status404NotFound;
                        return;
                    }
                }

                await next(context);
            }
        );
    }

    private static bool Takes(HandlerMethodDescriptor handler, string method) =>
        string.Equals(handler.HttpMethod, method, StringComparison.OrdinalIgnoreCase);
}
