using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Library.Assets;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary>
/// <c>benchmark --load</c>: requests per second and the 95th percentile of what people open most, from 1, 16 and 64 connections of this
/// machine, uploads, and the memory that it took. The runtime's settings are compared with it (docs/decisions/runtime.md).
/// </summary>
internal static class LoadBenchmark
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(3);

    // The runtime compiles what is called often again, with what it has seen: until then the first pages would seem slow.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(6);

    public static async Task PrintAsync(Func<string[], WebApplication> build)
    {
        await using var server = await BenchmarkServer.PrepareAsync(build);
        BenchmarkCommand.Row("start to 200 on /readyz, median of 5", $"{await server.StartTimesAsync():F0} ms");
        using var client = await server.WithTokenAsync();
        var asset = await server.WithDbAsync(db => db.Set<LibraryAsset>().OrderBy(a => a.Id).Select(a => a.Id).FirstAsync());
        var picture = await UploadAsync(client, 0);
        (string Name, string Path)[] pages =
        [
            ("library list", "/api/v1/library"),
            ("library page", "/Library"),
            ("detail page", $"/Library/{asset}"),
            ("gallery page", "/Gallery"),
            ("thumbnail", $"/media/{picture}/thumb/320"),
        ];
        using var person = await server.SignInAsync();
        foreach (var (_, path) in pages)
        {
            await LoadAsync(person, path, 16, Warm);
        }

        foreach (var (name, path) in pages)
        {
            foreach (var connections in new[] { 1, 16, 64 })
            {
                var (rate, p95) = await LoadAsync(person, path, connections, Each);
                BenchmarkCommand.Row($"{name}, {connections} connections", $"{rate, 7:F0} per second, p95 {p95, 6:F1} ms");
            }
        }

        var times = new List<double>();
        for (var i = 1; i <= 40; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await UploadAsync(client, i);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        BenchmarkCommand.Row("upload of a 512x768 PNG with its thumbnails, median of 40", $"{times.Order().ElementAt(20):F0} ms");
        BenchmarkCommand.Row("processor time of it all", $"{server.Cpu.TotalSeconds:F1} s");
        BenchmarkCommand.Row("resident at the peak, and now", $"{server.Peak:F0} MB, {server.Resident:F0} MB");
    }

    private static async Task<(double PerSecond, double P95)> LoadAsync(HttpClient client, string path, int connections, TimeSpan length)
    {
        var times = new List<double>[connections];
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(async i =>
                {
                    times[i] = [];
                    while (Stopwatch.GetElapsedTime(begun) < length)
                    {
                        var started = Stopwatch.GetTimestamp();
                        await client.GetByteArrayAsync(path);
                        times[i].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    }
                })
        );
        var all = times.SelectMany(t => t).Order().ToList();
        return (all.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds, all[(int)(all.Count * 0.95)]);
    }

    private static async Task<Guid> UploadAsync(HttpClient client, int seed)
    {
        using var noise = Image.Gaussnoise(512, 768, mean: 128, sigma: 20, seed: seed).Cast(Enums.BandFormat.Uchar);
        using var bytes = new ByteArrayContent(noise.WriteToBuffer(".png"));
        bytes.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { bytes, "file", $"noise-{seed}.png" } };
        using var answer = await client.PostAsync("/api/v1/media", form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}
