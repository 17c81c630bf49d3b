using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Diagnostics;

namespace AssetLibrary.Web.Shared;

/// <summary>
/// Every error in one place: problem details for scripts, a toast for a fragment, a page for a person; each with a sentence.
/// </summary>
internal static partial class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = AnswerAsync,
                SuppressDiagnosticsCallback = c => Classify(c.HttpContext, c.Exception).Status != 500,
            }
        );
        app.UseStatusCodePages(async pages =>
        {
            var context = pages.HttpContext;
            var (status, name, sentence) = Of(context.Response.StatusCode);
            await WriteAsync(context, status, name, sentence);
        });
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var error = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        var (status, name, sentence) = Classify(context, error);
        if (status > 500 && context.RequestServices.GetRequiredService<LogThrottle>().ShouldLog(name, out var suppressed))
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorPages));
            LogOutage(logger, status, context.Request.Method, context.Request.Path, error.GetBaseException().Message, suppressed);
        }

        if (status >= 500)
        {
            sentence += $" (trace {Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier})";
        }

        context.Response.StatusCode = status;
        await WriteAsync(context, status, name, sentence);
    }

    private static ErrorWords Classify(HttpContext context, Exception error) =>
        error is RefusedException refused
            ? new(refused.Status, refused.Name, refused.Message)
            : context.RequestServices.GetServices<IErrorMap>().Select(m => m.Of(error)).FirstOrDefault(w => w is not null)
                ?? Classify(error);

    private static ErrorWords Classify(Exception error) =>
        error switch
        {
            BadHttpRequestException { StatusCode: 413 } => Of(413),
            BadHttpRequestException bad => new(
                bad.StatusCode,
                "bad-request",
                bad.InnerException is System.Text.Json.JsonException json
                    ? $"The JSON couldn’t be read: {json.Message}"
                    : "The request couldn’t be read. Check it and try again."
            ),
            InvalidOperationException { Source: "System.Text.Json" } or System.Text.Json.JsonException => new(
                422,
                "invalid",
                "The JSON has text that isn’t valid Unicode, or is nested too deeply."
            ),
            IOException io
                when io is not FileNotFoundException && io.Message.Contains("Unexpected end of Stream", StringComparison.Ordinal) => new(
                400,
                "bad-request",
                "The upload was interrupted. Try again."
            ),
            InvalidDataException { InnerException: null } missing
                when missing.Message.Contains("boundary", StringComparison.OrdinalIgnoreCase) => new(
                400,
                "bad-request",
                "The multipart boundary is missing."
            ),
            InvalidDataException { InnerException: null } garbled
                when garbled.Message.Contains("invalid header line", StringComparison.OrdinalIgnoreCase)
                    || garbled.Message.Contains("invalid Content-Disposition", StringComparison.OrdinalIgnoreCase) => new(
                400,
                "bad-request",
                "A part of the form has an invalid header."
            ),
            InvalidDataException => new(413, "too-large", "This is larger than the server accepts."),
            OperationCanceledException => new(499, "cancelled", "The request was cancelled."),
            _ => new(500, "internal", "The server couldn’t do this. Nothing was saved."),
        };

    private static ErrorWords Of(int status) =>
        status switch
        {
            400 => new(400, "bad-request", "This page is out of date or the request couldn’t be read. Reload the page and try again."),
            401 => new(401, "sign-in", "Sign in to continue."),
            403 => new(403, "forbidden", "Your role doesn’t allow this."),
            404 => new(404, "not-found", "This page doesn’t exist, or you don’t have access to it."),
            405 => new(405, "method-not-allowed", "This address doesn’t support that request."),
            413 => new(413, "too-large", "This is larger than the server accepts."),
            415 => new(415, "unsupported-media", "This type of content isn’t supported."),
            429 => new(429, "slow-down", "Too many attempts. Wait a minute and try again."),
            _ => new(
                status,
                status < 500 ? "bad-request" : "internal",
                status < 500 ? "The request failed. Check it and try again." : "The server couldn’t do this. Nothing was saved."
            ),
        };

    private static Task WriteAsync(HttpContext context, int status, string name, string sentence)
    {
        if (context.Request.IsForMachines())
        {
            var field = (context.Features.Get<IExceptionHandlerFeature>()?.Error as RefusedException)?.Field ?? "request";
            return (name == "invalid" ? Problem.Invalid(field, sentence) : Problem.Of(status, name, sentence)).ExecuteAsync(context);
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        var text = WebUtility.HtmlEncode(sentence);
        return context.Request.Headers.ContainsKey("HX-Request")
            ? context.Response.WriteAsync(
                $"""<hx-partial hx-target="#toasts" hx-swap="beforeend"><div class="toast" data-tone="bad" role="alert">{text}</div></hx-partial>"""
            )
            : context.Response.WriteAsync(
                $"""
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{status} · AssetLibrary</title><link rel="icon" href="/favicon.svg">
                <link rel="stylesheet" href="{StaticAssets.PlainUrl(context, "lib/site.css")}"></head>
                {Bar(context)}<main id="main"><section class="panel narrow stack"><p class="muted num">{status}</p><h1>{Heading(
                    status
                )}</h1><p>{text}</p>
                <p><a class="button primary" href="{WebUtility.HtmlEncode(
                    context.Request.PageOr("/")
                )}">Go back</a></p></section></main></body></html>
                """
            );
    }

    [LoggerMessage(LogLevel.Error, "{Status} for {Method} {Path}: {Why} ({Suppressed} similar errors not logged)")]
    private static partial void LogOutage(ILogger logger, int status, string method, string path, string why, int suppressed);

    // Whoever is signed in finds the way on, wherever it went wrong.
    private static string Bar(HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true
            ? """
                <body><header class="bar"><a class="brand" href="/"><span>AssetLibrary</span></a><nav aria-label="Main">
                <a href="/Library">Library</a><a href="/Projects">Projects</a><a href="/Gallery">Gallery</a><a href="/Jobs">Jobs</a></nav></header>
                """
            : """<body class="bare">""";

    private static string Heading(int status) =>
        status switch
        {
            403 => "Not allowed",
            404 => "Page not found",
            409 => "Conflicting change",
            503 => "Temporarily unavailable",
            507 => "The disk is full",
            >= 500 => "Something went wrong",
            _ => "That didn’t work",
        };
}
