using System.Globalization;

namespace AssetLibrary.Web.Shared;

internal static class SharedSetup
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        builder.Services.AddRazorPages(o => o.RootDirectory = "/");
        builder.Services.AddAntiforgery(o =>
        {
            o.HeaderName = "X-CSRF-TOKEN";
            o.Cookie.Name = "assetlibrary-forms";
        });
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi("v1");

        // The blob store counts the bytes; the server and the form reader must not stop earlier. 1 MB for a form's other fields.
        var limit = (builder.Configuration.GetValue<long?>("Uploads:MaxBytes") ?? 2L << 30) + (1 << 20);
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = limit);
        builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(f => (f.MultipartBodyLengthLimit, f.ValueLengthLimit) = (limit, 16 << 20));
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
            o.SerializerOptions.RespectNullableAnnotations = false;
        });
    }

    public static void UsePageHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (Assets.Of(context) is { } assets)
        {
            headers.ContentSecurityPolicy = assets.ContentSecurityPolicy;
            headers.CacheControl = "private, no-cache";
            headers.Append("Vary", "HX-Request, HX-Request-Type");
        }
        else
        {
            headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-ancestors 'none'; sandbox allow-same-origin allow-forms";
        }

        return next(context);
    });

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
    }
}
