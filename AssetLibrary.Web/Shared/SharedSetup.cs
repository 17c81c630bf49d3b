using System.Globalization;
using AssetLibrary.Web.Shared.Input;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace AssetLibrary.Web.Shared;

internal static class SharedSetup
{
    /// <summary>The cookie that the tokens of forms belong to.</summary>
    internal const string FormsCookie = "assetlibrary-forms";

    /// <summary>What a request may carry where no files are taken: a pasted script with its escapes fits.</summary>
    private const int SmallBody = 32 << 20;

    private const int ScriptBody = 128 << 20;

    public static void AddPages(this WebApplicationBuilder builder)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        builder.Services.AddRazorPages(o => o.RootDirectory = "/");
        builder.Services.Configure<MvcOptions>(o =>
        {
            o.Filters.Add(new CleanFormAgain());
            o.Filters.Add(new ReadableForms());
            o.Filters.Add(new PageTags());
            o.ModelMetadataDetailsProviders.Add(new ComputedListsAreNotBound());
        });
        builder.Services.AddAntiforgery(o =>
        {
            o.HeaderName = "X-CSRF-TOKEN";
            o.Cookie.Name = FormsCookie;
        });
        builder.Services.AddSingleton(OwnAddress.Of(builder.Configuration["PublicUrl"]));
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<LogThrottle>();
        builder.Services.AddOpenApi("v1", o => o.AddSchemaTransformer(TextConverter.DescribeAsync));

        // The blob store counts the bytes; the server and the form reader must not stop earlier. 1 MB for a form's other fields.
        var limit = (builder.Configuration.GetValue<long?>("Uploads:MaxBytes") ?? 2L << 30) + (1 << 20);
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = SmallBody);
        builder.Services.AddSingleton(new UploadLimit(limit));
        builder.Services.Configure<FormOptions>(f =>
            (f.MultipartBodyLengthLimit, f.ValueLengthLimit, f.ValueCountLimit) = (limit, 12 << 20, 256)
        );
        builder.Services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Converters.Add(
                new System.Text.Json.Serialization.JsonStringEnumConverter(
                    System.Text.Json.JsonNamingPolicy.CamelCase,
                    allowIntegerValues: false
                )
            );
            o.SerializerOptions.Converters.Add(new TextConverter());
            o.SerializerOptions.Converters.Add(new ElementConverter());
            o.SerializerOptions.RespectNullableAnnotations = false;
        });
    }

    /// <summary>The headers of every answer, put on when it begins: an answer made of an exception has lost what was set before.</summary>
    public static void UsePageHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    PutOn(context);
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );

    private static void PutOn(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (StaticAssets.Of(context) is { } assets)
        {
            headers.ContentSecurityPolicy = assets.ContentSecurityPolicy;
            headers.CacheControl = headers.CacheControl.Count > 0 ? headers.CacheControl : "private, no-cache";
            headers.Append("Vary", "HX-Request, HX-Request-Type");
        }
        else if (context.Request.Path == "/sw.js")
        {
            // A service worker lives under the policy of its own file: it asks this server, and nothing else.
            headers.ContentSecurityPolicy = "default-src 'none'; connect-src 'self'; img-src 'self'; style-src 'self'; font-src 'self'";
        }
        else if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-ancestors 'none'; sandbox "
                + "allow-same-origin allow-forms";
        }
    }

    /// <summary>Only where files are uploaded may a body be large: everything else is read into memory.</summary>
    public static void UseUploadLimit(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var path = context.Request.Path;
                bool Ends(string end) => path.Value!.EndsWith(end, StringComparison.OrdinalIgnoreCase);
                var files =
                    path == "/api/v1/media"
                    || path == "/Gallery"
                    || path == "/Library/New"
                    || (path.StartsWithSegments("/Versions") && Ends("/Upload"))
                    || (path.StartsWithSegments("/Jobs") && Ends("/Answer/Upload"))
                    || (path.StartsWithSegments("/api/v1/jobs") && Ends("/answer/picture"));
                var scripts = Ends("/drafts") || Ends("/Spreadsheet") || Ends("/Script") || path == "/Projects/New";
                if (
                    (files || scripts)
                    && context.User.Identity?.IsAuthenticated == true
                    && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body
                )
                {
                    // A script has a limit of its own and a sentence for it: the body must be let in far enough to hear it.
                    body.MaxRequestBodySize = files ? context.RequestServices.GetRequiredService<UploadLimit>().Bytes : ScriptBody;
                }

                return next(context);
            }
        );

    private sealed record UploadLimit(long Bytes);

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages().WithStaticAssets();
    }
}
