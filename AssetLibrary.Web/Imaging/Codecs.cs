using NetVips;

namespace AssetLibrary.Web.Imaging;

/// <summary>libvips in this process. Which loaders may run is process-wide, so a process chooses once.</summary>
internal static class Codecs
{
    public static void StartDecoding() => Start("Jpeg", "Png", "Webp", "Nsgif", "Heif", "Tiff");

    public static void StartDrawing() => Start("Svg");

    /// <summary>What libvips said about one picture is not said about the next: making an exception empties its buffer of errors.</summary>
    public static void ForgetErrors() => _ = new VipsException("");

    private static void Start(params ReadOnlySpan<string> formats)
    {
        // Where the library beside the app is missing, a system's own is loaded. Older ones ignore keep=none and leave the place
        // where a photo was taken in its thumbnail.
        if (!NetVips.NetVips.AtLeastLibvips(8, 15))
        {
            const string Needed = "libvips 8.15 or newer is required. The build puts it next to the app.";
            throw new DllNotFoundException(Needed, ModuleInitializer.Exception);
        }
        // One picture per process at a time: threads inside it would only compete with the other processes.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Operation.Block("VipsForeignLoad", true);
        foreach (var format in formats)
        {
            Operation.Block($"VipsForeignLoad{format}", false);
        }
        // One broken file emits thousands of lines; what matters comes back as an error.
        foreach (var domain in new[] { null, "VIPS", "GLib", "GLib-GObject", "GLib-GIO", "Pango", "librsvg" })
        {
            Log.SetLogHandler(domain, Enums.LogLevelFlags.All, (_, _, _) => { });
        }
    }
}
