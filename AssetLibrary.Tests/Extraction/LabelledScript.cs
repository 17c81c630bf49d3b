using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Extraction;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Tests.Extraction;

/// <summary>
/// A script, what a reader wrote down about it, and how much of that was found. Names are the same but for case, articles,
/// quotation marks and cue extensions; a prop also by its noun alone. A second find for the same entry is wrong.
/// </summary>
internal sealed partial class LabelledScript(JsonElement gold, Screenplay script)
{
    public static readonly IReadOnlyList<string> Kinds = ["characters", "speaking", "locations", "scenes", "props", "key props"];

    private readonly IReadOnlyList<FoundAsset> found = BuiltInExtractor.Extract(script);

    public static async Task<LabelledScript> ReadAsync(string goldFile)
    {
        using var gold = JsonDocument.Parse(await File.ReadAllTextAsync(goldFile));
        var name = gold.RootElement.GetProperty("script").GetString()!;
        var reading = await ScriptFile.ReadAsync(await File.ReadAllBytesAsync(Path.Combine(Path.GetDirectoryName(goldFile)!, name)), name);
        return new LabelledScript(gold.RootElement.Clone(), Assert.IsType<ScriptReading.Read>(reading).Screenplay);
    }

    /// <summary>Of speaking characters and of key props nothing can be too much: they are counted for what is missing.</summary>
    public Tally Count(string kind) =>
        kind switch
        {
            "speaking" => Match("characters", AssetType.Character, e =>
                e.TryGetProperty("speaks", out var speaks) && speaks.GetBoolean()
            ) with
            {
                Extra = 0,
            },
            "key props" => Match("props", AssetType.Prop, e => e.TryGetProperty("importance", out var i) && i.GetString() == "key") with
            {
                Extra = 0,
            },
            "scenes" => Scenes(),
            "characters" => Match(kind, AssetType.Character, _ => true),
            "locations" => Match(kind, AssetType.Location, _ => true),
            _ => Match(kind, AssetType.Prop, _ => true),
        };

    private Tally Match(string kind, AssetType type, Func<JsonElement, bool> counts)
    {
        var left = gold.GetProperty(kind).EnumerateArray().Select(e => (Entry: e, Names: Names(e))).ToList();
        var wanted = left.Count(l => counts(l.Entry));
        var (hits, extra) = (0, 0);
        foreach (var asset in found.Where(f => f.Type == type))
        {
            var names = asset.Aliases.Append(asset.Name).Select(Plain).ToList();
            var at = left.FindIndex(l => l.Names.Exists(g => names.Exists(n => n == g || (type == AssetType.Prop && IsSameThing(n, g)))));
            if (at < 0)
            {
                extra++;
                continue;
            }
            hits += counts(left[at].Entry) ? 1 : 0;
            left.RemoveAt(at);
        }
        return new Tally(hits, extra, wanted - hits);
    }

    private Tally Scenes()
    {
        var all = gold.GetProperty("scenes").EnumerateArray().ToList();
        var needed = all.Where(s => s.GetProperty("int_ext").ValueKind == JsonValueKind.String)
            .Select(s => Plain(s.GetProperty("heading").GetString()!))
            .ToList();
        var have = script.Scenes.Select(s => Plain(s.Heading)).ToList();
        var hits = needed.Count(n => have.Remove(n));
        return new Tally(hits, Math.Max(0, have.Count - (all.Count - needed.Count)), needed.Count - hits);
    }

    private static List<string> Names(JsonElement entry) =>
        [.. entry.GetProperty("aliases").EnumerateArray().Append(entry.GetProperty("name")).Select(n => Plain(n.GetString()!))];

    private static bool IsSameThing(string one, string other)
    {
        var (a, b) = (one.Split(' '), other.Split(' '));
        return Singular(a[^1]) == Singular(b[^1]) && (a.Length == 1 || b.Length == 1 || Singular(one) == Singular(other));
    }

    private static string Singular(string noun) => noun.EndsWith('s') && !noun.EndsWith("ss", StringComparison.Ordinal) ? noun[..^1] : noun;

    private static string Plain(string name)
    {
        var plain = Extension()
            .Replace(name.Normalize(), "")
            .Replace('’', '\'')
            .Replace('‘', '\'')
            .Replace('“', '"')
            .Replace('”', '"')
            .Trim()
            .ToLower(CultureInfo.InvariantCulture);
        return Article()
            .Replace(string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), "")
            .Trim(' ', '.', ',', ':', ';', '!', '-');
    }

    [GeneratedRegex(
        @"\((?:v\.?\s?o\.?|o\.?\s?s\.?|o\.?\s?c\.?|cont['’]?d\.?|suite|hors champ|voix off|off)[^)]*\)",
        RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Extension();

    [GeneratedRegex(
        @"^(?:the|an?|le|la|les|l'|der|die|das|el|los|las|un|une|una|ein|eine)\s+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Article();
}

/// <summary>What was found, found too much, and missed.</summary>
internal sealed record Tally(int Hits, int Extra, int Missed)
{
    public double Precision => Hits + Extra == 0 ? 1 : (double)Hits / (Hits + Extra);

    public double Recall => Hits + Missed == 0 ? 1 : (double)Hits / (Hits + Missed);

    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public Tally Plus(Tally other) => new(Hits + other.Hits, Extra + other.Extra, Missed + other.Missed);
}
