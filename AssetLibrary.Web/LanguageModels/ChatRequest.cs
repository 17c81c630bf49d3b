using System.Text.Json;
using System.Text.Json.Nodes;

namespace AssetLibrary.Web.LanguageModels;

/// <summary>The body of POST /chat/completions, in the dialect the server understands.</summary>
internal static class ChatRequest
{
    public static BinaryData Body(ModelQuestion question, string model, int limit, Dialect dialect)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray([
                Message("system", question.System),
                .. question.Earlier.Select(t => Message(t.IsModel ? "assistant" : "user", t.Text)),
                Message("user", question.User),
            ]),
            [dialect.LimitName] = limit,
            ["stream"] = false,
        };
        if (dialect.SendsTemperature)
        {
            body["temperature"] = 0;
        }

        switch (question.IsFree ? AnswerForm.Prompt : dialect.Form)
        {
            case AnswerForm.JsonSchema:
                body["response_format"] = new JsonObject
                {
                    ["type"] = "json_schema",
                    ["json_schema"] = new JsonObject
                    {
                        ["name"] = question.SchemaName,
                        ["strict"] = true,
                        ["schema"] = JsonNode.Parse(question.Schema),
                    },
                };
                break;
            case AnswerForm.JsonObject:
                body["response_format"] = new JsonObject { ["type"] = "json_object" };
                break;
            default:
                break;
        }

        return BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(body));
    }

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };
}
