using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Commands.Benchmarks;

/// <summary>Scripts of 5 MB, and the memory that the command <c>extract</c> takes for them in a process of its own.</summary>
internal static class LongestScripts
{
    public const int Bytes = 5_000_000;

    public static async Task PrintAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // elsewhere the system counts a process's memory in other ways
        }

        foreach (var (name, text) in new[] { ("Fountain", Fountain()), ("Markdown", Markdown()) })
        {
            var file = Path.Combine(Path.GetTempPath(), $"assetlibrary-{Guid.NewGuid():N}.{(name == "Markdown" ? "md" : "fountain")}");
            await File.WriteAllTextAsync(file, text);
            BenchmarkCommand.Row($"peak of the process that extracts 5 MB of {name}", $"{await PeakAsync(file)} MB");
            File.Delete(file);
        }
    }

    /// <summary>Film after film, in each of them some people and places of its own.</summary>
    public static string Fountain()
    {
        var script = new StringBuilder();
        for (var film = 1; script.Length < Bytes; film++)
        {
            var number = film.ToString(CultureInfo.InvariantCulture);
            script
                .Append(
                    LongScript
                        .Write(film)
                        .Replace("NOOR", "NOOR" + number, StringComparison.Ordinal)
                        .Replace("LIBRARY", "LIBRARY " + number, StringComparison.Ordinal)
                )
                .Append("\n\n");
        }

        return script.ToString(0, Bytes);
    }

    /// <summary>The same films with headings of Markdown and bold cues.</summary>
    public static string Markdown()
    {
        var lines = Fountain().Split('\n');
        var markdown = new StringBuilder();
        for (var i = 0; i < lines.Length && markdown.Length < Bytes - 500; i++)
        {
            var afterBlank = i > 0 && lines[i - 1].Length == 0;
            var cue = afterBlank && lines[i].Length > 0 && !lines[i].Any(char.IsLower) && i + 1 < lines.Length && lines[i + 1].Length > 0;
            markdown
                .Append(
                    lines[i].StartsWith("INT.", StringComparison.Ordinal) || lines[i].StartsWith("EXT.", StringComparison.Ordinal)
                        ? "## "
                        : ""
                )
                .Append(cue ? $"**{lines[i]}:** {lines[++i]}" : lines[i])
                .Append('\n');
        }

        return markdown.ToString();
    }

    /// <summary>
    /// The most the process had resident, in MB. It cannot end before its answer is read, so it is asked after every piece of that.
    /// </summary>
    private static async Task<int> PeakAsync(string file)
    {
        var start = BenchmarkServer.Program("extract", file, "--json");
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var (peak, piece) = (0, new byte[16 * 1024]);
        while (await process.StandardOutput.BaseStream.ReadAsync(piece) > 0)
        {
            peak = Math.Max(peak, await ResidentAsync(process.Id));
        }

        await process.WaitForExitAsync();
        return peak;
    }

    /// <summary>0 where the process has ended meanwhile.</summary>
    private static async Task<int> ResidentAsync(int process)
    {
        try
        {
            var line = (await File.ReadAllLinesAsync($"/proc/{process}/status")).FirstOrDefault(l =>
                l.StartsWith("VmHWM:", StringComparison.Ordinal)
            );
            return line is null ? 0 : int.Parse(line.AsSpan("VmHWM:".Length).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
