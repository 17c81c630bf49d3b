using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace AssetLibrary.Web.Shared;

internal static class SharedSetup
{
    /// <summary>What a request may carry where no files are taken: a pasted script with its escapes fits.</summary>
    private const int SmallBody = 32 << 20;

    private const int ScriptBody = 128 << 20;

    public static void AddPages(this WebApplicationBuilder builder)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        builder.Services.AddRazorPages(o => o.RootDirectory = "/");
        builder.Services.AddAntiforgery(o =>
        {
            o.HeaderName = "X-CSRF-TOKEN";
            o.Cookie.Name = "assetlibrary-forms";
        });
        builder.Services.AddSingleton(OwnAddress.Of(builder.Configuration["PublicUrl"]));
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi("v1");

        // The blob store counts the bytes; the server and the form reader must not stop earlier. 1 MB for a form's other fields.
        var limit = (builder.Configuration.GetValue<long?>("Uploads:MaxBytes") ?? 2L << 30) + (1 << 20);
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = SmallBody);
        builder.Services.AddSingleton(new UploadLimit(limit));
        builder.Services.Configure<FormOptions>(f => (f.MultipartBodyLengthLimit, f.ValueLengthLimit, f.ValueCountLimit) = (limit, 12 << 20, 256));
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false));
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

    /// <summary>Only where files are uploaded may a body be large: everything else is read into memory.</summary>
    public static void UseUploadLimit(this WebApplication app) => app.Use((context, next) =>
    {
        var path = context.Request.Path;
        bool Ends(string end) => path.Value!.EndsWith(end, StringComparison.OrdinalIgnoreCase);
        var files = path == "/api/v1/media" || path == "/Gallery" || path == "/Library/New" || (path.StartsWithSegments("/Versions") && Ends("/Upload"));
        var scripts = Ends("/drafts") || Ends("/Script") || path == "/Projects/New";
        if ((files || scripts) && context.User.Identity?.IsAuthenticated == true && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            // A script has a limit of its own and a sentence for it: the body must be let in far enough to hear it.
            body.MaxRequestBodySize = files ? context.RequestServices.GetRequiredService<UploadLimit>().Bytes : ScriptBody;
        }

        return next(context);
    });

    private sealed record UploadLimit(long Bytes);

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
    }
}
