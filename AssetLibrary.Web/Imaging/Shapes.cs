using NetVips;

namespace AssetLibrary.Web.Imaging;

/// <summary>What is made of a picture: other sizes, which are promises until somebody asks for pixels, and files.</summary>
internal static class Shapes
{
    /// <summary>Never enlarged; turned by its EXIF orientation; its colours as sRGB.</summary>
    public static Image Upright(this Image picture, int longestSide) =>
        picture.ThumbnailImage(longestSide, height: longestSide, size: Enums.Size.Down, outputProfile: picture.SrgbProfile());

    /// <summary>Exactly this size: scaled until it covers it, the rest cut off evenly; upright and sRGB as <see cref="Upright"/>.</summary>
    public static Image Covering(this Image picture, int width, int height) =>
        picture.ThumbnailImage(
            width,
            height: height,
            size: Enums.Size.Both,
            crop: Enums.Interesting.Centre,
            outputProfile: picture.SrgbProfile()
        );

    /// <summary>Never enlarged; for a picture that is upright and sRGB already.</summary>
    public static Image Fitted(this Image picture, int longestSide) =>
        picture.ThumbnailImage(longestSide, height: longestSide, size: Enums.Size.Down, noRotate: true);

    /// <summary>Exactly this size, whatever becomes of the proportions.</summary>
    public static Image Forced(this Image picture, int width, int height) =>
        picture.ThumbnailImage(width, height: height, size: Enums.Size.Force);

    /// <summary>Seen on white; no alpha afterwards.</summary>
    public static Image OnWhite(this Image picture) => picture.Flatten(background: [255, 255, 255]);

    /// <summary>The pixels instead of the promise, which is disposed of: a sequential source gives its pixels only once.</summary>
    public static Image Computed(this Image promise)
    {
        using (promise)
        {
            return promise.CopyMemory();
        }
    }

    /// <summary>Without metadata. PNG has no quality.</summary>
    /// <param name="picture">Computed: what goes wrong here is the writing.</param>
    /// <exception cref="PictureNotWrittenException">The disk takes no more.</exception>
    public static void SaveAs(this Image picture, string contentType, string path, int quality)
    {
        try
        {
            picture.Save(contentType, path, quality);
        }
        catch (VipsException e) when (!e.Message.Contains("out of memory", StringComparison.Ordinal))
        {
            throw new PictureNotWrittenException(e);
        }
    }

    private static void Save(this Image picture, string contentType, string path, int quality)
    {
        switch (contentType)
        {
            case "image/jpeg":
                picture.Jpegsave(path, q: quality, keep: Enums.ForeignKeep.None);
                break;
            case "image/webp":
                picture.Webpsave(path, q: quality, keep: Enums.ForeignKeep.None);
                break;
            default:
                picture.Pngsave(path, keep: Enums.ForeignKeep.None);
                break;
        }
    }

    // Asked for a profile, libvips sends every pixel through the colour engine, also where nothing is to be changed: that costs
    // more than decoding and shrinking together.
    private static string? SrgbProfile(this Image picture)
    {
        var isPlain = picture.Interpretation is Enums.Interpretation.Bw or Enums.Interpretation.Srgb;
        return isPlain && !picture.Contains("icc-profile-data") ? null : "srgb";
    }
}

/// <summary>What was made of a picture could not be written, which says nothing about the picture.</summary>
internal sealed class PictureNotWrittenException(Exception inner)
    : Exception("The converted picture couldn’t be saved because the server’s disk is full.", inner);
