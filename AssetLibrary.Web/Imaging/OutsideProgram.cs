using System.ComponentModel;
using System.Diagnostics;

namespace AssetLibrary.Web.Imaging;

/// <summary>A program did not answer in time, or could not be started: another try may go better.</summary>
public sealed class ProgramNotNowException(Exception? inner = null) : Exception("The file couldn’t be read right now.", inner);

/// <summary>
/// A program of the machine that looks at a file, each time in a process of its own: bounded in time and output, without a shell, and with
/// nothing of our environment.
/// </summary>
internal static class OutsideProgram
{
    private const int LongestAnswer = 1024 * 1024;

    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>What it says; null when it says that the file is none for it, or says too much.</summary>
    public static async Task<byte[]?> RunAsync(string program, TimeSpan longest, CancellationToken cancel, params string[] arguments)
    {
        await Places.WaitAsync(cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(longest);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
            var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, limit.Token);
            using var output = new MemoryStream();
            var buffer = new byte[16 * 1024];
            for (int read; (read = await process.StandardOutput.BaseStream.ReadAsync(buffer, limit.Token)) > 0; )
            {
                output.Write(buffer, 0, read);
                if (output.Length > LongestAnswer)
                {
                    return null;
                }
            }

            await complaints;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode > 128 ? throw new ProgramNotNowException()
                : process.ExitCode == 0 ? output.ToArray()
                : null;
        }
        catch (Exception e)
            when (e is Win32Exception or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new ProgramNotNowException(e);
        }
        finally
        {
            End(process);
            Places.Release();
        }
    }

    // On the PATH, unless the file itself is named.
    public static string? Find(string name) =>
        Path.IsPathRooted(name)
            ? File.Exists(name)
                ? name
                : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, name))
                .SelectMany(file => new[] { file, file + ".exe" })
                .FirstOrDefault(File.Exists);

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has not begun, or is over.
        }
    }
}
