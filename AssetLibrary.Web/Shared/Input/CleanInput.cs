using AssetLibrary.Web.Shared.Texts;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace AssetLibrary.Web.Shared.Input;

/// <summary>
/// Cleans every text of a request once, as it comes in: the path, the query, the fields of a form and the names of its files.
/// JSON has <see cref="TextConverter"/>.
/// </summary>
internal static class CleanInput
{
    public static void UseCleanText(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<FormOptions>>().Value;
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                var path = request.Path.Value ?? "";
                if (CleanText.Of(path) is var cleanPath && !ReferenceEquals(path, cleanPath))
                {
                    request.Path = new(cleanPath);
                }

                if (request.QueryString.HasValue && Cleaned(request.Query) is { } query)
                {
                    request.Query = new QueryCollection(query);
                }

                if (request.HasFormContentType)
                {
                    context.Features.Set<IFormFeature>(new CleanForm(new FormFeature(request, options)));
                }

                return next(context);
            }
        );
    }

    /// <summary>Null when nothing of it has to change.</summary>
    public static Dictionary<string, StringValues>? Cleaned(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var (changed, clean) = (false, new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase));
        foreach (var (name, values) in fields)
        {
            var cleanName = Of(name);
            var cleanValues = Array.ConvertAll(values.ToArray(), v => v is null ? null : Of(v));
            clean[cleanName] = StringValues.Concat(clean.GetValueOrDefault(cleanName), cleanValues);
        }

        return changed ? clean : null;

        string Of(string text)
        {
            var cleanText = CleanText.Of(text);
            changed |= !string.Equals(text, cleanText, StringComparison.Ordinal);
            return cleanText;
        }
    }
}
