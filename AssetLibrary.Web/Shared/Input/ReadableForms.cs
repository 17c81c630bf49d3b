using System.Collections;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace AssetLibrary.Web.Shared.Input;

/// <summary>
/// A form that cannot be read at all leaves every parameter and property as it was, services too; a list of which nothing can be read
/// arrives as null. No handler expects either: both are refused here, for all pages. A list that is not sent arrives empty.
/// </summary>
internal sealed class ReadableForms : IAsyncPageFilter
{
    public static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Before a handler has run, an error without a name is that of the whole request.
        if (context.ModelState.TryGetValue("", out var whole) && whole.Errors.Count > 0)
        {
            throw RefusedException.Invalid($"The form couldn’t be read. {whole.Errors[0].ErrorMessage}".Trim());
        }

        var arguments =
            from parameter in context.HandlerMethod?.Parameters ?? []
            where
                IsList(parameter.ParameterType)
                && !(context.HandlerArguments.TryGetValue(parameter.Name, out var value) && value is not null)
            select parameter.Name;
        var properties =
            from property in context.ActionDescriptor.BoundProperties.OfType<PageBoundPropertyDescriptor>()
            where IsList(property.ParameterType) && property.Property.GetValue(context.HandlerInstance) is null
            select property.Name;
        return !context.ModelState.IsValid && arguments.Concat(properties).FirstOrDefault() is { } name
            ? throw RefusedException.Invalid($"The list “{name}” has no readable values.", name)
            : next();
    }
}

/// <summary>A list that is computed from others has no setter, and is not filled from a request: MVC would try, and fail.</summary>
internal sealed class ComputedListsAreNotBound : IBindingMetadataProvider
{
    public void CreateBindingMetadata(BindingMetadataProviderContext context)
    {
        if (context.Key.PropertyInfo is { CanWrite: false } && ReadableForms.IsList(context.Key.ModelType))
        {
            context.BindingMetadata.IsBindingAllowed = false;
        }
    }
}
