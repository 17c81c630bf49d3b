using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace AssetLibrary.Web.Imaging;

/// <summary>
/// Pictures of other programs that neither browsers nor our decoder show (BMP, TGA, PSD, OpenEXR, JPEG XL): with ffmpeg, where the machine
/// has it, a PNG is made of what they show. Sizes are told before a pixel is decoded.
/// </summary>
public sealed class ForeignPictures(ImagingOptions options)
{
    // Four channels of floats are sixteen bytes for each, and as many again on their way to a PNG.
    private const long MostPixels = 40_000_000;

    private const string Targa = "image/x-tga";

    /// <summary>Content type → how ffmpeg is told what it is; a file's own word is not asked.</summary>
    private static readonly Dictionary<string, string[]> Formats = new(StringComparer.Ordinal)
    {
        ["image/bmp"] = ["-f", "bmp_pipe"],
        [Targa] = ["-f", "image2", "-pattern_type", "none", "-c:v", "targa"],
        ["image/vnd.adobe.photoshop"] = ["-f", "psd_pipe"],
        // Its light is linear: shown as it is, it would be far too dark.
        ["image/x-exr"] = ["-f", "exr_pipe", "-apply_trc", "iec61966_2_1"],
        ["image/jxl"] = ["-f", "jpegxl_pipe"],
    };

    private static readonly string[] Quiet = ["-v", "error", "-protocol_whitelist", "file"],
        OnePng = ["-frames:v", "1", "-f", "image2", "-c:v", "png", "-update", "1"],
        ItsSides = ["-select_streams", "v:0", "-show_entries", "stream=width,height", "-of", "csv=p=0"];

    private readonly string? probe = OutsideProgram.Find(options.Ffprobe),
        decoder = OutsideProgram.Find(options.Ffmpeg);

    public static bool Has(string? contentType) => contentType is not null && Formats.ContainsKey(contentType);

    /// <summary>Writes what it shows as PNG; false where that cannot be told, or not here.</summary>
    /// <exception cref="ProgramNotNowException">Another try may go better.</exception>
    public async Task<bool> ViewAsync(string path, string contentType, string target, CancellationToken cancel)
    {
        if (probe is null || decoder is null || !await FitsAsync(path, contentType, cancel))
        {
            return false;
        }

        var done = await OutsideProgram.RunAsync(
            decoder,
            options.Timeout,
            cancel,
            [.. Quiet, "-nostdin", "-y", "-threads", "1", .. Formats[contentType], "-i", path, .. OnePng, target]
        );
        return done is not null && File.Exists(target) && new FileInfo(target).Length > 0;
    }

    private async Task<bool> FitsAsync(string path, string contentType, CancellationToken cancel)
    {
        var (width, height) =
            contentType == Targa ? await TargaSidesAsync(path, cancel) : await SidesAsync(path, Formats[contentType], cancel);
        return width > 0
            && height > 0
            && Math.Max(width, height) <= options.MaxSide
            && (long)width * height <= Math.Min(options.MaxPixels, MostPixels);
    }

    // ffprobe knows a Targa by its file's name alone, and ours have none.
    private static async Task<(int Width, int Height)> TargaSidesAsync(string path, CancellationToken cancel)
    {
        var head = new byte[18];
        await using var file = File.OpenRead(path);
        return await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel) < head.Length
            ? default
            : (BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(12)), BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(14)));
    }

    private async Task<(int Width, int Height)> SidesAsync(string path, string[] format, CancellationToken cancel)
    {
        var answer = await OutsideProgram.RunAsync(
            probe!,
            options.Timeout,
            cancel,
            [.. Quiet, .. format.TakeWhile(a => a != "-apply_trc"), .. ItsSides, path]
        );
        var sides = answer is null
            ? []
            : Encoding
                .ASCII.GetString(answer)
                .Trim()
                .Split(',')
                .Select(s => int.TryParse(s, CultureInfo.InvariantCulture, out var n) ? n : 0)
                .ToArray();
        return sides is [var width, var height, ..] ? (width, height) : default;
    }
}
