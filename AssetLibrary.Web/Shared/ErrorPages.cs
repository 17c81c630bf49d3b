using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Shared;

/// <summary>Every error in one place: problem details for scripts, a toast for a fragment, a page for a person; each with a sentence.</summary>
internal static partial class ErrorPages
{
    private static readonly string[] Sheets = ["tokens", "base", "layout", "controls", "components"];

    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerAsync, SuppressDiagnosticsCallback = c => Classify(c.Exception).Status < 500 });
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
        var (status, name, sentence) = Classify(error);
        if (status >= 500)
        {
            sentence += $" (trace {Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier})";
        }

        context.Response.StatusCode = status;
        await WriteAsync(context, status, name, sentence);
    }

    private static (int Status, string Name, string Sentence) Classify(Exception error) => error switch
    {
        RefusedException refused => (refused.Status, refused.Name, refused.Message),
        BadHttpRequestException { StatusCode: 413 } => Of(413),
        BadHttpRequestException bad => (bad.StatusCode, "bad-request", bad.InnerException is System.Text.Json.JsonException json ? $"The JSON could not be read: {json.Message}" : "The request could not be read."),
        InvalidOperationException { Source: "System.Text.Json" } or System.Text.Json.JsonException => (422, "invalid", "A text in the JSON is no valid Unicode, or it is nested too deeply."),
        _ when IsUnstorableText(error) => (422, "invalid", "A text holds characters that cannot be stored, or is too long."),
        IOException io when io is not FileNotFoundException && io.Message.Contains("Unexpected end of Stream", StringComparison.Ordinal) => (400, "bad-request", "The upload broke off before its end."),
        InvalidDataException { InnerException: null } missing when missing.Message.Contains("boundary", StringComparison.OrdinalIgnoreCase) => (400, "bad-request", "The multipart boundary is missing."),
        InvalidDataException => (413, "too-large", "That is larger than this server takes."),
        DbUpdateConcurrencyException => (409, "stale-revision", "Somebody saved this before you. Reload it to see both versions."),
        _ when IsCollision(error) => (409, "busy", "Somebody else was saving at this very moment; nothing of this was saved. Try again."),
        OperationCanceledException => (499, "cancelled", "The request was cancelled."),
        _ when IsFullDisk(error) => (507, "storage-full", "The server's disk is full: nothing was saved. Free some space and try again."),
        _ => (500, "internal", "The server could not do that; nothing was saved."),
    };

    private static (int Status, string Name, string Sentence) Of(int status) => status switch
    {
        400 => (400, "bad-request", "This page is out of date or the request could not be read. Reload it and try again."),
        401 => (401, "sign-in", "Please sign in."),
        403 => (403, "forbidden", "Your role does not allow that."),
        404 => (404, "not-found", "There is no such thing here, or it is not yours."),
        405 => (405, "method-not-allowed", "That cannot be done here."),
        413 => (413, "too-large", "That is larger than this server takes."),
        415 => (415, "unsupported-media", "This kind of content is not taken here."),
        429 => (429, "slow-down", "Too many attempts. Wait a minute and try again."),
        _ => (status, status < 500 ? "bad-request" : "internal", status < 500 ? "The request could not be carried out." : "The server could not do that; nothing was saved."),
    };

    // PostgreSQL: 22021 a character it cannot store (NUL), 22001 too long for its column.
    private static bool IsUnstorableText(Exception? error) => error is Npgsql.PostgresException { SqlState: "22021" or "22001" } || (error?.InnerException is { } inner && IsUnstorableText(inner));

    // ENOSPC and EDQUOT reach .NET as HResults; SQLite has a code of its own.
    public static bool IsFullDisk(Exception? error) => error switch
    {
        null => false,
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 13 } => true,
        IOException { HResult: 28 or 122 or unchecked((int)0x80070070) } => true,
        _ => IsFullDisk(error.InnerException),
    };

    /// <summary>Two writers in each other's way, and the database gave up this one: a deadlock, a row or a file that stayed locked.</summary>
    public static bool IsCollision(Exception? error) => error switch
    {
        null => false,
        Npgsql.PostgresException { SqlState: "40P01" or "40001" or "55P03" } => true,
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 5 or 6 } => true,
        _ => IsCollision(error.InnerException),
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
            ? context.Response.WriteAsync($"""<hx-partial hx-target="#toasts" hx-swap="beforeend"><div class="toast" data-tone="bad" role="alert">{text}</div></hx-partial>""")
            : context.Response.WriteAsync($"""
                <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{status} · AssetLibrary</title><link rel="icon" href="/favicon.svg">{string.Concat(Sheets.Select(sheet => $"""<link rel="stylesheet" href="{Assets.PlainUrl(context, $"css/{sheet}.css")}">"""))}</head>
                <body class="bare"><main id="main"><section class="panel narrow stack"><p class="muted num">{status}</p><h1>{Heading(status)}</h1><p>{text}</p>
                <p><a class="button primary" href="{WebUtility.HtmlEncode(context.Request.PageOr("/"))}">Back</a></p></section></main></body></html>
                """);
    }

    private static string Heading(int status) => status switch
    {
        403 => "Not allowed",
        404 => "Nothing here",
        409 => "Changed meanwhile",
        507 => "The disk is full",
        >= 500 => "Something went wrong",
        _ => "That did not work",
    };
}
