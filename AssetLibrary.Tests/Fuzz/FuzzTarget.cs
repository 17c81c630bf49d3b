using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Tests.Fuzz;

/// <summary>One address of the app: its method, its path with ids that lead to something, and what it reads.</summary>
internal sealed record FuzzTarget(
    string Method,
    string Path,
    IReadOnlyList<string> Query,
    IReadOnlyList<string> Fields,
    JsonElement? Body,
    bool IsPage
)
{
    private static readonly string[] OtherMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private static readonly string[] Types =
    [
        "text/plain",
        "application/json; charset=utf-16",
        "multipart/form-data; boundary=\"\"",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "image/png",
        "application/merge-patch+json",
        "*/*",
    ];

    public static FuzzTarget Of(string method, string path, string route, CompiledPageActionDescriptor? page, JsonElement openApi)
    {
        var fields = page is null
            ? []
            : page
                .BoundProperties.Cast<ParameterDescriptor>()
                .Concat(page.HandlerMethods.SelectMany(h => h.Parameters))
                .SelectMany(p => NamesOf(p.BindingInfo?.BinderModelName ?? p.Name, p.ParameterType))
                .Distinct(StringComparer.Ordinal)
                .ToList();
        var operation = OperationOf(openApi, method, route);
        var query =
            operation is { } known && known.TryGetProperty("parameters", out var parameters)
                ? parameters
                    .EnumerateArray()
                    .Where(p => p.GetProperty("in").GetString() == "query")
                    .Select(p => p.GetProperty("name").GetString()!)
                    .ToList()
                : [];
        JsonElement? body =
            operation is { } asked
            && asked.TryGetProperty("requestBody", out var request)
            && request.GetProperty("content").TryGetProperty("application/json", out var content)
            && content.TryGetProperty("schema", out var schema)
                ? schema
                : null;
        return new(method, path, page is null ? query : fields, fields, body, page is not null);
    }

    public HttpRequestMessage Request(FuzzInput input)
    {
        var request = new HttpRequestMessage(new(input.Sometimes(0.05) ? input.One(OtherMethods) : Method), Address(input));
        if (input.Sometimes(0.2))
        {
            var name = input.One<string>([
                "Referer",
                "HX-Request",
                "HX-Current-URL",
                "If-Match",
                "If-None-Match",
                "Range",
                "Idempotency-Key",
                "Accept",
                "Last-Event-ID",
            ]);
            var value = new string([.. input.ShortText().Where(c => c is >= ' ' and < '\u007F')]);
            request.Headers.TryAddWithoutValidation(name, name == "Referer" ? Referer(input, request) : value);
        }

        if (request.Method.Method is "POST" or "PUT" or "PATCH" or "DELETE")
        {
            var body = input.Sometimes(IsPage ? 0.05 : 0.9) || Body is not null ? JsonBody(input) : Form(input);
            if (input.Sometimes(0.08))
            {
                body.Headers.ContentType = null;
                body.Headers.TryAddWithoutValidation("Content-Type", input.One(Types));
            }

            request.Content = input.Sometimes(0.03) ? null : body;
        }

        return request;
    }

    private string Address(FuzzInput input)
    {
        var address = new StringBuilder(Path);
        var separator = Path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var name in Query.Where(_ => input.Sometimes(0.25)).Take(8))
        {
            address.Append(separator).Append(Escaped(name)).Append('=').Append(Escaped(input.ShortText()));
            separator = '&';
        }

        if (input.Sometimes(0.03))
        {
            address.Append(separator).Append(Escaped(input.ShortText())).Append("=%FF%C3%28&%00=%EF%BF%BE&a=%ZZ");
        }

        return address.Length > 6000 ? Path : address.ToString();
    }

    private static string? Referer(FuzzInput input, HttpRequestMessage request) =>
        input
            .One<string>([
                "//evil.example/x",
                "http://evil.example/",
                "http://{host}//evil.example/x",
                "http://{host}/\\evil.example",
                "a b",
                "file:///x",
            ])
            .Replace("{host}", request.Headers.Host ?? "127.0.0.1", StringComparison.Ordinal);

    private ByteArrayContent JsonBody(FuzzInput input)
    {
        var bytes = Encoding.UTF8.GetBytes(input.Json(Body));
        return new(input.Sometimes(0.06) ? input.Broken(bytes) : bytes) { Headers = { ContentType = new("application/json") } };
    }

    private ByteArrayContent Form(FuzzInput input)
    {
        var fields = Fields
            .Where(_ => input.Sometimes(0.75))
            .SelectMany(f =>
                Enumerable.Repeat(
                    f,
                    input.Sometimes(0.05) ? 300
                        : input.Sometimes(0.1) ? 2
                        : 1
                )
            )
            .Select(f => (Name: f, Value: input.Text()))
            .ToList();
        if (input.Sometimes(0.1))
        {
            fields.Add((input.Text(), input.Text()));
        }

        if (input.Sometimes(0.6))
        {
            var text = string.Join('&', fields.Select(f => $"{Escaped(f.Name)}={Escaped(f.Value)}"));
            return new(Encoding.ASCII.GetBytes(text)) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };
        }

        var parts = new StringBuilder();
        foreach (var (name, value) in fields)
        {
            parts.Append("--cut\r\nContent-Disposition: form-data; name=\"").Append(name).Append("\"\r\n\r\n").Append(value).Append("\r\n");
        }

        if (input.Sometimes(0.6))
        {
            parts.Append("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"").Append(input.ShortText());
            parts.Append("\"\r\n\r\n").Append(input.Text()).Append("\r\n");
        }

        parts.Append(input.Sometimes(0.1) ? "--cu" : "--cut--\r\n");
        var bytes = Encoding.UTF8.GetBytes(parts.ToString());
        return new(input.Sometimes(0.03) ? input.Broken(bytes) : bytes)
        {
            Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=cut") },
        };
    }

    /// <summary>Percent signs and UTF-8, halves of characters as they are: Uri's own would refuse them.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                escaped.Append(c);
            }
            else if (char.IsSurrogate(c))
            {
                escaped.Append(
                    CultureInfo.InvariantCulture,
                    $"%{0xE0 | (c >> 12):X2}%{0x80 | ((c >> 6) & 0x3F):X2}%{0x80 | (c & 0x3F):X2}"
                );
            }
            else
            {
                foreach (var b in Encoding.UTF8.GetBytes([c]))
                {
                    escaped.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
                }
            }
        }

        return escaped.ToString();
    }

    private static IEnumerable<string> NamesOf(string name, Type type) =>
        type.Namespace?.StartsWith("AssetLibrary", StringComparison.Ordinal) == true && type.IsClass
            ? type.GetProperties().SelectMany(p => new[] { $"{name}.{p.Name}", p.Name })
            : [name];

    private static JsonElement? OperationOf(JsonElement openApi, string method, string route)
    {
        var plain = string.Join(
            '/',
            route.Split('?')[0].Split('/').Select(s => s.Contains(':', StringComparison.Ordinal) ? $"{s.Split(':')[0]}}}" : s)
        );
        return
            openApi.GetProperty("paths").TryGetProperty(plain, out var path)
            && path.TryGetProperty(method.ToLowerInvariant(), out var operation)
            ? operation
            : null;
    }
}
