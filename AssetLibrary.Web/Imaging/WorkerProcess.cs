using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace AssetLibrary.Web.Imaging;

/// <summary>One running child. Takes one request at a time; after a death it answers nothing any more.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Has answered before, so a death may be an old story and not the request's fault.</summary>
    public bool Proven { get; private set; }

    public long IdleSince { get; set; }

    public bool HasExited => _process.HasExited;

    public static WorkerProcess Start(WorkerArguments arguments)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
            UseShellExecute = false,
        };
        foreach (var word in Program().Concat(arguments.ToArguments()))
        {
            if (start.FileName.Length == 0)
            {
                start.FileName = word;
            }
            else
            {
                start.ArgumentList.Add(word);
            }
        }
        Surround(start.Environment);
        if (arguments.Draw)
        {
            // Read by fontconfig when the first text is drawn. It looks into the C library's environment, which .NET's own does not
            // reach once a process runs.
            start.Environment["FONTCONFIG_FILE"] = FontFolder.Beside(AppContext.BaseDirectory).FileIn(arguments.FontCache);
        }
        var process = Process.Start(start)!;
        // Read, so that a talkative codec does not block on a full pipe; kept nowhere.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    /// <summary>The next line of the child, or null when it died first.</summary>
    public async Task<WorkerAnswer?> AskAsync(WorkerRequest request, CancellationToken cancel)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(request.ToLine().AsMemory(), cancel);
            await _process.StandardInput.FlushAsync(cancel);
            var line = await _process.StandardOutput.ReadLineAsync(cancel);
            var answer = line is null ? null : WorkerAnswer.FromLine(line);
            Proven |= answer is not null;
            return answer;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>At once, whatever it is doing.</summary>
    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was gone already.
        }
        _process.Dispose();
    }

    /// <summary>This very program: through the muxer, because the app may run under `dotnet`, its own host or a test's.</summary>
    private static IEnumerable<string> Program()
    {
        var assembly = typeof(WorkerProcess).Assembly.Location;
        var dotnet = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var muxer = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", dotnet));
        if (assembly.Length > 0 && File.Exists(muxer))
        {
            return [muxer, assembly];
        }
        // Published with its own runtime.
        var host =
            assembly.Length > 0 ? Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null) : Environment.ProcessPath!;
        return [host];
    }

    // A codec that was taken over must not find keys and connection strings in its environment: the child gets only what a
    // process needs to start.
    private static void Surround(IDictionary<string, string?> environment)
    {
        string[] kept = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "DOTNET_ROOT", "LD_LIBRARY_PATH"];
        foreach (var name in environment.Keys.Except(kept, StringComparer.OrdinalIgnoreCase).ToList())
        {
            environment.Remove(name);
        }
        environment["MALLOC_ARENA_MAX"] = "2";
        environment["DOTNET_GCConserveMemory"] = "7";
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_gcConcurrent"] = "0";
        environment["DOTNET_TieredPGO"] = "0";
        environment["DOTNET_EnableDiagnostics"] = "0";
    }
}
