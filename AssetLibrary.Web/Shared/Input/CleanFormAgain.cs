using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AssetLibrary.Web.Shared.Input;

/// <summary>
/// A page with [RequestFormLimits] (order 900) gets a new form in place of the clean one. This comes after it, and before the
/// antiforgery check (1000) reads the form.
/// </summary>
internal sealed class CleanFormAgain : IAuthorizationFilter, IOrderedFilter
{
    public int Order => 950;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var features = context.HttpContext.Features;
        if (features.Get<IFormFeature>() is { } form and not CleanForm)
        {
            features.Set<IFormFeature>(new CleanForm(form));
        }
    }
}
