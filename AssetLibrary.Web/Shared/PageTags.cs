using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Shared;

/// <summary>
/// Pages and fragments carry an ETag of what they show, so that a browser that has them is told 304 instead of being sent them again. What
/// differs although nothing has changed (the token of forms, the place in the stream of news) does not count. A page that may be used only
/// once, because it holds a key of an order, a message or something secret, is stored by nobody, as before.
/// </summary>
internal sealed class PageTags : IAsyncResultFilter
{
    private static readonly string[] Secret = ["/Account", "/Admin", "/SignIn", "/Setup", "/Invite"];

    private static ReadOnlySpan<byte> OrderKey => "name=\"idempotencyKey\""u8;
    private static ReadOnlySpan<byte> Message => "class=\"toast\" data-tone"u8;

    /// <summary>What stands between each of these and the next quotation mark says nothing about the page.</summary>
    private static readonly byte[][] Unlike =
    [
        "name=\"csrf-token\" content=\""u8.ToArray(),
        "name=\"__RequestVerificationToken\" type=\"hidden\" value=\""u8.ToArray(),
        "data-since=\""u8.ToArray(),
    ];

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (
            !HttpMethods.IsGet(http.Request.Method)
            || context.Result is not (PageResult or PartialViewResult)
            || Array.Exists(Secret, s => http.Request.Path.StartsWithSegments(s, StringComparison.OrdinalIgnoreCase))
        )
        {
            await next();
            return;
        }

        var (body, shown) = (http.Response.Body, new MemoryStream());
        http.Response.Body = shown;
        try
        {
            await next();
        }
        finally
        {
            http.Response.Body = body;
        }

        await SendAsync(http, shown);
    }

    private static async Task SendAsync(HttpContext http, MemoryStream shown)
    {
        var (response, bytes) = (http.Response, shown.GetBuffer().AsMemory(0, (int)shown.Length));
        if (
            response.StatusCode == StatusCodes.Status200OK
            && !response.HasStarted
            && bytes.Span.IndexOf(OrderKey) < 0
            && bytes.Span.IndexOf(Message) < 0
            // The forms of a stored page hold a token that belongs to this cookie, and are good for as long as it is.
            && http.Request.Cookies[SharedSetup.FormsCookie] is { } forms
            && !response.Headers.SetCookie.ToString().Contains(SharedSetup.FormsCookie, StringComparison.Ordinal)
        )
        {
            var tag = $"W/\"{Hash(bytes.Span, forms)}\"";
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "private, no-cache";
            response.Headers.Remove("Pragma");
            if (
                http.Request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(tag, StringComparer.Ordinal)
            )
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentType = null;
                return;
            }
        }

        await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static string Hash(ReadOnlySpan<byte> page, string forms)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(forms));
        var quote = "=\""u8;
        // Every mark ends with a quotation mark behind an equals sign: between those nothing has to be looked at.
        for (var from = 0; from < page.Length; )
        {
            var next = page[from..].IndexOf(quote);
            var end = next < 0 ? page.Length : from + next + quote.Length;
            hash.AppendData(page[from..end]);
            var isUnlike = false;
            foreach (var mark in Unlike)
            {
                isUnlike |= page[..end].EndsWith(mark);
            }

            from = isUnlike ? end + Math.Max(0, page[end..].IndexOf((byte)'"')) : end;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12));
    }
}
