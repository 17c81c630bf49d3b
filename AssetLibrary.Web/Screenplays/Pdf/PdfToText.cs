using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace AssetLibrary.Web.Screenplays.Pdf;

/// <summary>
/// The text of a PDF by pdftotext in a process of its own: bounded in time and output, ended when the caller gives up,
/// without a shell. The layout of the page is kept: columns count in characters of Courier 12.
/// </summary>
internal static class PdfToText
{
    public const string Missing = "PDF import needs pdftotext, which isn’t installed on this server (Debian: poppler-utils).";

    private const string Command = "pdftotext",
        CourierPitch = "7.2";

    private const int LongestText = 20 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>The text with a form feed behind every page, or the reason there is none.</summary>
    public static async Task<(string? Text, string? Reason)> ReadAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (Find() is not { } program)
        {
            return (null, Missing);
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        using var process = new Process { StartInfo = Start(program) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return (null, Missing);
        }
        try
        {
            var errors = ReadAllAsync(process.StandardError.BaseStream, limit.Token);
            var output = ReadAllAsync(process.StandardOutput.BaseStream, limit.Token);
            await WriteAsync(process, bytes, limit.Token);
            if (await output is not { } text)
            {
                return (null, $"This PDF has more than {LongestText / 1024 / 1024} MB of text, the limit for a script.");
            }
            var complaint = await errors ?? "";
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? (text, null) : (null, Reason(complaint));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, $"This PDF took longer than {Longest.TotalSeconds:F0} seconds to read.");
        }
        finally
        {
            End(process);
        }
    }

    private static string Reason(string complaint) =>
        complaint.Contains("password", StringComparison.OrdinalIgnoreCase)
        || complaint.Contains("encrypt", StringComparison.OrdinalIgnoreCase)
            ? "This PDF is password-protected. Save it without a password and import it again."
        : complaint.Contains("not allowed", StringComparison.OrdinalIgnoreCase)
            ? "This PDF doesn’t allow copying its text. Save it without that protection and import it again."
        : "This PDF is damaged and can’t be read.";

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, Command), Path.Combine(folder, Command + ".exe") })
            .FirstOrDefault(File.Exists);

    private static ProcessStartInfo Start(string program)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in (string[])["-layout", "-fixed", CourierPitch, "-enc", "UTF-8", "-eol", "unix", "-", "-"])
        {
            start.ArgumentList.Add(argument);
        }
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(bytes, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything: its exit code and complaint say why.
        }
    }

    /// <summary>Null when there is more than a script can have.</summary>
    private static async Task<string?> ReadAllAsync(Stream stream, CancellationToken cancel)
    {
        using var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0; )
        {
            if (text.Length + read > LongestText)
            {
                return null;
            }
            text.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended automatically in between.
        }
    }
}
