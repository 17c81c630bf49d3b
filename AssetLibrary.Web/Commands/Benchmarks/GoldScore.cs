using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Extraction.BuiltIn.Props;
using AssetLibrary.Web.Names;
using AssetLibrary.Web.Screenplays;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary>
/// Extraction against hand-made labels (<c>*.gold.json</c>): names are compared after normalising, aliases count, each label once.
/// </summary>
internal static partial class GoldScore
{
    public static async Task PrintAsync(string gold, string scripts, Action<string, string> row)
    {
        var sums = new Dictionary<string, (int Hit, int Extra, int Missed)>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(gold, "*.gold.json").Order(StringComparer.Ordinal))
        {
            var labels = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
            var script = Path.Combine(scripts, labels.GetProperty("script").GetString()!);
            if (
                !File.Exists(script)
                || await ScriptFile.ReadAsync(await File.ReadAllBytesAsync(script), script) is not ScriptReading.Read read
            )
            {
                row(Path.GetFileName(file), "its script is not there");
                continue;
            }

            var found = BuiltInExtractor.Extract(read.Screenplay);
            foreach (
                var (kind, type) in new[]
                {
                    ("characters", AssetType.Character),
                    ("locations", AssetType.Location),
                    ("props", AssetType.Prop),
                }
            )
            {
                if (labels.TryGetProperty(kind, out var wanted) && wanted.ValueKind == JsonValueKind.Array)
                {
                    var (hit, extra, missed) = Match(
                        [.. found.Where(f => f.Type == type).Select(f => Names(f.Name, f.Aliases))],
                        [.. wanted.EnumerateArray().Select(Names)]
                    );
                    var sum = sums.GetValueOrDefault(kind);
                    sums[kind] = (sum.Hit + hit, sum.Extra + extra, sum.Missed + missed);
                }
            }
        }

        foreach (var (kind, (hit, extra, missed)) in sums)
        {
            var (precision, recall) = (hit / Math.Max(1.0, hit + extra), hit / Math.Max(1.0, hit + missed));
            row(
                $"extraction: {kind}",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"precision {precision:F3}, recall {recall:F3}, F1 {2 * precision * recall / Math.Max(0.001, precision + recall):F3}"
                )
            );
        }
    }

    private static (int Hit, int Extra, int Missed) Match(List<HashSet<string>> found, List<HashSet<string>> wanted)
    {
        var hit = 0;
        foreach (var one in found)
        {
            if (wanted.FirstOrDefault(w => w.Overlaps(one)) is { } label)
            {
                wanted.Remove(label);
                hit++;
            }
        }

        return (hit, found.Count - hit, wanted.Count);
    }

    private static HashSet<string> Names(JsonElement label) =>
        Names(
            label.GetProperty("name").GetString()!,
            label.TryGetProperty("aliases", out var aliases) ? aliases.EnumerateArray().Select(a => a.GetString()!) : []
        );

    private static HashSet<string> Names(string name, IEnumerable<string> aliases) =>
        [.. aliases.Prepend(name).Select(n => Article().Replace(SearchText.Normalize(n), "").TrimEnd('s'))];

    [GeneratedRegex("^(the|an?|le|la|les|l'|der|die|das|el|los|las|une?|ein|eine) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Article();
}
