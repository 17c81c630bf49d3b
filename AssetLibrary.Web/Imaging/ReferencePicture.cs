using NetVips;

namespace AssetLibrary.Web.Imaging;

/// <summary>A copy of a picture that may leave the house: nothing of it is kept but what can be seen.</summary>
internal static class ReferencePicture
{
    // Below this a picture shows nothing that could be drawn after it.
    private const int SmallestSide = 64;

    // From one that cannot be told from the original to one in which a face is still known.
    private static readonly int[] Qualities = [92, 80, 65];

    /// <param name="upright">Within the longest side already.</param>
    /// <param name="path">Of the copy.</param>
    /// <param name="limits">Names at least one format that can be made here.</param>
    public static WorkerAnswer Write(Image upright, string path, ReferenceLimits limits)
    {
        using var seen = Seen(upright);
        var type = limits.FormatOf(seen.HasAlpha())!;
        using var opaque = type == "image/jpeg" && seen.HasAlpha() ? seen.OnWhite().Computed() : null;
        var picture = opaque ?? seen;
        var side = Math.Max(picture.Width, picture.Height);
        do
        {
            using var fitted = picture.Fitted(side).Computed();
            var bytes = Write(fitted, path, type, limits.MostBytes);
            if (bytes <= limits.MostBytes)
            {
                var glance = Glance.At(fitted, ThumbnailFiles.GlanceSide);
                return new(new(type, fitted.Width, fitted.Height, 1, fitted.HasAlpha(), glance.DominantColor, glance.DHash));
            }
            // Bytes go with the area, roughly.
            side = (int)(side * Math.Clamp(Math.Sqrt((double)limits.MostBytes / bytes), 0.25, 0.85));
        } while (side >= SmallestSide);
        return WorkerAnswer.Failed(ImageFault.TooLarge, $"The picture can’t be reduced to {limits.MostBytes:N0} bytes.");
    }

    /// <summary>The length of the file in the best quality that fits, or in the last one tried.</summary>
    private static long Write(Image picture, string path, string type, long mostBytes)
    {
        var bytes = 0L;
        foreach (var quality in type == "image/png" ? [100] : Qualities)
        {
            picture.SaveAs(type, path, quality);
            bytes = new FileInfo(path).Length;
            if (bytes <= mostBytes)
            {
                break;
            }
        }
        return bytes;
    }

    /// <summary>As sRGB of 8 bits per band, with an alpha band only where something can be seen through.</summary>
    private static Image Seen(Image upright)
    {
        using var space = upright.Colourspace(Enums.Interpretation.Srgb);
        var plain = space.Cast(Enums.BandFormat.Uchar).Computed();
        if (!plain.HasAlpha())
        {
            return plain;
        }
        using var alpha = plain.ExtractBand(plain.Bands - 1);
        if (alpha.Min() < byte.MaxValue)
        {
            return plain;
        }
        using (plain)
        {
            return plain.ExtractBand(0, n: plain.Bands - 1).Computed();
        }
    }
}
