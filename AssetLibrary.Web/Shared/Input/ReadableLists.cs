using System.Collections;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace AssetLibrary.Web.Shared.Input;

/// <summary>
/// A list in a form of which nothing can be read arrives as null, in parameters and properties alike; no handler expects that. It is
/// refused here, for all pages, and so is a form that cannot be read at all. A list that is not sent arrives empty.
/// </summary>
internal sealed class ReadableLists : IAsyncPageFilter
{
    public static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
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
        if (context.Key.PropertyInfo is { CanWrite: false } && ReadableLists.IsList(context.Key.ModelType))
        {
            context.BindingMetadata.IsBindingAllowed = false;
        }
    }
}
