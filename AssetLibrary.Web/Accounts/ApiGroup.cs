using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Antiforgery;

namespace AssetLibrary.Web.Accounts;

internal static class ApiGroup
{
    /// <summary>Everything under /api/v1: signed in by token, or by cookie with the antiforgery header.</summary>
    public static RouteGroupBuilder MapApi(this WebApplication app)
    {
        app.MapOpenApi().RequireAuthorization(Policies.Read);
        return app.MapApiAt("/api/v1");
    }

    /// <summary>As /api/v1, below another address.</summary>
    public static RouteGroupBuilder MapApiAt(this WebApplication app, string prefix) =>
        app.MapGroup(prefix).RequireAuthorization(Policies.Read).AddEndpointFilter(CheckFormsTokenAsync);

    /// <summary>For what changes something.</summary>
    public static RouteHandlerBuilder ForEditors(this RouteHandlerBuilder route) => route.RequireAuthorization(Policies.Edit);

    // A cookie goes along with any request that a foreign page makes; a token does not.
    private static async ValueTask<object?> CheckFormsTokenAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var safe = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (
            !safe
            && ApiTokenScheme.BearerOf(context.Request) is null
            && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)
        )
        {
            return Problem.Of(
                StatusCodes.Status400BadRequest,
                "antiforgery",
                "Send the page’s token in the X-CSRF-TOKEN header, or use an API token."
            );
        }

        return await next(call);
    }
}
