using NetVips;

namespace AssetLibrary.Web.Imaging;

/// <summary>A WebP of each size, all of one picture that is upright and sRGB.</summary>
internal static class ThumbnailFiles
{
    // Enough to tell the colour and the hash.
    public const int GlanceSide = 96;

    // Effort 4 makes files 5 % smaller and takes a third longer.
    private const int Quality = 80,
        Effort = 2;

    /// <summary>A file that cannot be written, on a full disk for example, is left out: that says nothing about the picture.</summary>
    public static Glance Write(Image master, IReadOnlyDictionary<int, string> targets)
    {
        var picture = master;
        try
        {
            foreach (var (side, path) in targets.OrderByDescending(target => target.Key))
            {
                if (side < Math.Max(picture.Width, picture.Height))
                {
                    // From the one before, which is much smaller than the master.
                    var smaller = picture.Fitted(side).Computed();
                    DisposeUnless(picture, master);
                    picture = smaller;
                }
                Write(picture, path);
            }
            return Glance.At(picture, GlanceSide);
        }
        finally
        {
            DisposeUnless(picture, master);
        }
    }

    private static void Write(Image picture, string path)
    {
        try
        {
            picture.Webpsave(path, q: Quality, effort: Effort, keep: Enums.ForeignKeep.None);
        }
        catch (VipsException)
        {
            if (File.Exists(path))
            {
                File.Delete(path);
            }
        }
    }

    private static void DisposeUnless(Image picture, Image master)
    {
        if (!ReferenceEquals(picture, master))
        {
            picture.Dispose();
        }
    }
}
