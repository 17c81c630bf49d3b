using System.Runtime.InteropServices;
using System.Text;
using static AssetLibrary.Web.Imaging.Libvips.VipsCalls;

namespace AssetLibrary.Web.Imaging.Libvips;

/// <summary>One reference on a GObject.</summary>
internal abstract class VipsReference : SafeHandle
{
    protected VipsReference(nint target) : base(0, ownsHandle: true) => SetHandle(target);

    public override bool IsInvalid => handle == 0;

    public nint Target
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed || IsInvalid, this);
            return handle;
        }
    }

    protected override bool ReleaseHandle()
    {
        g_object_unref(handle);
        return true;
    }
}

/// <summary>Bytes to load a picture from.</summary>
internal sealed unsafe class VipsSource : VipsReference
{
    private VipsSource(nint target) : base(target) { }

    /// <summary>Taken literally: libvips' other way of opening a file reads [options] out of its name.</summary>
    public static VipsSource File(string path) => Checked(vips_source_new_from_file(path));

    public static VipsSource Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length == 0)
        {
            // vips_blob_copy asserts on nothing.
            throw new VipsException("source", "empty text");
        }
        fixed (byte* data = bytes)
        {
            var blob = vips_blob_copy(data, (nuint)bytes.Length);
            var source = vips_source_new_from_blob(blob);
            vips_area_unref(blob);
            return Checked(source);
        }
    }

    /// <summary>"jpegload_source", "pngload_source", …: told by the first bytes; null when no open loader knows them.</summary>
    public string? Loader()
    {
        var className = vips_foreign_find_load_source(Target);
        if (className == 0)
        {
            VipsLibrary.TakeError();
            return null;
        }
        var type = g_type_from_name(Marshal.PtrToStringUTF8(className)!);
        return Marshal.PtrToStringUTF8(vips_nickname_find(type));
    }

    private static VipsSource Checked(nint source) =>
        source == 0 ? throw new VipsException("source", VipsLibrary.TakeError()) : new VipsSource(source);
}
