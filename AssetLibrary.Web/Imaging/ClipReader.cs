using System.Globalization;
using System.Text.Json;

namespace AssetLibrary.Web.Imaging;

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

    // A decoder holds up to sixteen frames beside the one it works at: 8192 × 4320 is the largest that fits beside the rest.
    private const long MostPixels = 8192 * 4320;

    private readonly string? probe = OutsideProgram.Find(options.Ffprobe),
        decoder = OutsideProgram.Find(options.Ffmpeg);

    /// <summary>Both programs were there when the app began.</summary>
    public bool IsThere => probe is not null && decoder is not null;

    /// <summary>What it shows; null where it cannot be read, or not here.</summary>
    /// <exception cref="ProgramNotNowException">Another try may go better.</exception>
    public async Task<ClipInfo?> ReadAsync(string path, CancellationToken cancel)
    {
        if (
            !IsThere
            || await OutsideProgram.RunAsync(
                probe!,
                options.Timeout,
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
    /// <exception cref="ProgramNotNowException">Another try may go better.</exception>
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
                await OutsideProgram.RunAsync(
                    decoder!,
                    options.Timeout,
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
}
