using System.Diagnostics;
using System.Text;

namespace AssetLibrary.Tests.Processes;

/// <summary>What a program said until its end.</summary>
internal sealed record Ended(int ExitCode, string Output, string Error);

/// <summary>The program as an operator starts it, with a clean environment.</summary>
internal static class RealProgram
{
    /// <summary>For everything that these tests and the programs leave.</summary>
    public static string Temp { get; } = Directory.CreateTempSubdirectory("assetlibrary-real-").FullName;

    private static readonly string[] Ours =
    [
        "ASPNETCORE_",
        "DOTNET_STARTUP_HOOKS",
        "ASSETLIBRARY_",
        "Database__",
        "Queue__",
        "DataPath",
        "Logging__",
    ];

    public static async Task<Ended> RunAsync(string? input, params string[] args)
    {
        var start = Start(args);
        start.RedirectStandardInput = true;
        return await RunAsync(start, input);
    }

    public static async Task<Ended> RunAsync(ProcessStartInfo start, string? input = null)
    {
        using var process = Process.Start(start)!;
        if (start.RedirectStandardInput)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await EndOfAsync(process);
        return new(process.ExitCode, await output, await error);
    }

    public static ProcessStartInfo Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AssetLibrary.Web.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (
            var name in start.Environment.Keys.Where(name => Ours.Any(o => name.StartsWith(o, StringComparison.OrdinalIgnoreCase))).ToList()
        )
        {
            start.Environment.Remove(name);
        }

        // Unpublished, static files are found in Development only. Nothing of ours changes while it runs.
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_hostBuilder__reloadConfigOnChange"] = "false";
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(Temp, "tmp")).FullName;
        start.Environment["NO_COLOR"] = "1";
        return start;
    }

    public static async Task EndOfAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill();
            throw new TimeoutException($"Process {process.Id} did not end by itself.", e);
        }
    }
}
