using System.Diagnostics;
using AssetLibrary.Web.Imaging;
using Microsoft.Extensions.Time.Testing;

namespace AssetLibrary.Tests.Imaging;

/// <summary>A named pipe that nobody writes to stands for a picture that a codec never gets through.</summary>
public sealed class WorkerLifeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public WorkerLifeTests() => Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs named pipes.");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_worker_that_dies_in_the_middle_is_an_answer_and_the_next_picture_is_read()
    {
        await using var workers = new ImageWorkers(new ImagingOptions { Workers = 1 });
        var reading = workers.ReadAsync(Endless(), CancellationToken.None);

        Kill(Assert.Single(workers.ProcessIds));

        Assert.Equal(ImageFault.CodecDied, Fault(await reading));
        Assert.IsType<ImageReading.Readable>(await ReadSoundAsync(workers));
    }

    [Fact]
    public async Task A_worker_that_died_while_idle_is_no_fault_of_the_next_picture()
    {
        await using var workers = new ImageWorkers(new ImagingOptions { Workers = 1 });
        await ReadSoundAsync(workers);

        Kill(Assert.Single(workers.ProcessIds));

        Assert.IsType<ImageReading.Readable>(await ReadSoundAsync(workers));
    }

    [Fact]
    public async Task A_picture_that_takes_too_long_is_given_up_and_the_next_one_read()
    {
        var (time, options) = (new FakeTimeProvider(), new ImagingOptions { Workers = 1 });
        await using var workers = new ImageWorkers(options, time);
        var reading = workers.ReadAsync(Endless(), CancellationToken.None);

        time.Advance(options.Timeout);

        Assert.Equal(ImageFault.TimedOut, Fault(await reading));
        Assert.IsType<ImageReading.Readable>(await ReadSoundAsync(workers));
    }

    [Fact]
    public async Task Who_no_longer_waits_does_not_leave_a_worker_behind()
    {
        await using var workers = new ImageWorkers(new ImagingOptions { Workers = 1 });
        using var cancel = new CancellationTokenSource();
        var reading = workers.ReadAsync(Endless(), cancel.Token);
        var worker = Assert.Single(workers.ProcessIds);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await EndOfAsync(worker);
        Assert.IsType<ImageReading.Readable>(await ReadSoundAsync(workers));
    }

    [Fact]
    public async Task Many_pictures_at_once_share_the_workers()
    {
        await using var workers = new ImageWorkers(new ImagingOptions { Workers = 2 });

        var readings = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ReadSoundAsync(workers)));

        Assert.All(readings, reading => Assert.IsType<ImageReading.Readable>(reading));
        Assert.Equal(2, workers.ProcessIds.Count);
    }

    [Fact]
    public async Task A_worker_with_nothing_to_do_is_stopped()
    {
        var (time, options) = (new FakeTimeProvider(), new ImagingOptions());
        await using var workers = new ImageWorkers(options, time);
        var reading = ReadSoundAsync(workers);
        var worker = Assert.Single(workers.ProcessIds);
        await reading;

        time.Advance(options.IdleStop);

        await EndOfAsync(worker);
        Assert.Empty(workers.ProcessIds);
    }

    [Fact]
    public async Task Disposing_ends_the_workers()
    {
        var workers = new ImageWorkers(new ImagingOptions());
        await ReadSoundAsync(workers);
        var worker = Assert.Single(workers.ProcessIds);

        await workers.DisposeAsync();

        await EndOfAsync(worker);
    }

    [Fact]
    public async Task A_worker_goes_with_its_parent_even_in_the_middle_of_a_picture()
    {
        using var worker = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(ImageWorkers).Assembly.Location, "image-worker"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        await worker.StandardInput.WriteLineAsync(new WorkerRequest(Endless()).ToLine());

        worker.StandardInput.Close();

        await worker.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Limit, CancellationToken.None);
        Assert.Equal(0, worker.ExitCode);
    }

    [Fact]
    public async Task A_worker_does_not_see_the_secrets_of_the_app()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        Environment.SetEnvironmentVariable("Providers__ApiKey", "sk-secret");
        await using var workers = new ImageWorkers(new ImagingOptions());
        await ReadSoundAsync(workers);

        var environment = await File.ReadAllTextAsync($"/proc/{Assert.Single(workers.ProcessIds)}/environ");

        Assert.Contains("MALLOC_ARENA_MAX=2", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", environment, StringComparison.Ordinal);
    }

    private static Task<ImageReading> ReadSoundAsync(ImageWorkers workers) =>
        workers.ReadAsync(Samples.Picture("hopper.jpg"), CancellationToken.None);

    private static ImageFault Fault(ImageReading reading) => Assert.IsType<ImageReading.Unreadable>(reading).Fault;

    private string Endless()
    {
        using var made = Process.Start("mkfifo", [_scratch["endless.jpg"]]);
        made.WaitForExit();
        return _scratch["endless.jpg"];
    }

    private static void Kill(int worker)
    {
        using var process = Process.GetProcessById(worker);
        process.Kill();
        process.WaitForExit();
    }

    private static Task EndOfAsync(int worker) =>
        Patience.UntilAsync(() => !Process.GetProcesses().Any(process => process.Id == worker && !process.HasExited));
}
