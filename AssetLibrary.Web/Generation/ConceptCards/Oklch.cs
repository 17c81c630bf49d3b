using System.Globalization;
using System.Runtime.InteropServices;

namespace AssetLibrary.Web.Generation.ConceptCards;

/// <summary>A colour as the eye orders it (https://bottosson.github.io/posts/oklab/): lightness 0 to 1, chroma 0 to about 0.3, hue in
/// degrees. Equal steps look equal, so tints and shades can be computed.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Oklch(double Lightness, double Chroma, double Hue)
{
    /// <summary>Null when the text is not #rrggbb.</summary>
    public static Oklch? Parse(string hex)
    {
        if (
            hex.Length != 7
            || hex[0] != '#'
            || !int.TryParse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
        )
        {
            return null;
        }
        var (r, g, b) = (Linear(rgb >> 16), Linear(rgb >> 8 & 255), Linear(rgb & 255));
        var l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        var a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        var bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
        var hue = Math.Atan2(bb, a) * 180 / Math.PI;
        return new Oklch(0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, Math.Sqrt(a * a + bb * bb), hue < 0 ? hue + 360 : hue);
    }

    public Oklch At(double lightness) => this with { Lightness = lightness };

    public Oklch Lighter(double by) => this with { Lightness = Math.Clamp(Lightness + by, 0.04, 0.985) };

    /// <summary>Part of the way to another colour, the short way round the circle of hues.</summary>
    public Oklch Towards(Oklch other, double part)
    {
        var turn = (other.Hue - Hue + 540) % 360 - 180;
        return new Oklch(
            Lightness + (other.Lightness - Lightness) * part,
            Chroma + (other.Chroma - Chroma) * part,
            (Hue + turn * part + 360) % 360
        );
    }

    /// <summary>#rrggbb; where sRGB cannot show the colour, with less chroma.</summary>
    public override string ToString()
    {
        var chroma = Chroma;
        while (true)
        {
            var (r, g, b) = Rgb(chroma);
            if (chroma < 0.002 || (InGamut(r) && InGamut(g) && InGamut(b)))
            {
                return string.Create(CultureInfo.InvariantCulture, $"#{Octet(r):x2}{Octet(g):x2}{Octet(b):x2}");
            }
            chroma *= 0.94;
        }
    }

    private (double R, double G, double B) Rgb(double chroma)
    {
        var (a, b) = (chroma * Math.Cos(Hue * Math.PI / 180), chroma * Math.Sin(Hue * Math.PI / 180));
        var l = Math.Pow(Lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.Pow(Lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.Pow(Lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return (
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        );
    }

    private static bool InGamut(double linear) => linear is > -0.002 and < 1.002;

    private static double Linear(int octet) => octet / 255.0 is var x && x <= 0.04045 ? x / 12.92 : Math.Pow((x + 0.055) / 1.055, 2.4);

    private static int Octet(double linear)
    {
        var x = Math.Clamp(linear, 0, 1);
        return (int)Math.Round(255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * Math.Pow(x, 1 / 2.4) - 0.055));
    }
}
