using System.Text.Json;
using System.Text.Json.Nodes;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>What goes out, as servers of every kind read it.</summary>
internal static class WireBody
{
    public static HttpRequestMessage Post(Uri address, JsonNode body) =>
        new(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body))
            {
                Headers = { ContentType = new("application/json") },
            },
        };

    /// <summary>Names in quotes, the boundary without.</summary>
    public static MultipartFormDataContent Form(params IEnumerable<(string Name, string Value)> fields)
    {
        var boundary = $"picture-{Guid.NewGuid():N}";
        var form = new MultipartFormDataContent(boundary);
        form.Headers.ContentType!.Parameters.Single().Value = boundary;
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value) { Headers = { ContentType = null } }, $"\"{name}\"");
        }

        return form;
    }

    public static void Attach(MultipartFormDataContent form, string name, ReferencePicture picture, string fileName) =>
        form.Add(
            new ByteArrayContent(picture.Bytes) { Headers = { ContentType = new(picture.ContentType) } },
            $"\"{name}\"",
            $"\"{fileName}\""
        );

    public static string FileName(ReferencePicture picture, string stem) =>
        $"{stem}.{(picture.ContentType == "image/jpeg" ? "jpg" : picture.ContentType["image/".Length..])}";
}
