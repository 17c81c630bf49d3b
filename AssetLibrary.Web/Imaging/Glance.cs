using System.Globalization;
using NetVips;

namespace AssetLibrary.Web.Imaging;

/// <summary>What is seen of a picture from afar: its colour, and a hash that near pictures share.</summary>
internal sealed record Glance(string DominantColor, string DHash)
{
    public static Glance At(Image picture, int side)
    {
        using var small = picture.Fitted(side);
        using var seen = (small.HasAlpha() ? small.OnWhite() : small.Copy()).Computed();
        using var tiny = seen.Forced(9, 8);
        var (colours, greys) = (Pixels(seen, Enums.Interpretation.Srgb), Pixels(tiny, Enums.Interpretation.Bw));
        return new Glance(Dominant(colours.Bytes, colours.Bands), Hash(greys.Bytes, greys.Bands));
    }

    /// <summary>Band by band, row by row, 8 bits each.</summary>
    private static (byte[] Bytes, int Bands) Pixels(Image picture, Enums.Interpretation space)
    {
        using var converted = picture.Colourspace(space);
        using var plain = converted.Cast(Enums.BandFormat.Uchar);
        return (plain.WriteToMemory<byte>(), plain.Bands);
    }

    /// <summary>The mean of the fullest of 512 boxes of colour. A box of strong colour counts a little more than one of grey, as
    /// it does to the eye.</summary>
    private static string Dominant(ReadOnlySpan<byte> pixels, int bands)
    {
        var boxes = new (double Weight, long Count, long Red, long Green, long Blue)[512];
        for (var i = 0; i + bands <= pixels.Length; i += bands)
        {
            var (red, green, blue) = (pixels[i], pixels[i + 1], pixels[i + 2]);
            ref var box = ref boxes[red >> 5 << 6 | green >> 5 << 3 | blue >> 5];
            var chroma = Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue));
            box.Weight += 1 + chroma / 128.0;
            box.Count++;
            box.Red += red;
            box.Green += green;
            box.Blue += blue;
        }
        var fullest = boxes.MaxBy(box => box.Weight);
        var count = Math.Max(1, fullest.Count);
        return string.Create(CultureInfo.InvariantCulture, $"#{fullest.Red / count:x2}{fullest.Green / count:x2}{fullest.Blue / count:x2}");
    }

    /// <summary>64 comparisons of neighbours in a 9 × 8 picture of greys: 1 where it gets lighter to the right.</summary>
    private static string Hash(ReadOnlySpan<byte> greys, int bands)
    {
        var hash = 0UL;
        for (var row = 0; row < 8; row++)
        {
            for (var column = 0; column < 8; column++)
            {
                var left = (row * 9 + column) * bands;
                hash = hash << 1 | (greys[left] < greys[left + bands] ? 1UL : 0UL);
            }
        }
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
