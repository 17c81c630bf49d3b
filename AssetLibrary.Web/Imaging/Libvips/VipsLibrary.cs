using System.Runtime.InteropServices;
using static AssetLibrary.Web.Imaging.Libvips.VipsCalls;

namespace AssetLibrary.Web.Imaging.Libvips;

/// <summary>An operation of libvips failed. <see cref="Exception.Message"/> is libvips' own text.</summary>
internal sealed class VipsException(string operation, string message) : Exception(message)
{
    public string Operation => operation;
}

/// <summary>libvips in this process. Which loaders may run is process-wide, so a process chooses once.</summary>
internal static unsafe class VipsLibrary
{
    private const int AllLogLevels = 4 | 8 | 16 | 32 | 64 | 128 | 3;

    private static readonly string[] Formats = ["Jpeg", "Png", "Webp", "Nsgif", "Heif", "Tiff"];

    public static void StartDecoding() => Start(Formats);

    /// <summary>The file is read by fontconfig when the first text is drawn.</summary>
    public static void StartDrawing(string fontConfigFile)
    {
        BindLibrary();
        // .NET's own Environment does not reach the C library's.
        _ = g_setenv("FONTCONFIG_FILE", fontConfigFile, 1);
        Start(["Svg"]);
    }

    private static void Start(IReadOnlyList<string> formats)
    {
        BindLibrary();
        if (vips_init("image-worker") != 0)
        {
            throw new VipsException("init", TakeError());
        }
        // Older ones ignore keep=none and leave the place where a photo was taken in its thumbnail.
        if (vips_version(0) * 100 + vips_version(1) < 815)
        {
            throw new VipsException("init", $"libvips {vips_version(0)}.{vips_version(1)} is too old, 8.15 is needed.");
        }
        // One picture per process at a time: threads inside it would only compete with the other processes.
        vips_concurrency_set(1);
        vips_cache_set_max(0);
        vips_operation_block_set("VipsForeignLoad", 1);
        foreach (var format in formats)
        {
            vips_operation_block_set($"VipsForeignLoad{format}", 0);
        }
        // One broken file emits thousands of lines; what matters comes back as an error.
        foreach (var domain in new[] { null, "VIPS", "GLib", "GLib-GObject", "GLib-GIO", "Pango", "librsvg" })
        {
            g_log_set_handler(domain, AllLogLevels, &Discard, 0);
        }
    }

    /// <summary>What went wrong since the last call.</summary>
    public static string TakeError()
    {
        var text = vips_error_buffer_copy();
        var error = Marshal.PtrToStringUTF8(text) ?? "";
        g_free(text);
        return error.Trim().ReplaceLineEndings("; ");
    }

    private static nint s_library;

    private static void BindLibrary()
    {
        if (s_library != 0)
        {
            return;
        }
        // Only the library beside the app: a system's own may be older and linked with other loaders.
        var folder = AppContext.BaseDirectory;
        var pattern = OperatingSystem.IsWindows() ? "libvips-42.dll" : OperatingSystem.IsMacOS() ? "libvips-cpp.*.dylib" : "libvips-cpp.so.*";
        var file = Directory.EnumerateFiles(folder, pattern).FirstOrDefault()
            ?? throw new DllNotFoundException($"{pattern} is missing in {folder}; the build brings it from npm.");
        s_library = NativeLibrary.Load(file);
        NativeLibrary.SetDllImportResolver(typeof(VipsLibrary).Assembly, (name, _, _) => name == VipsCalls.Library ? s_library : 0);
    }

    [UnmanagedCallersOnly]
    private static void Discard(nint domain, int level, nint message, nint data) { }
}
