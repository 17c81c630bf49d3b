using NetVips;

namespace AssetLibrary.Web.Imaging;

/// <summary>A file somebody brought. First its header against the limits, then one strict decode from which everything is made.</summary>
internal sealed class UploadedPicture(string path, int maxSide, long maxPixels)
{
    // A copy that takes the place of its original is seen large.
    private const int CoverQuality = 95;

    /// <summary>Without thumbnails a look only.</summary>
    public WorkerAnswer Look(IReadOnlyDictionary<int, string> thumbnails) =>
        Opened((header, contentType) => Look(header, contentType, thumbnails));

    /// <summary>A copy of exactly this size, nothing of the picture's middle lost; a look where there is nothing to cut.</summary>
    public WorkerAnswer Cover(string target, int width, int height, IReadOnlyDictionary<int, string> thumbnails) =>
        Opened((header, contentType) => Cover(header, contentType, target, width, height, thumbnails));

    /// <summary>A copy that may leave the house.</summary>
    public WorkerAnswer Reference(string target, ReferenceLimits limits) =>
        Opened(
            (header, contentType) =>
            {
                using var decoded = Decode(contentType, Math.Max(header.Width, header.Height) / (double)limits.LongestSide);
                using var upright = decoded.Upright(limits.LongestSide).Computed();
                return ReferencePicture.Write(upright, target, limits);
            }
        );

    private WorkerAnswer Look(Image header, string contentType, IReadOnlyDictionary<int, string> thumbnails)
    {
        var largest = thumbnails.Keys.Append(ThumbnailFiles.GlanceSide).Max();
        using var decoded = Decode(contentType, Math.Max(header.Width, header.Height) / (double)largest);
        using var master = decoded.Upright(largest).Computed();
        var glance = ThumbnailFiles.Write(master, thumbnails);
        var (width, height) = UprightSize(header);
        return new(new(contentType, width, height, Pages(header), header.HasAlpha(), glance.DominantColor, glance.DHash));
    }

    private WorkerAnswer Cover(
        Image header,
        string contentType,
        string target,
        int width,
        int height,
        IReadOnlyDictionary<int, string> thumbnails
    )
    {
        var uncut = UprightSize(header);
        if (uncut == (width, height) || Pages(header) > 1)
        {
            return Look(header, contentType, thumbnails);
        }
        using var decoded = Decode(contentType);
        using var covering = decoded.Covering(width, height).Computed();
        var type = contentType is "image/jpeg" or "image/webp" ? contentType : "image/png";
        covering.SaveAs(type, target, CoverQuality);
        var glance = ThumbnailFiles.Write(covering, thumbnails);
        var copy = new ImageInfo(type, width, height, 1, covering.HasAlpha(), glance.DominantColor, glance.DHash);
        return new(copy, new(contentType, uncut.Width, uncut.Height));
    }

    /// <summary>What is made of the picture, once its header is known to be of a format that is read here and within the limits.</summary>
    private WorkerAnswer Opened(Func<Image, string, WorkerAnswer> make)
    {
        using var source = Source.NewFromFile(path);
        if (Image.FindLoadSource(source) is null)
        {
            return Unopened();
        }
        using var header = Image.NewFromSource(source);
        return TooLarge(header) is { } complaint ? WorkerAnswer.Failed(ImageFault.TooLarge, complaint)
            : ContentType(header) is { } contentType ? make(header, contentType)
            : WorkerAnswer.Failed(ImageFault.NotAnImage, "HEIC pictures aren’t supported. Export the picture as JPEG or AVIF.");
    }

    // Some loaders look further than the signature before they take a file.
    private WorkerAnswer Unopened()
    {
        Span<byte> start = stackalloc byte[12];
        using var file = File.OpenRead(path);
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8) || (start.Length == 12 && start[4..].StartsWith("ftypavi"u8))
            ? WorkerAnswer.Failed(ImageFault.Broken, "The picture is damaged or incomplete.")
            : WorkerAnswer.Failed(ImageFault.NotAnImage, "This picture format isn’t supported. Use JPEG, PNG, WebP, GIF, AVIF or TIFF.");
    }

    private string? TooLarge(Image header)
    {
        var (width, height) = Canvas(header);
        var pages = Pages(header);
        if (width > maxSide || height > maxSide)
        {
            return $"The picture is {width} × {height} pixels. The longest side can be at most {maxSide}.";
        }
        return (long)width * height * pages > maxPixels
            ? $"The picture has {width} × {height} pixels{(pages > 1 ? $" on {pages} pages" : "")}. "
                + $"The limit is {maxPixels / 1_000_000} million pixels."
            : null;
    }

    // libvips looks at the frames of a GIF only; the browser that gets the original sets up the whole screen that its header names.
    private (int Width, int Height) Canvas(Image header)
    {
        Span<byte> start = stackalloc byte[10];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.StartsWith("GIF8"u8)
            ? (Math.Max(header.Width, start[6] | start[7] << 8), Math.Max(header.Height, start[8] | start[9] << 8))
            : (header.Width, header.Height);
    }

    private static (int Width, int Height) UprightSize(Image header) =>
        Field(header, "orientation") is >= 5 ? (header.Height, header.Width) : (header.Width, header.Height);

    // In the file; untrusted.
    private static int Pages(Image header) => Field(header, "n-pages") is int pages and > 1 ? pages : 1;

    private static object? Field(Image header, string name) => header.Contains(name) ? header.Get(name) : null;

    private static string? ContentType(Image header) =>
        Field(header, "vips-loader") switch
        {
            "jpegload_source" => "image/jpeg",
            "pngload_source" => "image/png",
            "webpload_source" => "image/webp",
            "gifload_source" => "image/gif",
            "tiffload_source" => "image/tiff",
            "heifload_source" when Field(header, "heif-compression") is "av1" => "image/avif",
            _ => null,
        };

    /// <summary>The first page, whole or not at all: half a picture is a broken picture.</summary>
    /// <param name="contentType">What the format itself can shrink is not decoded in full.</param>
    /// <param name="room">How many times larger it is than what is wanted of it.</param>
    private Image Decode(string contentType, double room = 1)
    {
        VOption? shrunk = contentType switch
        {
            // Down to the wanted size and no further: the codec's own shrinking is a good box filter.
            "image/jpeg" when room >= 2 => new()
            {
                {
                    "shrink",
                    room >= 8 ? 8
                    : room >= 4 ? 4
                    : 2
                },
            },
            "image/webp" when room >= 4 => new() { { "scale", 2 / room } },
            _ => null,
        };
        using var source = Source.NewFromFile(path);
        return Image.NewFromSource(source, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated, kwargs: shrunk);
    }
}
