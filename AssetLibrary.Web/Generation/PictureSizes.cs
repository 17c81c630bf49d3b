using System.Globalization;

namespace AssetLibrary.Web.Generation;

/// <summary>A size as a provider is asked for it: in pixels, or as a ratio whose pixels are the provider's affair.</summary>
public sealed record AskedSize(int Width, int Height, string? Ratio = null, string? Scale = null)
{
    public string Pixels => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    public override string ToString() =>
        Ratio is null ? Pixels
        : Scale is null ? Ratio
        : $"{Ratio} at {Scale}";
}

/// <summary>The sizes that a model can be asked for.</summary>
public abstract record PictureSizes
{
    private PictureSizes() { }

    /// <summary>The legal size that is nearest in shape, and then in size.</summary>
    public abstract AskedSize Nearest(int width, int height);

    /// <summary>Any, in steps of <paramref name="Step"/>.</summary>
    public sealed record Any(int Step = 1) : PictureSizes
    {
        public override AskedSize Nearest(int width, int height) => new(Rounded(width, Step), Rounded(height, Step));
    }

    public sealed record OneOf(IReadOnlyList<PictureSize> Known) : PictureSizes
    {
        public override AskedSize Nearest(int width, int height)
        {
            var best = Known
                .OrderBy(k => Math.Round(Apart(k.Width, k.Height, width, height), 3))
                .ThenBy(k => Math.Abs(((long)k.Width * k.Height) - ((long)width * height)))
                .First();
            return new(best.Width, best.Height);
        }
    }

    /// <summary>"2:3" and the like.</summary>
    public sealed record Ratios(IReadOnlyList<string> Known, string? Scale = null) : PictureSizes
    {
        public override AskedSize Nearest(int width, int height)
        {
            var best = Known.MinBy(r => Apart(Side(r, 0), Side(r, 1), width, height))!;
            return new(width, height, best, Scale);
        }

        private static int Side(string ratio, int side) => int.Parse(ratio.Split(':')[side], CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Any in steps of 16 pixels whose area lies within limits and whose long side is at most <paramref name="Widest"/> times the short
    /// one.
    /// </summary>
    public sealed record Window(long LeastPixels, long MostPixels, double Widest) : PictureSizes
    {
        private const int Step = 16,
            Tries = 16;

        public override AskedSize Nearest(int width, int height)
        {
            var ratio = Math.Clamp((double)width / height, 1 / Widest, Widest);
            var area = Math.Clamp((double)width * height, LeastPixels, MostPixels);
            var first = (int)Math.Ceiling(Math.Sqrt(area * ratio) / Step) * Step;
            // A little larger may meet the shape exactly; a little smaller is for the upper end.
            return Enumerable
                .Range(-Tries, 2 * Tries)
                .Select(i => first + (i * Step))
                .Where(w => w >= Step)
                .Select(w => new AskedSize(w, Rounded((int)Math.Round(w / ratio), Step)))
                .Where(s =>
                    (long)s.Width * s.Height >= LeastPixels
                    && (long)s.Width * s.Height <= MostPixels
                    && Math.Max(s.Width, s.Height) <= Widest * Math.Min(s.Width, s.Height)
                )
                .OrderBy(s => Math.Round(Apart(s.Width, s.Height, width, height), 3))
                .ThenBy(s => Math.Abs(((long)s.Width * s.Height) - (long)area))
                .First();
        }
    }

    // How far two shapes are apart, the same for lying and standing ones.
    private static double Apart(double width, double height, double otherWidth, double otherHeight) =>
        Math.Abs(Math.Log(width / height) - Math.Log(otherWidth / otherHeight));

    private static int Rounded(int length, int step) => Math.Max(step, (length + (step / 2)) / step * step);
}
