using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace AssetLibrary.Web.Shared;

/// <summary>
/// The import map of our modules, with root-absolute keys (the built-in one has "./" keys, which a browser resolves
/// against the page's URL), and the policy that allows this one inline script by its hash.
/// </summary>
internal sealed record StaticAssets(ImportMapDefinition ImportMap, string ContentSecurityPolicy)
{
    private static readonly ConditionalWeakTable<ResourceAssetCollection, StaticAssets> Known = [];
    private static ResourceAssetCollection? latest;

    public static StaticAssets? Of(HttpContext context) => FilesOf(context) is { } files ? Known.GetValue(files, Read) : null;

    /// <summary>The fingerprinted address of a file in wwwroot.</summary>
    public static string Url(HttpContext context, string path) => "/" + (FilesOf(context)?[path] ?? path);

    /// <summary>The same for an answer that belongs to no page, such as an error's.</summary>
    public static string PlainUrl(HttpContext context, string path) => "/" + ((FilesOf(context) ?? latest)?[path] ?? path);

    private static ResourceAssetCollection? FilesOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();

    private static StaticAssets Read(ResourceAssetCollection files)
    {
        latest = files;
        var imports = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var label = file.Properties?.FirstOrDefault(p => p.Name == "label")?.Value;
            if (label?.EndsWith(".js", StringComparison.Ordinal) == true)
            {
                imports["/" + label] = "/" + file.Url;
            }
        }

        var map = new ImportMapDefinition(imports, scopes: null, integrity: null);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(map.ToString())));
        return new(
            map,
            $"default-src 'self'; script-src 'self' 'sha256-{hash}'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' "
                + "blob:; font-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
        );
    }
}
