using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>
/// JSON as servers and gateways really send it: one document, several in a row, the lines of a stream ("data: {…}"), or the beginning of
/// a document that ends too early.
/// </summary>
internal static class AnswerJson
{
    private const int Deepest = 512;

    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = Deepest,
        AllowMultipleValues = true,
    };

    /// <summary>The documents in it, in order; none where it is no JSON.</summary>
    public static IReadOnlyList<JsonElement> Read(ReadOnlySpan<byte> body)
    {
        var text = body.StartsWith(Encoding.UTF8.Preamble) ? body[3..] : body;
        text = text.Trim(" \t\r\n\0"u8);
        return text.StartsWith("data:"u8) || text.StartsWith("event:"u8) || text.StartsWith("id:"u8) || text.StartsWith(":"u8)
            ? Stream(text)
            : Documents(text);
    }

    /// <summary>Also what is no well-formed text (half a surrogate pair, bytes that are not UTF-8) is read, as far as it goes.</summary>
    public static string Text(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(text).Trim((byte)'"'));
        }
    }

    public static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static List<JsonElement> Documents(ReadOnlySpan<byte> text)
    {
        var documents = new List<JsonElement>();
        // A bare number or word in front of other things is a text, and none of ours.
        if (text.IsEmpty || !"{[\""u8.Contains(text[0]))
        {
            return documents;
        }

        var reader = new Utf8JsonReader(text, Options);
        var read = 0L;
        try
        {
            while (reader.Read())
            {
                documents.Add(JsonElement.ParseValue(ref reader));
                read = reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            if (Unfinished(text[(int)read..].TrimStart(" \t\r\n,"u8)) is { } beginning)
            {
                documents.Add(beginning);
            }
        }

        return documents;
    }

    private static List<JsonElement> Stream(ReadOnlySpan<byte> text)
    {
        var documents = new List<JsonElement>();
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (line.StartsWith("data:"u8))
            {
                documents.AddRange(Documents(line["data:"u8.Length..].Trim(" \r\t"u8)));
            }
        }

        return documents;
    }

    /// <summary>What had come when it ended, its open text and brackets closed; null where it is no beginning of JSON.</summary>
    private static JsonElement? Unfinished(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(Options));
        var open = new Stack<byte>();
        var (good, name) = (0L, false);
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(reader.TokenType == JsonTokenType.StartObject ? (byte)'}' : (byte)']');
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        open.Pop();
                        break;
                }

                name = reader.TokenType == JsonTokenType.PropertyName;
                good = name ? good : reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            return null;
        }

        if (open.Count == 0)
        {
            return null;
        }

        byte[] ends = [.. open];
        return Parsed([.. text.TrimEnd((byte)'\\'), (byte)'"', .. ends]) ?? Parsed([.. text[..(int)good], .. ends]);
    }

    private static JsonElement? Parsed(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            return JsonElement.TryParseValue(ref reader, out var element) && reader.BytesConsumed == json.Length ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
