using System.Text.Json;

namespace AssetLibrary.Web.Extraction.Repair;

/// <summary>How much had to be done to a model's answer before it was JSON.</summary>
public enum RepairTier { AsIs, Fixed, Closed, Pulled }

public sealed record RepairedJson(RepairTier Tier, string Json);

/// <summary>A model's answer → JSON: as it is, or without the fences around it.</summary>
public static class JsonRepair
{
    public static RepairedJson? Read(string text)
    {
        if (IsJson(text))
        {
            return new(RepairTier.AsIs, text);
        }

        var (start, end) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}'));
        return start >= 0 && end > start && IsJson(text[start..(end + 1)]) ? new(RepairTier.Fixed, text[start..(end + 1)]) : null;
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
