using System.Text.Json;
using AssetLibrary.Web.Names;

namespace AssetLibrary.Tests.Extraction;

/// <summary>Labelled scripts in three languages: the floor the built-in extractor may not fall below.</summary>
public class GoldTests
{
    private static readonly string[] Articles = ["the ", "a ", "an ", "le ", "la ", "les ", "un ", "une ", "der ", "die ", "das "];

    [Theory]
    [InlineData("night-bakery", 0.85, 1.0, 0.9)]
    [InlineData("accordeon.fr", 1.0, 1.0, 0.8)]
    [InlineData("le-buis.fr", 1.0, 1.0, 0.6)]
    [InlineData("claw-city-pilot.de", 1.0, 0.85, 0.7)]
    public void What_a_reader_found_is_found(string name, double characters, double locations, double props)
    {
        using var gold = JsonDocument.Parse(File.ReadAllText(Sample(name + ".gold.json")));
        var found = new Extracted(File.ReadAllText(Sample(gold.RootElement.GetProperty("script").GetString()!)));

        Assert.InRange(Recall(found, AssetType.Character, gold, "characters"), characters, 1);
        Assert.InRange(Recall(found, AssetType.Location, gold, "locations"), locations, 1);
        Assert.InRange(Recall(found, AssetType.Prop, gold, "props"), props, 1);
        Assert.InRange(found.Characters.Count(), 1, gold.RootElement.GetProperty("characters").GetArrayLength());
        Assert.InRange(found.Locations.Count(), 1, gold.RootElement.GetProperty("locations").GetArrayLength());
    }

    private static string Sample(string file) => Path.Combine(AppContext.BaseDirectory, "Samples", "gold", file);

    private static double Recall(Extracted found, AssetType type, JsonDocument gold, string kind)
    {
        var names = found
            .All.Where(a => a.Type == type)
            .Select(a => a.Aliases.Append(a.Name).Select(Plain).ToHashSet(StringComparer.Ordinal))
            .ToList();
        var wanted = gold.RootElement.GetProperty(kind).EnumerateArray().ToList();
        var hits = wanted.Count(w =>
            names.Exists(n =>
                n.Overlaps(
                    w.GetProperty("aliases")
                        .EnumerateArray()
                        .Select(a => a.GetString()!)
                        .Append(w.GetProperty("name").GetString()!)
                        .Select(Plain)
                )
            )
        );
        return hits / (double)wanted.Count;
    }

    private static string Plain(string name)
    {
        var plain = name.ToLowerInvariant();
        var article = Array.Find(Articles, a => plain.StartsWith(a, StringComparison.Ordinal));
        return plain[(article?.Length ?? 0)..].TrimEnd('s');
    }
}
