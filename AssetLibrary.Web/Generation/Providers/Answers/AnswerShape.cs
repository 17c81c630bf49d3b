using System.Text.Json;

namespace AssetLibrary.Web.Generation.Providers.Answers;

/// <summary>
/// What is in an answer, told without any of it: the names and the kinds of their values, such as "data[].url: text". Names that are
/// long or odd are none (some servers use a prompt or an id as one).
/// </summary>
internal static class AnswerShape
{
    private const int Longest = 220,
        LongestName = 30,
        MostEntries = 200;

    public static string Of(IReadOnlyList<JsonElement> documents)
    {
        var entries = new List<string>();
        foreach (var document in documents)
        {
            Collect(document, "", entries);
        }

        var shape = "";
        foreach (var entry in entries.Distinct(StringComparer.Ordinal))
        {
            if (shape.Length + entry.Length + 2 > Longest)
            {
                return shape + ", …";
            }

            shape += shape.Length == 0 ? entry : $", {entry}";
        }

        return shape;
    }

    private static void Collect(JsonElement element, string path, List<string> entries)
    {
        if (entries.Count >= MostEntries)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.EnumerateObject().Any():
                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value, path.Length == 0 ? NameOf(property) : $"{path}.{NameOf(property)}", entries);
                }

                break;
            case JsonValueKind.Array when element.GetArrayLength() > 0:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, path + "[]", entries);
                }

                break;
            default:
                entries.Add(path.Length == 0 ? KindOf(element) : $"{path}: {KindOf(element)}");
                break;
        }
    }

    private static string NameOf(JsonProperty property) =>
        AnswerJson.Name(property) is var name
        && name.Length is > 0 and <= LongestName
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '$' or '@')
            ? name
            : "…";

    private static string KindOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => AnswerJson.Text(element).Length == 0 ? "empty text" : "text",
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Array => "empty list",
            JsonValueKind.Object => "empty object",
            _ => "null",
        };
}
