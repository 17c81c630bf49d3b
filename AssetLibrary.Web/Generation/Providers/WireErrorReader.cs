using System.Globalization;
using System.Text;
using System.Text.Json;
using AssetLibrary.Web.Generation.Providers.Answers;

namespace AssetLibrary.Web.Generation.Providers;

/// <summary>
/// The shapes of refusals that were met: {"error":{message,code,type,status,details}} (OpenAI, Gemini, Pollinations, ComfyUI), the same
/// inside an array (Gemini) or inside an answer whose status is 200 (gateways), {"title","detail"} (Replicate), {"error":"text","detail",
/// "errors"} (AUTOMATIC1111), {"detail":[{loc,msg}]} (FastAPI), {"code","msg"}, and plain text of a proxy.
/// </summary>
internal static class WireErrorReader
{
    private const int MostNames = 100,
        DeepestNames = 6,
        DeepestTeller = 4,
        LongestText = 2000;

    // As they read without case and underscores.
    private static readonly string[] WordFields = ["message", "msg", "detail", "errormessage", "errormsg", "statusmsg", "description"];
    private static readonly string[] CodeFields = ["code", "errorcode", "status", "statuscode", "httpcode"];
    private static readonly string[] NameFields = ["code", "errorcode", "type", "status", "reason", "quotaid", "retrydelay"];

    public static WireError Read(ReadOnlyMemory<byte> body, int status)
    {
        if (AnswerJson.Read(body.Span) is [var root, ..])
        {
            return In(First(root), status);
        }

        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LongestText)]).Trim();
        return new(status, text.StartsWith('<') || text.Contains('\uFFFD') ? "" : text, "", []);
    }

    /// <summary>
    /// The error that an answer tells in spite of its good status, as if it had come by the status that it names; null where it tells
    /// none.
    /// </summary>
    public static WireError? Inside(JsonElement answer)
    {
        var root = First(answer);
        var teller = Teller(root, 0);
        return teller.ValueKind == JsonValueKind.Object ? In(teller, StatusIn(teller) ?? StatusIn(root) ?? WireError.NoStatus) : null;
    }

    // "error_msg", "errorMsg" and "ErrorMsg" are one name.
    private static string Plain(JsonProperty property) =>
        AnswerJson.Name(property).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static JsonElement Field(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object ? default : element.EnumerateObject().FirstOrDefault(p => Plain(p) == name).Value;

    private static string? TextOf(JsonElement element, string name) =>
        Field(element, name) is { ValueKind: JsonValueKind.String } text && AnswerJson.Text(text) is { Length: > 0 } words ? words : null;

    private static JsonElement First(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 ? element[0] : element;

    private static WireError In(JsonElement root, int status)
    {
        var told = Field(root, "error");
        var error = First(told.ValueKind is JsonValueKind.Object or JsonValueKind.String ? told : Field(root, "errors"));
        var (codes, fields) = (new List<string>(), new List<string>());
        Collect(root, codes, fields, 0);
        var message = error.ValueKind == JsonValueKind.Object ? Words(error) : null;
        message ??= Words(First(Field(root, "detail"))) ?? TextOf(root, "detail") ?? TextOf(root, "errors");
        message ??= error.ValueKind == JsonValueKind.String ? AnswerJson.Text(error) : Words(root) ?? Words(Field(root, "baseresp"));
        return new(status, message ?? "", TextOf(root, "title") ?? "", codes) { Fields = fields };
    }

    private static string? Words(JsonElement error) => WordFields.Select(f => TextOf(error, f)).FirstOrDefault(t => t is not null);

    /// <summary>What tells an error: a field of that name that holds something, a success that is none, a code that is not good.</summary>
    private static JsonElement Teller(JsonElement element, int depth)
    {
        if (depth > DeepestTeller || element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return default;
        }

        var below =
            element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Take(3) : element.EnumerateObject().Select(p => p.Value);
        return element.ValueKind == JsonValueKind.Object && TellsError(element)
            ? element
            : below.Select(e => Teller(e, depth + 1)).FirstOrDefault(e => e.ValueKind == JsonValueKind.Object);
    }

    private static bool TellsError(JsonElement element)
    {
        if (
            HoldsSomething(Field(element, "error"))
            || HoldsSomething(Field(element, "errors"))
            || IsBad(Field(Field(element, "baseresp"), "statuscode"))
        )
        {
            return true;
        }

        var failed = Field(element, "success").ValueKind == JsonValueKind.False || TextOf(element, "status") is "error" or "failed";
        return Words(element) is not null && (failed || IsBad(Field(element, "code")) || IsBad(Field(element, "errorcode")));
    }

    private static bool HoldsSomething(JsonElement error) =>
        error.ValueKind switch
        {
            JsonValueKind.Object => error.EnumerateObject().Any(),
            JsonValueKind.Array => error.GetArrayLength() > 0,
            JsonValueKind.String => AnswerJson.Text(error).Trim().ToLowerInvariant() is not ("" or "none" or "null" or "success"),
            _ => false,
        };

    private static bool IsBad(JsonElement code) =>
        code.ValueKind switch
        {
            JsonValueKind.Number => code.TryGetInt64(out var number) && number is not (0 or 1 or (>= 200 and < 300) or 10000),
            JsonValueKind.String => AnswerJson.Text(code).ToLowerInvariant()
                is not ("" or "0" or "200" or "ok" or "success" or "succeeded"),
            _ => false,
        };

    private static int? StatusIn(JsonElement teller) =>
        new[] { Field(teller, "error"), teller }
            .SelectMany(e => CodeFields.Select(f => Field(e, f)))
            .Select(Number)
            .Where(n => n is >= 400 and < 600)
            .FirstOrDefault();

    private static int? Number(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt32(out var number) => number,
            JsonValueKind.String
                when int.TryParse(AnswerJson.Text(value), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };

    // Codes are in different places and on different levels; what is a sentence is none. So do the names of fields.
    private static void Collect(JsonElement element, List<string> codes, List<string> fields, int depth)
    {
        if (depth > DeepestNames || codes.Count > MostNames || fields.Count > MostNames)
        {
            return;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Collect(item, codes, fields, depth + 1);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                var name = Plain(property);
                if (property.Value.ValueKind == JsonValueKind.String && NameFields.Contains(name))
                {
                    codes.Add(AnswerJson.Text(property.Value));
                }
                else if (property.Value.ValueKind == JsonValueKind.String && name is "param" or "field" or "parameter")
                {
                    fields.Add(AnswerJson.Text(property.Value));
                }
                else if (property.Value.ValueKind == JsonValueKind.Array && name == "loc")
                {
                    fields.AddRange(
                        property.Value.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.String).Select(AnswerJson.Text)
                    );
                }
                else
                {
                    Collect(property.Value, codes, fields, depth + 1);
                }
            }
        }
    }
}
