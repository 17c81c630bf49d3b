namespace AssetLibrary.Tests.Extraction;

/// <summary>
/// Twenty-six labelled scripts in nine languages. The seven of report/ were scored unread; what was looked at afterwards is told in
/// docs/decisions/built-in-extraction.md. The floors lie a little below what is reached.
/// </summary>
public class LabelledScriptsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("tune", 0.94, 0.98, 0.96, 0.69, 0.9)]
    [InlineData("report", 0.84, 0.98, 0.96, 0.6, 0.82)]
    public async Task What_readers_found_is_found(
        string set,
        double characters,
        double speaking,
        double locations,
        double precision,
        double keyProps
    )
    {
        var total = await ScoreAsync(set);

        Assert.InRange(total["characters"].F1, characters, 1);
        Assert.InRange(total["speaking"].Recall, speaking, 1);
        Assert.InRange(total["locations"].F1, locations, 1);
        Assert.InRange(total["props"].Precision, precision, 1);
        Assert.InRange(total["key props"].Recall, keyProps, 1);
    }

    [Theory]
    [InlineData("tune", 0.98)]
    [InlineData("report", 0.99)]
    public async Task Their_scenes_are_found(string set, double floor)
    {
        Assert.InRange((await ScoreAsync(set))["scenes"].F1, floor, 1);
    }

    private async Task<Dictionary<string, Tally>> ScoreAsync(string set)
    {
        var total = LabelledScript.Kinds.ToDictionary(k => k, _ => new Tally(0, 0, 0));
        var files = Directory
            .GetFiles(Path.Combine(AppContext.BaseDirectory, "Samples", "labelled", set), "*.gold.json")
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.Equal(set == "tune" ? 19 : 7, files.Count);
        foreach (var file in files)
        {
            var script = await LabelledScript.ReadAsync(file);
            foreach (var kind in LabelledScript.Kinds)
            {
                total[kind] = total[kind].Plus(script.Count(kind));
            }
        }

        output.WriteLine($"{set, -11} precision  recall  F1");
        foreach (var (kind, tally) in total)
        {
            output.WriteLine($"{kind, -11} {tally.Precision, 9:0.000} {tally.Recall, 7:0.000} {tally.F1, 6:0.000}");
        }

        return total;
    }
}
