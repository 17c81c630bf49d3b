using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace AssetLibrary.Tests.Processes;

/// <summary>The server in a process of its own, on a free port, with a studio's data.</summary>
internal sealed partial class RealApp : IAsyncDisposable
{
    private static readonly string[] QuickLook = ["--Queue:Poll", "00:00:00.3"];

    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly List<string> errors = [];
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Studio studio;
    private HttpClient? client;

    private RealApp(Studio studio, ProcessStartInfo start)
    {
        this.studio = studio;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, said) => Hear(lines, said.Data);
        process.ErrorDataReceived += (_, said) => Hear(errors, said.Data);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("The app ended before it listened."));
    }

    public Uri Address { get; private set; } = null!;

    public string Token => studio.Token;

    public int ExitCode => process.ExitCode;

    public string Output => Text(lines);

    public string Error => Text(errors);

    /// <summary>Speaks as the studio's admin.</summary>
    public Api Api => new(client ??= NewClient(studio.Token));

    public static Task<RealApp> StartAsync(Studio studio, params string[] settings) => StartAsync(studio, null, null, settings);

    public static Task<RealApp> StartKilledAtAsync(Studio studio, string step, params string[] settings) =>
        StartAsync(studio, "ASSETLIBRARY_KILL_AT", step, settings);

    /// <summary>Each of these events stands as a line in <see cref="Output"/>.</summary>
    public static Task<RealApp> StartTellingAsync(Studio studio, string steps, params string[] settings) =>
        StartAsync(studio, "ASSETLIBRARY_TELL", steps, settings);

    public HttpClient NewClient(string? token = null)
    {
        var made = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        made.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return made;
    }

    /// <summary>Until the startup hook has killed the process; then the jobs that it had are free at once.</summary>
    public async Task KilledAsync()
    {
        await RealProgram.EndOfAsync(process);
        Assert.Equal(128 + 9, process.ExitCode);
        await studio.EndLeasesAsync();
    }

    /// <summary>Kills it here and now; then the jobs that it had are free at once.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await KilledAsync();
    }

    /// <summary>Asks it to stop, as a service manager does, and waits for its end.</summary>
    public async Task<int> StopAsync()
    {
        using var asked = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await asked.WaitForExitAsync();
        await RealProgram.EndOfAsync(process);
        return process.ExitCode;
    }

    public Task<IReadOnlyList<string>> SaidAsync(string start) =>
        Patience.SeeAsync(() => Task.FromResult(Said(start)), said => said.Count > 0);

    /// <summary>What follows on the lines that begin like this.</summary>
    public IReadOnlyList<string> Said(string start)
    {
        lock (lines)
        {
            return [.. lines.Where(l => l.StartsWith(start, StringComparison.Ordinal)).Select(l => l[start.Length..].Trim())];
        }
    }

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static async Task<RealApp> StartAsync(Studio studio, string? variable, string? value, params string[] settings)
    {
        var start = RealProgram.Start(["--urls", "http://127.0.0.1:0", .. studio.Settings, .. QuickLook, .. settings]);
        if (variable is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(RealApp).Assembly.Location;
            start.Environment[variable] = value;
        }

        var app = new RealApp(studio, start);
        app.process.Start();
        app.process.BeginOutputReadLine();
        app.process.BeginErrorReadLine();
        try
        {
            app.Address = await app.listening.Task.WaitAsync(Patience.Limit);
            return app;
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            throw new InvalidOperationException($"{e.Message}\n{app.Output}\n{app.Error}", e);
        }
    }

    private static string Text(List<string> heard)
    {
        lock (heard)
        {
            return string.Join('\n', heard);
        }
    }

    private void Hear(List<string> heard, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (heard)
        {
            heard.Add(line);
        }

        if (NowListening().Match(line) is { Success: true } found)
        {
            listening.TrySetResult(new(found.Groups["url"].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (?<url>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NowListening();
}
