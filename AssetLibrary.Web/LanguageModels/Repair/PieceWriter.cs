using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.LanguageModels.Repair;

/// <summary>
/// Piece → compact JSON. Half a surrogate pair is written as its escape, so that the text survives UTF-8; so is everything that some reader
/// takes for a line end.
/// </summary>
internal static class PieceWriter
{
    public static string Write(Piece piece)
    {
        var json = new StringBuilder();
        Write(piece, json);
        return json.ToString();
    }

    private static void Write(Piece piece, StringBuilder json)
    {
        switch (piece)
        {
            case Literal literal:
                json.Append(literal.Json);
                break;
            case Quoted quoted:
                Write(quoted.Text, json);
                break;
            case Items items:
                json.Append('[');
                for (var i = 0; i < items.All.Count; i++)
                {
                    json.Append(i == 0 ? "" : ",");
                    Write(items.All[i], json);
                }

                json.Append(']');
                break;
            case Fields fields:
                json.Append('{');
                for (var i = 0; i < fields.All.Count; i++)
                {
                    json.Append(i == 0 ? "" : ",");
                    Write(fields.All[i].Key, json);
                    json.Append(':');
                    Write(fields.All[i].Value, json);
                }

                json.Append('}');
                break;
        }
    }

    private static void Write(string text, StringBuilder json)
    {
        json.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                json.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append(@"\\"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' => json.Append(
                    CultureInfo.InvariantCulture,
                    $"\\u{(int)c:x4}"
                ),
                _ => json.Append(c),
            };
        }

        json.Append('"');
    }
}
