using System.Diagnostics;
using System.Runtime.InteropServices;
using AssetLibrary.Web.Extraction.BuiltIn;
using AssetLibrary.Web.Screenplays;
using AssetLibrary.Web.Screenplays.Fountain;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary>
/// <c>benchmark [--scripts DIR] [--gold DIR] | --library SIZES | --matching | --queue | --load | --writers</c>: measures this build on
/// this machine and prints a row per figure; with one of the last five only the library's list at each of these sizes, the matching of
/// names, the queue against a provider that takes 100 ms, what people open most from many connections, or how long work on long drafts
/// keeps others from writing.
/// </summary>
internal static class BenchmarkCommand
{
    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build)
    {
        Row(
            "machine",
            $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GiB, "
                + $"{RuntimeInformation.OSDescription}, .NET {Environment.Version}"
        );
        if (args.Contains("--matching"))
        {
            await MatchingBenchmark.PrintAsync(build);
            return 0;
        }

        if (args.Contains("--queue"))
        {
            await QueueBenchmark.PrintAsync(build);
            return 0;
        }

        if (args.Contains("--load"))
        {
            await LoadBenchmark.PrintAsync(build);
            return 0;
        }

        if (args.Contains("--project"))
        {
            await ProjectBenchmark.PrintAsync(build);
            return 0;
        }

        if (args.Contains("--writers"))
        {
            await WriterBenchmark.PrintAsync(build);
            return 0;
        }

        if (Value(args, "--library") is { } sizes)
        {
            await LibraryBenchmark.RunAsync(sizes, build);
            return 0;
        }

        Scripts(LongScript.Write());
        await LongestScripts.PrintAsync();
        if (Value(args, "--scripts") is { } scripts)
        {
            foreach (var file in Directory.EnumerateFiles(scripts).Order(StringComparer.Ordinal))
            {
                if (
                    await ScriptFile.ReadAsync(await File.ReadAllBytesAsync(file), file) is ScriptReading.Read
                    {
                        Screenplay: { Format: not ScriptFormat.Pdf } read
                    }
                )
                {
                    var (parse, extract) = Time(read.Source);
                    Row(Path.GetFileName(file), $"parse {parse:F2} ms, extract {extract:F1} ms");
                }
            }
        }

        if (Value(args, "--gold") is { } gold)
        {
            await GoldScore.PrintAsync(gold, Value(args, "--scripts") ?? gold, Row);
        }

        await using var server = await BenchmarkServer.PrepareAsync(build);
        Row("start to 200 on /readyz, existing data, median of 5", $"{await server.StartTimesAsync():F0} ms");
        Row("resident 10 s after a start", $"{await server.ResidentAsync():F0} MB");
        foreach (var page in new[] { "/Library", "/Gallery", "/Projects" })
        {
            Row($"{page} at 10,000 rows, CPU per request over 1,000", $"{await server.CpuPerPageAsync(page):F2} ms");
        }

        Row("100 concept cards 512x768, enqueued to stored", $"{await server.CardsPerSecondAsync(100):F1} per second");
        return 0;
    }

    public static void Row(string name, string value) => Console.WriteLine($"{name, -58} {value}");

    private static void Scripts(string text)
    {
        var (parse, extract) = Time(text);
        Row($"parse a script of 120 pages ({text.Length / 1024} KB), warm, median of 31", $"{parse:F2} ms");
        Row("extract it, warm, median of 31", $"{extract:F1} ms");
    }

    private static (double Parse, double Extract) Time(string text)
    {
        var screenplay = FountainParser.Parse(text);
        return (Median(() => FountainParser.Parse(text)), Median(() => BuiltInExtractor.Extract(screenplay)));
    }

    private static double Median(Action work)
    {
        var times = new List<double>();
        for (var i = 0; i < 41; i++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times.Skip(10).Order().ElementAt(15);
    }

    private static string? Value(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
