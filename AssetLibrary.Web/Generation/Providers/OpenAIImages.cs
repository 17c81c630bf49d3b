using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>The form of the answer that OpenAI's images and all who speak like them give: the bytes as text, or an address.</summary>
internal static class OpenAIImages
{
    public static HttpRequestMessage Signed(ProviderCall line, HttpRequestMessage request)
    {
        request.Headers.Authorization = line.Key is null ? null : new AuthenticationHeaderValue("Bearer", line.Key);
        return request;
    }

    public static MultipartFormDataContent Edits(PictureOrder order, params IEnumerable<(string Name, string Value)> fields)
    {
        var form = WireBody.Form(fields);
        var number = 0;
        foreach (var reference in order.References)
        {
            WireBody.Attach(form, "image[]", reference, WireBody.FileName(reference, $"reference{++number}"));
        }

        return form;
    }

    public static JsonObject Json(IEnumerable<(string Name, string Value)> fields)
    {
        var body = new JsonObject();
        foreach (var (name, value) in fields)
        {
            body[name] = name is "n" or "seed" ? long.Parse(value, CultureInfo.InvariantCulture) : value;
        }

        return body;
    }

    public static Task<ProviderStep> TakeAsync(ProviderCall line, WireReply reply, CancellationToken cancel)
    {
        var tokens = Wire.Tokens(Wire.Property(reply.Json, "usage"), "input_tokens", "output_tokens");
        return line.TakeAsync(reply, line.Read(reply), new(Model: reply.ModelUsed, Tokens: tokens), cancel);
    }
}
