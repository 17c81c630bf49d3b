using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AssetLibrary.Tests.Generation.Providers.Answers;

/// <summary>
/// An answer made up from a seed: one picture, written in one of the ways that were met, somewhere in names, lists and noise.
/// </summary>
public sealed class MadeAnswer
{
    private static readonly string[] Pictures = ["made.png", "made.jpg", "made.webp"];

    // Where an address need not look like one of a picture.
    private static readonly string[] Likely =
    [
        "url",
        "image",
        "image_url",
        "imageUrl",
        "output",
        "result",
        "sample",
        "uri",
        "fileUri",
        "download_url",
        "src",
        "href",
        "media",
        "picture",
        "images",
        "outputs",
    ];

    private static readonly string[] Keys =
    [
        "data",
        "result",
        "results",
        "output",
        "choices",
        "message",
        "candidates",
        "content",
        "parts",
        "response",
        "body",
        "payload",
        "a",
        "b7",
        "x_1",
        "items",
        "generations",
        "artifacts",
        "predictions",
        "task",
        "job",
        "info",
        "value",
        "list",
        "images",
        "answer",
        "0",
        "first",
        "item-1",
        "ergebnis",
        "图片",
        "данные",
    ];

    private static readonly string[] Words =
    [
        "A lamp",
        "in the harbour,",
        "drawn with ink.",
        "I hope",
        "that you like it!",
        "你好，",
        "Viel Spaß.",
        "(two)",
        "[three]",
        "* four",
        "#5",
        "50 %",
    ];

    private readonly Random random;

    public MadeAnswer(int seed)
    {
        random = new(seed);
        Name = One(Pictures);
        Bytes = AnswerFiles.Bytes(Name);
        IsCut = random.Next(8) == 0;
        var written = IsCut ? Bytes[..^random.Next(20, Bytes.Length / 2)] : Bytes;
        JsonNode node = Written(written);
        for (var depth = random.Next(7); depth > 0; depth--)
        {
            node = Wrapped(node);
        }

        Body = Encoded(node);
    }

    public string Name { get; }

    public byte[] Bytes { get; }

    /// <summary>The picture ends too early, and there is no other.</summary>
    public bool IsCut { get; }

    /// <summary>Where it is, when it is not in the answer.</summary>
    public string? Address { get; private set; }

    public byte[] Body { get; }

    private T One<T>(T[] all) => all[random.Next(all.Length)];

    private bool Maybe(int of) => random.Next(of) == 0;

    private JsonObject Written(byte[] bytes)
    {
        var mime =
            "image/"
            + Path.GetExtension(Name) switch
            {
                ".jpg" => "jpeg",
                var e => e[1..],
            };
        var base64 = Base64(bytes);
        switch (random.Next(IsCut ? 6 : 10))
        {
            case 0:
                return Object(
                    One(["inlineData", "inline_data", "blob", "q"]),
                    new JsonObject { [One(["mimeType", "mime_type", "content_type"])] = mime, [One(["data", "bytes", "d"])] = base64 }
                );
            case 1:
                return Object(One(["image_url", "url", "z9", "image"]), Data(mime, base64));
            case 2:
                return Object(
                    One(["text", "content", "message"]),
                    $"{Some()}![{One(["", "image", "a (lamp)", "图"])}]({Data(mime, base64)}{(Maybe(3) ? " \"a lamp\"" : "")}){Some()}"
                );
            case 3:
                return Object(
                    One(["html", "text"]),
                    $"{Some()}<img alt=\"x\" src=\"{Data(mime, base64.ReplaceLineEndings(""))}\"/>{Some()}"
                );
            case 4:
                return Object("data", new JsonArray([.. bytes.Select(b => (JsonNode)JsonValue.Create((int)b))]));
            case 5 or 6:
                return Object(One(["b64_json", "base64", "bytesBase64Encoded", "image", "w", "artifact"]), base64);
            case 7:
                var file = One(["x", "made", "out-0"]) + One([".png", ".webp", ".jpg"]);
                Address = $"https://cdn.example/{random.Next()}/{file}{(Maybe(2) ? "?X-Sig=a%2Fb&e=1" : "")}";
                return Object(One([.. Likely, "q", "where", "r2"]), Address);
            case 8:
                Address = $"https://cdn.example/{random.Next()}/file?id={random.Next()}";
                return Object(One(Likely), Address);
            default:
                Address = $"https://cdn.example/i/{random.Next()}{(Maybe(2) ? ".png" : "")}";
                return Object(
                    One(["text", "content"]),
                    $"{Some()}![{One(["", "image"])}]({Address}{(Maybe(3) ? " 'a lamp'" : "")}){Some()}"
                );
        }
    }

    private string Base64(byte[] bytes)
    {
        var text = Convert.ToBase64String(bytes);
        text = Maybe(3) ? text.Replace('+', '-').Replace('/', '_') : text;
        text = Maybe(3) ? text.TrimEnd('=') : text;
        var end = One(["\n", "\r\n"]);
        return Maybe(4) ? string.Join(end, text.Chunk(One([60, 64, 76])).Select(c => new string(c))) + (Maybe(2) ? end : "") : text;
    }

    private string Data(string mime, string base64) =>
        One(["data:", "DATA:"])
        + One([mime, mime.ToUpperInvariant(), "application/octet-stream", ""])
        + One(["", ";charset=utf-8", ";name=x.png"])
        + ";base64,"
        + base64;

    private string Some() =>
        string.Join(One([" ", "\n", "\n\n"]), Enumerable.Range(0, random.Next(4)).Select(_ => One(Words))) + One([" ", "\n\n", "\n"]);

    private JsonObject Object(string name, JsonNode value)
    {
        var result = new JsonObject();
        Noise(result);
        result[name] = value;
        Noise(result);
        return result;
    }

    private JsonNode Wrapped(JsonNode node) =>
        random.Next(9) switch
        {
            < 5 => Object(One(Keys), node),
            < 8 => new JsonArray([.. Siblings(3), node, .. Siblings(2)]),
            _ => Object(One(Keys), node.ToJsonString()),
        };

    private List<JsonNode?> Siblings(int most) => [.. Enumerable.Range(0, random.Next(most)).Select(_ => Sibling())];

    private JsonNode? Sibling() =>
        random.Next(5) switch
        {
            0 => null,
            1 => random.Next(),
            2 => One(Words),
            3 => new JsonObject { ["text"] = Some(), ["finishReason"] = "STOP" },
            _ => new JsonArray(1, 2, "x"),
        };

    /// <summary>What stands beside a picture in real answers, and is none.</summary>
    private void Noise(JsonObject into)
    {
        for (var n = random.Next(3); n > 0; n--)
        {
            var (name, value) = random.Next(12) switch
            {
                0 => ("id", (JsonNode?)Guid.NewGuid().ToString()),
                1 => ("created", random.Next()),
                2 => (
                    "usage",
                    new JsonObject
                    {
                        ["total_tokens"] = 458,
                        ["input_tokens_details"] = new JsonObject { ["image_tokens"] = 0 },
                    }
                ),
                3 => ("error", null),
                4 => ("revised_prompt", Some()),
                5 => ("status_url", "https://queue.example/requests/1/status"),
                6 => ("thumbnail", "https://cdn.example/thumb.png"),
                7 => ("input", new JsonObject { ["image"] = "data:image/png;base64," + Convert.ToBase64String(Given.HarbourPng()) }),
                8 => ("thoughtSignature", Convert.ToBase64String(Guid.NewGuid().ToByteArray())),
                9 => ("safetyRatings", new JsonArray(new JsonObject { ["category"] = "HARM", ["blocked"] = false })),
                10 => ("echo", Convert.ToBase64String(Given.HarbourPng())),
                _ => ("seed", 4711),
            };
            into.TryAdd(name, IsCut && name == "thumbnail" ? null : value);
        }
    }

    private byte[] Encoded(JsonNode node)
    {
        var json = node.ToJsonString(
            new() { WriteIndented = Maybe(3), Encoder = Maybe(2) ? JavaScriptEncoder.UnsafeRelaxedJsonEscaping : null }
        );
        json = Maybe(5) ? json.Replace("/", "\\/", StringComparison.Ordinal) : json;
        var text = random.Next(8) switch
        {
            0 => $"\uFEFF{json}",
            1 => $"\r\n {json}\n",
            2 when !json.Contains('\n') => $"event: x\ndata: {{\"type\":\"progress\"}}\n\ndata: {json}\n\ndata: [DONE]\n",
            3 => $"{{\"type\":\"progress\"}}\n{json}",
            _ => json,
        };
        return Encoding.UTF8.GetBytes(text);
    }
}
