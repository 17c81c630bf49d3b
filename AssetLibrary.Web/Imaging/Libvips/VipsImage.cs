using System.Runtime.InteropServices;
using static AssetLibrary.Web.Imaging.Libvips.VipsCalls;

namespace AssetLibrary.Web.Imaging.Libvips;

/// <summary>A picture, or the promise of one: most operations compute when somebody asks for pixels.</summary>
internal sealed unsafe class VipsImage : VipsReference
{
    private const int BlackAndWhite = 1, Srgb = 22;

    public VipsImage(nint target) : base(target) { }

    public int Width => vips_image_get_width(Target);

    /// <summary>Of all loaded pages, one below the other.</summary>
    public int Height => vips_image_get_height(Target);

    public int Bands => vips_image_get_bands(Target);

    public bool HasAlpha => vips_image_hasalpha(Target) != 0;

    /// <summary>In the file; untrusted.</summary>
    public int Pages => Math.Max(1, vips_image_get_n_pages(Target));

    /// <summary>EXIF 1 to 8; 5 and above swap width and height.</summary>
    public int Orientation => vips_image_get_orientation(Target);

    /// <summary>sRGB or grey without a profile of its own.</summary>
    private bool IsPlain => vips_image_get_typeof(Target, "icc-profile-data") == 0
        && vips_image_get_interpretation(Target) is BlackAndWhite or Srgb;

    public string? Field(string name)
    {
        nint text;
        if (vips_image_get_typeof(Target, name) == 0 || vips_image_get_as_string(Target, name, &text) != 0)
        {
            return null;
        }
        var value = Marshal.PtrToStringUTF8(text);
        g_free(text);
        return value;
    }

    /// <summary>The computed picture instead of the promise, which is let go: a sequential source gives its pixels only once.</summary>
    public VipsImage Computed()
    {
        using (this)
        {
            var pixels = vips_image_copy_memory(Target);
            return pixels == 0 ? throw new VipsException("copy_memory", VipsLibrary.TakeError()) : new VipsImage(pixels);
        }
    }

    /// <summary>Band by band, row by row. Only for small pictures of 8 bits per band.</summary>
    public byte[] Pixels()
    {
        nuint size;
        var memory = vips_image_write_to_memory(Target, &size);
        if (memory == 0)
        {
            throw new VipsException("write_to_memory", VipsLibrary.TakeError());
        }
        var pixels = new ReadOnlySpan<byte>((void*)memory, checked((int)size)).ToArray();
        g_free(memory);
        return pixels;
    }

    /// <summary>Never enlarged; turned by its EXIF orientation; its colours as sRGB.</summary>
    public VipsImage Upright(int longestSide)
    {
        using var operation = new VipsOperation("thumbnail_image");
        operation.Set("in", this).Set("width", longestSide).Set("height", longestSide).Choose("size", "down");
        // Asked for a profile, libvips sends every pixel through the colour engine, also where nothing is to be changed: that
        // costs more than decoding and shrinking together.
        return (IsPlain ? operation : operation.Set("output_profile", "srgb")).Image();
    }

    /// <summary>Exactly this size: scaled until it covers it, the rest cut off evenly; upright and sRGB as <see cref="Upright"/>.</summary>
    public VipsImage Covering(int width, int height)
    {
        using var operation = new VipsOperation("thumbnail_image");
        operation.Set("in", this).Set("width", width).Set("height", height).Choose("size", "both").Choose("crop", "centre");
        return (IsPlain ? operation : operation.Set("output_profile", "srgb")).Image();
    }

    /// <summary>Never enlarged; for a picture that is upright and sRGB already.</summary>
    public VipsImage Fitted(int longestSide)
    {
        using var operation = new VipsOperation("thumbnail_image");
        return operation.Set("in", this).Set("width", longestSide).Set("height", longestSide)
            .Choose("size", "down").Set("no_rotate", true).Image();
    }

    /// <summary>Exactly this size, whatever becomes of the proportions.</summary>
    public VipsImage Forced(int width, int height)
    {
        using var operation = new VipsOperation("thumbnail_image");
        return operation.Set("in", this).Set("width", width).Set("height", height).Choose("size", "force").Image();
    }

    /// <summary>Seen on a ground of one colour; no alpha afterwards.</summary>
    public VipsImage OnGround(double red, double green, double blue)
    {
        using var operation = new VipsOperation("flatten");
        return operation.Set("in", this).Set("background", [red, green, blue]).Image();
    }

    /// <summary>"srgb" or "b-w", 8 bits per band.</summary>
    public VipsImage In(string space)
    {
        using var convert = new VipsOperation("colourspace");
        using var converted = convert.Set("in", this).Choose("space", space).Image();
        using var cast = new VipsOperation("cast");
        return cast.Set("in", converted).Choose("format", "uchar").Image();
    }
}
