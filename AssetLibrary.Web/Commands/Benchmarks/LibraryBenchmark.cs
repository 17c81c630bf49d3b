using System.Diagnostics;
using System.Globalization;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary>
/// <c>benchmark --library 10000,100000,1000000</c>: what the library's list costs at these sizes on SQLite. For each request the
/// server's CPU time per request over a few hundred of them one after the other, and the 95th percentile of the answer times with 16
/// connections at once.
/// </summary>
internal static class LibraryBenchmark
{
    private const int Warm = 60;
    private const int Measured = 200;
    private const int Connections = 16;

    public static async Task RunAsync(string sizes, Func<string[], WebApplication> build)
    {
        foreach (var size in sizes.Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)))
        {
            var fill = new LibraryFill(size);
            var started = Stopwatch.GetTimestamp();
            await using var server = await BenchmarkServer.PrepareAsync(build, fill.Write);
            await server.RestartAsync();
            using var client = await server.SignInAsync();
            Console.WriteLine($"{size:N0} assets, written in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
            Console.WriteLine($"{"", -44} {"CPU/request", 12} {"alone", 9} {"p95 of 16", 10} {"answer", 9}");
            foreach (var (_, address) in Requests(fill))
            {
                await WarmAsync(client, address); // the compiler is done with all of it before anything is measured
            }

            foreach (var (name, address) in Requests(fill))
            {
                await MeasureAsync(server, client, name, address);
            }
        }
    }

    private static IEnumerable<(string Name, string Address)> Requests(LibraryFill fill)
    {
        var late = new Cursor("", fill.Late).ToString();
        foreach (var (kind, list) in new[] { ("JSON", "/api/v1/library"), ("page", "/Library") })
        {
            yield return ($"{kind}: first page", list);
            yield return ($"{kind}: cursor at 90 %", $"{list}?after={late}");
            yield return ($"{kind}: of a type", $"{list}?type=location");
            yield return ($"{kind}: detail", $"{list}/{fill.Middle}");
            yield return ($"{kind}: of a type, rare word", $"{list}?type=location&q={LibraryFill.Rare}");
            yield return ($"{kind}: of a type, frequent word", $"{list}?type=location&q={LibraryFill.Frequent}");
            yield return ($"{kind}: two letters", $"{list}?q=la");
            yield return ($"{kind}: part of a name", $"{list}?q=ighthous");
            yield return ($"{kind}: frequent word, by name", $"{list}?q={LibraryFill.Frequent}&sort=name");
            yield return ($"{kind}: typed wrong", $"{list}?q=lihgthouse");
            yield return ($"{kind}: nothing like it", $"{list}?q=xyzzyplugh");
            yield return ($"{kind}: frequent tag", $"{list}?tag={Uri.EscapeDataString(LibraryFill.Tag(0))}");
            yield return (
                $"{kind}: rare tag, frequent word",
                $"{list}?tag={Uri.EscapeDataString(LibraryFill.Tag(299))}&q={LibraryFill.Frequent}"
            );
            yield return ($"{kind}: missing picture", $"{list}?picture=missing");
            yield return ($"{kind}: by name", $"{list}?sort=name");
        }
    }

    private static async Task<int> WarmAsync(HttpClient client, string address)
    {
        var bytes = 0;
        for (var i = 0; i < Warm; i++)
        {
            bytes = (await client.GetByteArrayAsync(address)).Length;
        }

        return bytes;
    }

    private static async Task MeasureAsync(BenchmarkServer server, HttpClient client, string name, string address)
    {
        var bytes = await WarmAsync(client, address);
        var (cpu, started) = (server.Cpu, Stopwatch.GetTimestamp());
        for (var i = 0; i < Measured; i++)
        {
            await client.GetByteArrayAsync(address);
        }

        var (perRequest, alone) = (
            (server.Cpu - cpu).TotalMilliseconds / Measured,
            Stopwatch.GetElapsedTime(started).TotalMilliseconds / Measured
        );
        var times = new double[Connections][];
        await Parallel.ForAsync(0, Connections, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (connection, cancel) =>
        {
            times[connection] = new double[Measured / 10];
            for (var i = 0; i < times[connection].Length; i++)
            {
                var asked = Stopwatch.GetTimestamp();
                await client.GetByteArrayAsync(address, cancel);
                times[connection][i] = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            }
        });
        var all = times.SelectMany(t => t).Order().ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -44} {perRequest, 9:F2} ms {alone, 6:F2} ms {all[all.Count * 95 / 100], 7:F1} ms {bytes / 1024.0, 6:F0} KB"
            )
        );
    }
}
