using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AssetLibrary.Tests.Processes;

/// <summary>A data folder on a small file system that is really full.</summary>
[Trait("Kind", "Process")]
public sealed class FullDiskTests(Studios studios) : IAsyncLifetime
{
    // Large ones until nothing large fits, then ever smaller ones: so the blobs, the index and the library all meet the end of the disk.
    private static readonly int[] Sizes = [400_000, 100_000, 30_000, 7_000];

    private string disk = "";

    public async ValueTask InitializeAsync()
    {
        disk = Directory.CreateDirectory(Studios.NewFolder()).FullName;
        if (
            !OperatingSystem.IsLinux()
            || !Environment.IsPrivilegedProcess
            || !await TryAsync("mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", disk)
        )
        {
            const string Needed = "This needs Linux, root and the right to mount a tmpfs.";
            Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") is not { Length: > 0 }, Needed);
            Assert.Fail(Needed);
        }
    }

    public async ValueTask DisposeAsync() => await TryAsync("umount", "-l", disk);

    [Fact]
    public async Task A_full_disk_is_said_and_what_is_there_stays_readable_until_there_is_room_again()
    {
        var studio = await studios.NewAsync(disk);
        var filler = Path.Combine(disk, "filler");
        await File.WriteAllBytesAsync(filler, new byte[74 << 20]);
        await using var app = await RealApp.StartAsync(studio);
        var kept = await UploadAsync(app, 20_000, seed: 0)
            ?? throw new InvalidOperationException("The disk is full before anything was kept.");
        using (var made = await app.Api.Client.GetAsync($"/media/{kept}/thumb/320"))
        {
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        }

        var refused = 0;
        foreach (var (size, seed) in Sizes.SelectMany(size => Enumerable.Range(0, 40).Select(n => (size, size + n))))
        {
            refused += await UploadAsync(app, size, seed) is null ? 1 : 0;
        }

        Assert.True(refused > 20, $"Only {refused} uploads were refused: the disk is not full.");
        await AssertReadableAsync(app, kept);
        await AssertReadyAsync(app, HttpStatusCode.ServiceUnavailable);
        await AssertWritesAreRefusedOrDoneAsync(app);
        var named = (await app.Api.ItemsAsync("/api/v1/media?limit=200"))
            .Select(m => m.GetProperty("sha256").GetString()!)
            .Distinct()
            .ToList();
        Assert.Empty(named.Except(studio.WholeBlobs()));

        File.Delete(filler);
        await AssertReadyAsync(app, HttpStatusCode.OK);
        Assert.NotNull(await UploadAsync(app, 400_000, seed: 1));
        await app.Api.AddAssetAsync("Old harbour");
        Assert.Equal(0, await app.StopAsync());
    }

    /// <summary>The new item's id, or null when the answer was 507; anything else is a failure.</summary>
    private static async Task<string?> UploadAsync(RealApp app, int size, int seed)
    {
        using var answer = await app.Api.UploadAsync(Pictures.OfBytes(size, seed), $"{seed}.jpg");
        return await IdOfAsync(app, answer);
    }

    private static async Task<string?> IdOfAsync(RealApp app, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode == HttpStatusCode.Created)
        {
            return JsonElement.Parse(text).GetProperty("id").GetString()!;
        }

        Assert.True(answer.StatusCode == HttpStatusCode.InsufficientStorage, $"{answer.StatusCode} {text}\n{app.Output}\n{app.Error}");
        Assert.EndsWith("/storage-full", JsonElement.Parse(text).GetProperty("type").GetString(), StringComparison.Ordinal);
        return null;
    }

    private static async Task AssertReadableAsync(RealApp app, string kept)
    {
        foreach (
            var path in new[]
            {
                "/healthz",
                "/api/v1/media",
                "/api/v1/library",
                "/api/v1/jobs",
                $"/api/v1/media/{kept}",
                $"/media/{kept}",
                $"/media/{kept}/thumb/320",
                "/Gallery",
                "/Library",
            }
        )
        {
            using var answer = await app.Api.Client.GetAsync(path);
            Assert.True(
                answer.StatusCode == HttpStatusCode.OK,
                $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}\n{app.Output}"
            );
        }
    }

    private static async Task AssertReadyAsync(RealApp app, HttpStatusCode expected)
    {
        using var answer = await app.Api.Client.GetAsync("/readyz");
        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task AssertWritesAreRefusedOrDoneAsync(RealApp app)
    {
        for (var i = 0; i < 40; i++)
        {
            using var answer = await app.Api.Client.PostAsJsonAsync(
                "/api/v1/library",
                new
                {
                    type = "prop",
                    name = $"Crate {i}",
                    description = new string('x', 2000),
                }
            );
            await IdOfAsync(app, answer);
        }
    }

    private static async Task<bool> TryAsync(string tool, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, args) { RedirectStandardError = true, UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
