using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AssetLibrary.Web.Accounts;

/// <summary>A page whose posts concern only the person who posts (signing out, a password), so that a viewer may send them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReadersMayPostAttribute : Attribute;

/// <summary>
/// Every page may be read by anyone who it is shown to; only editors change things. One rule for all pages, so that none forgets it.
/// </summary>
internal sealed class PostsNeedAnEditor : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var open = context.ActionDescriptor.EndpointMetadata.Any(m =>
            m is ReadersMayPostAttribute or Microsoft.AspNetCore.Authorization.IAllowAnonymous
        );
        // A token's scopes say nothing about pages that concern the person themselves: a reading token must not issue a stronger one.
        if (HttpMethods.IsPost(context.HttpContext.Request.Method) && ApiTokenScheme.BearerOf(context.HttpContext.Request) is not null)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
            return;
        }

        if (HttpMethods.IsPost(context.HttpContext.Request.Method) && !open && !context.HttpContext.User.May(Policies.Edit))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
            return;
        }

        await next();
    }
}
