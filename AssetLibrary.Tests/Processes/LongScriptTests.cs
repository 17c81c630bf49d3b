using System.Diagnostics;
using System.Globalization;
using System.Text;
using AssetLibrary.Web.Commands.Benchmarks;

namespace AssetLibrary.Tests.Processes;

/// <summary>What the longest scripts cost.</summary>
[Trait("Kind", "Process")]
public sealed class LongScriptTests
{
    private const int Bytes = 5_000_000;
    private const int MostMegabytes = 100;

    [Theory]
    [InlineData("long.fountain")]
    [InlineData("long.md")]
    public async Task A_script_of_5_MB_is_extracted_in_less_than_100_MB(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the system counts a process's memory in other ways.");
        var file = Path.Combine(RealProgram.Temp, name);
        await File.WriteAllTextAsync(file, name.EndsWith(".md", StringComparison.Ordinal) ? Markdown(Script()) : Script(), TestContext.Current.CancellationToken);

        var (length, peak) = await PeakAsync(RealProgram.Start("extract", file, "--json"));

        File.Delete(file);
        Assert.True(length > Bytes / 20, $"The answer has {length} bytes only.");
        Assert.InRange(peak, 20, MostMegabytes);
    }

    /// <summary>The most the process had resident, in MB. It cannot end before its answer is read, so it is asked after every piece of that.</summary>
    private static async Task<(long Length, int Peak)> PeakAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var (length, peak, piece) = (0L, 0, new byte[16 * 1024]);
        for (int read; (read = await process.StandardOutput.BaseStream.ReadAsync(piece, TestContext.Current.CancellationToken)) > 0;)
        {
            length += read;
            peak = Math.Max(peak, await PeakAsync(process.Id));
        }
        await RealProgram.EndOfAsync(process);
        Assert.Equal((0, ""), (process.ExitCode, await error));
        return (length, peak);
    }

    /// <summary>0 where the process has ended meanwhile.</summary>
    private static async Task<int> PeakAsync(int process)
    {
        try
        {
            var line = (await File.ReadAllLinesAsync($"/proc/{process}/status")).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : int.Parse(line.AsSpan("VmHWM:".Length).TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Film after film, in each of them some people and places of its own.</summary>
    private static string Script()
    {
        var script = new StringBuilder();
        for (var film = 1; script.Length < Bytes; film++)
        {
            var number = film.ToString(CultureInfo.InvariantCulture);
            script.Append(LongScript.Write(film).Replace("NOOR", "NOOR" + number, StringComparison.Ordinal).Replace("LIBRARY", "LIBRARY " + number, StringComparison.Ordinal)).Append("\n\n");
        }
        return script.ToString(0, Bytes);
    }

    /// <summary>The same films with headings of Markdown and bold cues.</summary>
    private static string Markdown(string script)
    {
        var lines = script.Split('\n');
        var markdown = new StringBuilder();
        for (var i = 0; i < lines.Length && markdown.Length < Bytes - 500; i++)
        {
            var afterBlank = i > 0 && lines[i - 1].Length == 0;
            var cue = afterBlank && lines[i].Length > 0 && !lines[i].Any(char.IsLower) && i + 1 < lines.Length && lines[i + 1].Length > 0;
            markdown.Append(lines[i].StartsWith("INT.", StringComparison.Ordinal) || lines[i].StartsWith("EXT.", StringComparison.Ordinal) ? "## " : "").Append(cue ? $"**{lines[i]}:** {lines[++i]}" : lines[i]).Append('\n');
        }
        return markdown.ToString();
    }
}
