using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AssetLibrary.Web.Imaging;

/// <summary>A program did not answer in time, or could not be started: another try may go better.</summary>
public sealed class ClipNotNowException(Exception? inner = null) : Exception("The clip couldn’t be read right now.", inner);

/// <param name="Width">In pixels, turned upright.</param>
/// <param name="Height">In pixels, turned upright.</param>
/// <param name="Seconds">How long it runs; null where the file does not say.</param>
public sealed record ClipInfo(int Width, int Height, double? Seconds);

/// <summary>
/// Looks at clips with ffprobe and ffmpeg, where the machine has them, each time in a process of its own: bounded in time and
/// output, without a shell, and with no way into the network. Without them a clip is kept unread and has no poster.
/// </summary>
public sealed class ClipReader(ImagingOptions options)
{
    private const string Formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm";
    private const int LongestAnswer = 1024 * 1024;

    // A decoder holds up to sixteen frames beside the one it works at: 8192 × 4320 is the largest that fits beside the rest.
    private const long MostPixels = 8192 * 4320;

    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount));

    private readonly string? probe = Find(options.Ffprobe),
        decoder = Find(options.Ffmpeg);

    /// <summary>Both programs were there when the app began.</summary>
    public bool IsThere => probe is not null && decoder is not null;

    /// <summary>What it shows; null where it cannot be read, or not here.</summary>
    /// <exception cref="ClipNotNowException">Another try may go better.</exception>
    public async Task<ClipInfo?> ReadAsync(string path, CancellationToken cancel)
    {
        if (
            !IsThere
            || await RunAsync(
                probe!,
                cancel,
                "-v",
                "error",
                "-protocol_whitelist",
                "file",
                "-format_whitelist",
                Formats,
                "-select_streams",
                "v:0",
                "-show_entries",
                "format=duration:stream=width,height:stream_side_data=rotation",
                "-of",
                "json",
                path
            )
                is not { } answer
        )
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(answer);
            var stream = document.RootElement.GetProperty("streams")[0];
            var (width, height) = (stream.GetProperty("width").GetInt32(), stream.GetProperty("height").GetInt32());
            var turned =
                stream.TryGetProperty("side_data_list", out var sides)
                && sides
                    .EnumerateArray()
                    .Any(s => s.TryGetProperty("rotation", out var r) && r.TryGetInt32(out var degrees) && Math.Abs(degrees) % 180 == 90);
            double? seconds =
                document.RootElement.TryGetProperty("format", out var format)
                && format.TryGetProperty("duration", out var text)
                && double.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var known)
                && double.IsFinite(known)
                    ? Math.Round(known, 2)
                    : null;
            return turned ? new(height, width, seconds) : new(width, height, seconds);
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentOutOfRangeException
                        or IndexOutOfRangeException
            )
        {
            return null; // no pictures in it
        }
    }

    /// <summary>Its frames are not too large to be decoded here.</summary>
    public bool Takes(ClipInfo clip) =>
        (long)clip.Width * clip.Height <= Math.Min(MostPixels, options.MaxPixels) && Math.Max(clip.Width, clip.Height) <= options.MaxSide;

    /// <summary>
    /// Writes a frame that stands for the clip as PNG, at most 1,280 pixels wide; false where there is none, or where its frames are too
    /// large.
    /// </summary>
    /// <exception cref="ClipNotNowException">Another try may go better.</exception>
    public async Task<bool> PosterAsync(string path, ClipInfo clip, string target, CancellationToken cancel)
    {
        if (!Takes(clip))
        {
            return false;
        }

        // One second in, past what fades in; a clip that is over by then shows its beginning.
        foreach (var start in IsThere ? new[] { "1", "0" } : [])
        {
            if (
                await RunAsync(
                    decoder!,
                    cancel,
                    "-v",
                    "error",
                    "-nostdin",
                    "-y",
                    "-protocol_whitelist",
                    "file",
                    "-format_whitelist",
                    Formats,
                    "-threads",
                    "1",
                    "-ss",
                    start,
                    "-i",
                    path,
                    "-frames:v",
                    "1",
                    "-vf",
                    "scale='min(1280,iw)':-2,thumbnail=30",
                    "-f",
                    "image2",
                    "-c:v",
                    "png",
                    "-update",
                    "1",
                    target
                )
                    is not null
                && File.Exists(target)
                && new FileInfo(target).Length > 0
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What it says; null when it says that the file is none for it, or says too much.</summary>
    private async Task<byte[]?> RunAsync(string program, CancellationToken cancel, params string[] arguments)
    {
        await Places.WaitAsync(cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Timeout);
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
            return process.ExitCode > 128 ? throw new ClipNotNowException()
                : process.ExitCode == 0 ? output.ToArray()
                : null;
        }
        catch (Exception e)
            when (e is Win32Exception or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new ClipNotNowException(e);
        }
        finally
        {
            End(process);
            Places.Release();
        }
    }

    // On the PATH, unless the file itself is named.
    private static string? Find(string name) =>
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
