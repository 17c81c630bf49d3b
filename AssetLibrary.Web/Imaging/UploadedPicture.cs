using AssetLibrary.Web.Imaging.Libvips;

namespace AssetLibrary.Web.Imaging;

/// <summary>A file somebody brought. First its header against the limits, then one strict decode from which everything is made.</summary>
internal sealed class UploadedPicture(string path, int maxSide, long maxPixels)
{
    // Enough to tell the colour and the hash.
    private const int GlanceSide = 96;

    // Effort 4 makes files 5 % smaller and takes a third longer.
    private const int Quality = 80, Effort = 2;

    // A copy that takes the place of its original is seen large.
    private const int CoverQuality = 95;

    /// <summary>Without thumbnails a look only.</summary>
    public WorkerAnswer Look(IReadOnlyDictionary<int, string>? thumbnails)
    {
        using var source = VipsSource.File(path);
        if (source.Loader() is not { } loader)
        {
            return Unopened();
        }
        using var header = Load(loader, source, asHeader: true);
        if (TooLarge(header) is { } complaint)
        {
            return WorkerAnswer.Failed(ImageFault.TooLarge, complaint);
        }
        if (ContentType(loader, header) is not { } contentType)
        {
            return WorkerAnswer.Failed(ImageFault.NotAnImage, "HEIC pictures are not read here: export the picture as JPEG or AVIF.");
        }

        var sides = thumbnails?.Keys.OrderDescending().ToList() ?? [];
        var largest = sides.Count == 0 ? GlanceSide : sides[0];
        using var decoded = Decode(loader, header, largest);
        using var master = decoded.Upright(largest).Computed();
        var glance = WriteThumbnails(master, sides, thumbnails);
        var turned = header.Orientation >= 5;
        return new WorkerAnswer(new ImageInfo(contentType, turned ? header.Height : header.Width, turned ? header.Width : header.Height,
            header.Pages, header.HasAlpha, glance.DominantColor, glance.DHash));
    }

    /// <summary>A copy of exactly this size, nothing of the picture's middle lost.</summary>
    public WorkerAnswer Cover(string target, int width, int height)
    {
        using var source = VipsSource.File(path);
        if (source.Loader() is not { } loader)
        {
            return Unopened();
        }
        using var header = Load(loader, source, asHeader: true);
        if (TooLarge(header) is { } complaint)
        {
            return WorkerAnswer.Failed(ImageFault.TooLarge, complaint);
        }
        if (ContentType(loader, header) is not { } contentType)
        {
            return WorkerAnswer.Failed(ImageFault.NotAnImage, "This format cannot be cut to a size here.");
        }
        using var again = VipsSource.File(path);
        using var decoded = Load(loader, again, asHeader: false);
        using var covering = decoded.Covering(width, height).Computed();
        var (saver, type) = contentType switch
        {
            "image/jpeg" => ("jpegsave", contentType),
            "image/webp" => ("webpsave", contentType),
            _ => ("pngsave", "image/png"),
        };
        using (var save = new VipsOperation(saver))
        {
            save.Set("in", covering).Set("filename", target).Choose("keep", "none");
            (saver == "pngsave" ? save : save.Set("Q", CoverQuality)).Run();
        }
        var glance = Glance.At(covering, GlanceSide);
        return new WorkerAnswer(new ImageInfo(type, covering.Width, covering.Height, 1, covering.HasAlpha, glance.DominantColor, glance.DHash));
    }

    // Some loaders look further than the signature before they take a file.
    private WorkerAnswer Unopened()
    {
        Span<byte> start = stackalloc byte[12];
        using var file = File.OpenRead(path);
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8) || (start.Length == 12 && start[4..].StartsWith("ftypavi"u8))
            ? WorkerAnswer.Failed(ImageFault.Broken, "The picture is damaged or cut short.")
            : WorkerAnswer.Failed(ImageFault.NotAnImage, "This is not a picture in a format that is read here: JPEG, PNG, WebP, GIF, AVIF or TIFF.");
    }

    private string? TooLarge(VipsImage header)
    {
        var (width, height) = Canvas(header);
        var pages = header.Pages;
        if (width > maxSide || height > maxSide)
        {
            return $"The picture is {width} × {height} pixels; the longest side may be {maxSide}.";
        }
        return (long)width * height * pages > maxPixels
            ? $"The picture has {width} × {height} pixels{(pages > 1 ? $" on {pages} pages" : "")}; at most {maxPixels / 1_000_000} million are read here."
            : null;
    }

    // libvips looks at the frames of a GIF only; the browser that gets the original sets up the whole screen that its header names.
    private (int Width, int Height) Canvas(VipsImage header)
    {
        Span<byte> start = stackalloc byte[10];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.StartsWith("GIF8"u8)
            ? (Math.Max(header.Width, start[6] | start[7] << 8), Math.Max(header.Height, start[8] | start[9] << 8))
            : (header.Width, header.Height);
    }

    private static string? ContentType(string loader, VipsImage header) => loader switch
    {
        "jpegload_source" => "image/jpeg",
        "pngload_source" => "image/png",
        "webpload_source" => "image/webp",
        "gifload_source" => "image/gif",
        "tiffload_source" => "image/tiff",
        "heifload_source" when header.Field("heif-compression") == "av1" => "image/avif",
        _ => null,
    };

    /// <summary>The first page. What the format itself can shrink is not decoded in full.</summary>
    private VipsImage Decode(string loader, VipsImage header, int wanted)
    {
        using var source = VipsSource.File(path);
        var room = (double)Math.Max(header.Width, header.Height) / wanted;
        return Load(loader, source, asHeader: false, room);
    }

    private static VipsImage Load(string loader, VipsSource source, bool asHeader, double room = 1)
    {
        using var load = new VipsOperation(loader);
        load.Set("source", source);
        if (!asHeader)
        {
            // Half a picture is a broken picture.
            load.Choose("fail_on", "truncated").Choose("access", "sequential");
            if (loader == "jpegload_source" && room >= 2)
            {
                // Down to the wanted size and no further: the codec's own shrinking is a good box filter.
                load.Set("shrink", room >= 8 ? 8 : room >= 4 ? 4 : 2);
            }
            else if (loader == "webpload_source" && room >= 4)
            {
                load.Set("scale", 2 / room);
            }
        }
        return load.Image();
    }

    private static Glance WriteThumbnails(VipsImage master, List<int> sides, IReadOnlyDictionary<int, string>? thumbnails)
    {
        VipsImage? smaller = null;
        try
        {
            foreach (var side in sides)
            {
                if (side < sides[0])
                {
                    // From the one before, which is much smaller than the master.
                    var next = (smaller ?? master).Fitted(side).Computed();
                    smaller?.Dispose();
                    smaller = next;
                }
                using var save = new VipsOperation("webpsave");
                save.Set("in", smaller ?? master).Set("filename", thumbnails![side]).Set("Q", Quality).Set("effort", Effort).Choose("keep", "none").Run();
            }
            return Glance.At(smaller ?? master, GlanceSide);
        }
        finally
        {
            smaller?.Dispose();
        }
    }
}
