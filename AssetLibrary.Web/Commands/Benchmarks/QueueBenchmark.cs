using System.Diagnostics;
using System.Globalization;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Generation;
using AssetLibrary.Web.Imaging;
using AssetLibrary.Web.Library.Assets;
using AssetLibrary.Web.Queue;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary>
/// <c>benchmark --queue</c>: pictures of a provider that takes 100 ms for each, sixteen at once. The provider runs in this process, the
/// app in one of its own, so its processor time is its own. The pictures are small, for it is the queue that is measured.
/// </summary>
internal static class QueueBenchmark
{
    private const int Jobs = 1000,
        Parallel = 16,
        Side = 64,
        Rounds = 10,
        Waiting = 10_000,
        Shown = 100;

    private static readonly TimeSpan OnePicture = TimeSpan.FromMilliseconds(100);

    public static async Task PrintAsync(Func<string[], WebApplication> build)
    {
        await using var provider = await ProviderAsync(build);
        var parallel = Parallel.ToString(CultureInfo.InvariantCulture);
        await using var server = await BenchmarkServer.PrepareAsync(
            build,
            null,
            "--Queue:Parallel",
            parallel,
            "--Providers:StableDiffusion:Endpoint",
            provider.Urls.Single(),
            "--Providers:StableDiffusion:MaxParallel",
            parallel
        );
        var subjects = await server.WithDbAsync(db => db.Set<LibraryAsset>().OrderBy(a => a.Id).Take(Jobs).Select(a => a.Id).ToListAsync());
        await server.RestartAsync();
        await RoundAsync(server, subjects.GetRange(0, 50)); // the workers have started
        var (ideal, resident) = (Parallel / OnePicture.TotalSeconds, new List<double>());
        for (var round = 1; round <= Rounds; round++)
        {
            var before = server.Cpu;
            var (rate, seconds) = await RoundAsync(server, subjects);
            resident.Add(server.Resident);
            if (round is 1 or Rounds)
            {
                BenchmarkCommand.Row(
                    $"{Jobs:N0} jobs of 100 ms, 16 at once, round {round}",
                    $"{rate:F0} per second in {seconds:F1} s, {rate / ideal:P0} of the ideal {ideal:F0}; CPU "
                        + $"{(server.Cpu - before).TotalMilliseconds / Jobs:F2} ms a job; resident {server.Resident:F0} MB"
                );
            }
        }

        BenchmarkCommand.Row(
            $"resident after {Jobs:N0}, {Jobs * Rounds / 2:N0}, {Jobs * Rounds:N0} jobs",
            $"{resident[0]:F0}, {resident[(Rounds / 2) - 1]:F0}, {resident[^1]:F0} MB"
        );
        await server.RestartAsync("--Queue:Parallel", "0");
        await server.WithDbAsync(db => QueueUpAsync(db, Shown));
        var few = await server.CpuPerPageAsync("/Jobs");
        await server.WithDbAsync(db => QueueUpAsync(db, Waiting - Shown));
        BenchmarkCommand.Row(
            $"/Jobs with {Shown} and with {Waiting:N0} jobs in line (it shows {Shown}), CPU",
            $"{few:F2} and {await server.CpuPerPageAsync("/Jobs"):F2} ms"
        );
    }

    private static async Task<(double Rate, double Seconds)> RoundAsync(BenchmarkServer server, List<Guid> subjects)
    {
        // All of it is enqueued before the first is claimed: what is measured is the working off, from the moment at which the server,
        // which looks for the jobs of other processes every two seconds, has found them.
        using var client = await server.SignInAsync();
        var batch = await server.WithDbAsync(db => EnqueueAsync(server, subjects));
        while (!await server.WithDbAsync(db => db.Set<Job>().AnyAsync(j => j.BatchId == batch && j.State != JobState.Queued)))
        {
            await Task.Delay(5);
        }

        var started = Stopwatch.GetTimestamp();
        while (await server.WithDbAsync(db => db.Set<Job>().AnyAsync(j => j.BatchId == batch && j.EndedAt == null)))
        {
            await Task.Delay(50);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var bad = await server.WithDbAsync(db =>
            db.Set<Job>().Where(j => j.BatchId == batch && j.State != JobState.Succeeded).Select(j => j.Error).FirstOrDefaultAsync()
        );
        return bad is null
            ? (subjects.Count / seconds, seconds)
            : throw new InvalidOperationException($"Not every picture was made: {bad}");
    }

    private static async Task<Guid> EnqueueAsync(BenchmarkServer server, List<Guid> subjects)
    {
        await using var scope = server.Service<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentViewer>().WorkFor(null);
        var (batch, _) = await scope
            .ServiceProvider.GetRequiredService<PictureRequests>()
            .SaveAsync(new(subjects, Provider: "stable-diffusion", Width: Side, Height: Side), _ => { });
        return batch.Id;
    }

    private static async Task<int> QueueUpAsync(LibraryContext db, int count)
    {
        for (var i = 0; i < count; i++)
        {
            db.Enqueue(new Job(GenerationJob.KindName, $"Picture {i}", null));
        }

        return await db.SaveChangesAsync();
    }

    /// <summary>Speaks /sdapi, takes its time, and never gives the same bytes twice.</summary>
    private static async Task<WebApplication> ProviderAsync(Func<string[], WebApplication> build)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = builder.Build();
        var picture = await DrawAsync(build);
        var made = 0;
        provider.MapPost("/sdapi/v1/txt2img", async () =>
        {
            var number = Interlocked.Increment(ref made);
            await Task.Delay(OnePicture);
            return Results.Json(new { images = new[] { Convert.ToBase64String([.. picture, .. BitConverter.GetBytes(number)]) } });
        });
        await provider.StartAsync();
        return provider;
    }

    private static async Task<byte[]> DrawAsync(Func<string[], WebApplication> build)
    {
        var folder = Directory.CreateTempSubdirectory("assetlibrary-benchmark-").FullName;
        var file = Path.Combine(folder, "picture.jpg");
        await using (var app = build(["--DataPath", folder]))
        {
            await app
                .Services.GetRequiredService<ImageWorkers>()
                .DrawAsync(
                    $"""<svg xmlns="http://www.w3.org/2000/svg" width="{Side}" height="{Side}"><rect width="{Side}" height="{Side}" fill="#467"/></svg>""",
                    file,
                    Side,
                    Side,
                    CancellationToken.None
                );
        }

        var picture = await File.ReadAllBytesAsync(file);
        Directory.Delete(folder, recursive: true);
        return picture;
    }
}
