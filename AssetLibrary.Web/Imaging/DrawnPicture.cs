using AssetLibrary.Web.Imaging.Libvips;

namespace AssetLibrary.Web.Imaging;

/// <summary>An SVG text of ours, made into a picture file.</summary>
internal static class DrawnPicture
{
    public static void Draw(string svg, string path, int width, int height)
    {
        using var source = VipsSource.Text(svg);
        using var load = new VipsOperation("svgload_source");
        using var drawn = load.Set("source", source).Image();
        using var sized = drawn.Width == width && drawn.Height == height ? null : drawn.Forced(width, height);
        using var opaque = (sized ?? drawn).OnGround(255, 255, 255);
        Save(opaque, path);
    }

    private static void Save(VipsImage picture, string path)
    {
        switch (Environment.GetEnvironmentVariable("DRAW_FORMAT"))
        {
            case "webp": { using var s = new VipsOperation("webpsave"); s.Set("in", picture).Set("filename", path).Set("Q", 90).Set("effort", 1).Choose("keep", "none").Run(); break; }
            case "jpeg": { using var s = new VipsOperation("jpegsave"); s.Set("in", picture).Set("filename", path).Set("Q", 90).Choose("subsample_mode", "off").Choose("keep", "none").Run(); break; }
            default: { using var s = new VipsOperation("pngsave"); s.Set("in", picture).Set("filename", path).Set("compression", 1).Choose("filter", "sub").Choose("keep", "none").Run(); break; }
        }
    }
}
