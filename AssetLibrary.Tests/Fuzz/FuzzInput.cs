using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AssetLibrary.Tests.Fuzz;

/// <summary>Everything that a request is made of, by one seeded chance.</summary>
internal sealed class FuzzInput(Random chance, JsonElement openApi, IReadOnlyList<string> known)
{
    public bool Sometimes(double share) => chance.NextDouble() < share;

    public T One<T>(IReadOnlyList<T> of) => of[chance.Next(of.Count)];

    public int Number(int below) => chance.Next(below);

    public string Text() =>
        chance.Next(10) switch
        {
            < 4 => One(NaughtyText.All),
            < 6 => One(known),
            6 => One<string>(["1", "0", "true", "Lamp", "Mara", "reference", "character", "name", "2026-11-01"]),
            7 => One(NaughtyText.All) + One(NaughtyText.All),
            8 => new string([.. Enumerable.Range(0, chance.Next(1, 30)).Select(_ => (char)chance.Next(1, 0x10000))]),
            _ => Sometimes(0.1) ? One(NaughtyText.Huge) : "Lamp",
        };

    /// <summary>A text that an address can carry: Kestrel takes 8 KB of a request's first line.</summary>
    public string ShortText() => Text() is { Length: <= 300 } text ? text : "Lamp";

    /// <summary>JSON as the schema wants it, but for what chance makes wrong.</summary>
    public string Json(JsonElement? schema)
    {
        var json = new StringBuilder();
        Write(json, schema ?? default, 0);
        return json.ToString();
    }

    /// <summary>A body that no longer is what it says.</summary>
    public byte[] Broken(byte[] body) =>
        chance.Next(6) switch
        {
            0 => [],
            1 => body[..chance.Next(body.Length + 1)],
            2 => [.. body[..(body.Length / 2)], 0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF, .. body[(body.Length / 2)..]],
            3 => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":[", 5000))),
            4 => [0xEF, 0xBB, 0xBF, .. body],
            _ => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)),
        };

    private void Write(StringBuilder json, JsonElement schema, int depth)
    {
        schema = Resolved(schema);
        if (schema.ValueKind != JsonValueKind.Object || Sometimes(0.1))
        {
            WriteAnything(json, depth);
            return;
        }

        if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
        {
            Write(json, One(choices.EnumerateArray().ToList()), depth + 1);
            return;
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            json.Append(One(values.EnumerateArray().ToList()).GetRawText());
            return;
        }

        switch (TypeOf(schema))
        {
            case "object" when depth < 12:
                WriteObject(json, schema, depth);
                break;
            case "array" when depth < 12:
                WriteArray(json, schema.TryGetProperty("items", out var items) ? items : default, depth);
                break;
            case "integer" or "number":
                json.Append(chance.Next(-2, 9));
                break;
            case "boolean":
                json.Append(Sometimes(0.5) ? "true" : "false");
                break;
            case "null":
                json.Append("null");
                break;
            case "string" when schema.TryGetProperty("format", out var format) && format.GetString() == "uuid":
                WriteText(json, One(known));
                break;
            case "string":
                WriteText(json, Text());
                break;
            default:
                WriteAnything(json, depth);
                break;
        }
    }

    private void WriteObject(StringBuilder json, JsonElement schema, int depth)
    {
        json.Append('{');
        var first = true;
        foreach (var property in schema.TryGetProperty("properties", out var all) ? all.EnumerateObject() : default)
        {
            if (Sometimes(0.85))
            {
                Name(property.Name);
                Write(json, property.Value, depth + 1);
            }
        }

        while (Sometimes(0.15))
        {
            Name(Text());
            WriteAnything(json, depth + 1);
        }

        json.Append('}');
        return;

        void Name(string name)
        {
            json.Append(first ? "" : ",");
            first = false;
            WriteText(json, name);
            json.Append(':');
        }
    }

    private void WriteArray(StringBuilder json, JsonElement items, int depth)
    {
        json.Append('[');
        var count = Sometimes(0.03) ? 400 : chance.Next(4);
        for (var i = 0; i < count; i++)
        {
            json.Append(i == 0 ? "" : ",");
            Write(json, items, depth + (count > 9 ? 10 : 1));
        }

        json.Append(']');
    }

    private void WriteAnything(StringBuilder json, int depth)
    {
        switch (chance.Next(depth > 12 ? 4 : 8))
        {
            case 0:
                json.Append("null");
                break;
            case 1:
                json.Append(One<string>(["0", "-1", "1.5", "1e400", "2147483648", "99999999999999999999", "-0"]));
                break;
            case 2:
                json.Append(Sometimes(0.5) ? "true" : "false");
                break;
            case 3 or 4:
                WriteText(json, Text());
                break;
            case 5:
                json.Append(string.Concat(Enumerable.Repeat("[", 40))).Append(string.Concat(Enumerable.Repeat("]", 40)));
                break;
            case 6:
                WriteArray(json, default, depth + 4);
                break;
            default:
                WriteObject(json, JsonElement.Parse("""{"properties":{"name":{},"revision":{},"a":{}}}"""), depth + 4);
                break;
        }
    }

    /// <summary>With escapes, so that halves of characters come through.</summary>
    private static void WriteText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            if (c is >= ' ' and < '\u007F' and not ('"' or '\\'))
            {
                json.Append(c);
            }
            else
            {
                json.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        json.Append('"');
    }

    private JsonElement Resolved(JsonElement schema)
    {
        while (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var name))
        {
            schema = openApi.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1]);
        }

        return schema;
    }

    private static string? TypeOf(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.String ? type.GetString()
        : type.EnumerateArray().Select(t => t.GetString()).FirstOrDefault(t => t != "null");
}
