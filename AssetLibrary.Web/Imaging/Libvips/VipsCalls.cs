using System.Runtime.InteropServices;

namespace AssetLibrary.Web.Imaging.Libvips;

/// <summary>GObject's GValue: a type and two 8-byte unions.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    public nuint Type;
    public long First;
    public long Second;
}

/// <summary>The C functions, as they are. Nothing with "..." in its signature: variadic calls have another convention on some
/// platforms. GLib is linked into the same library.</summary>
internal static unsafe partial class VipsCalls
{
    internal const string Library = "vips";

    // Fundamental GTypes are fixed by GLib's ABI: n << 2.
    internal const nuint Boolean = 5 << 2, Int = 6 << 2, Double = 15 << 2, String = 16 << 2;

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int vips_init(string name);
    [LibraryImport(Library)] internal static partial int vips_version(int part);
    [LibraryImport(Library)] internal static partial void vips_concurrency_set(int threads);
    [LibraryImport(Library)] internal static partial void vips_cache_set_max(int operations);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void vips_operation_block_set(string className, int blocked);
    [LibraryImport(Library)] internal static partial nint vips_error_buffer_copy();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint vips_operation_new(string name);
    [LibraryImport(Library)] internal static partial nint vips_cache_operation_build(nint operation);
    [LibraryImport(Library)] internal static partial void vips_object_unref_outputs(nint operation);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int vips_object_set_argument_from_string(nint operation, string name, string value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint vips_source_new_from_file(string path);
    [LibraryImport(Library)] internal static partial nint vips_source_new_from_blob(nint blob);
    [LibraryImport(Library)] internal static partial nint vips_foreign_find_load_source(nint source);
    [LibraryImport(Library)] internal static partial nint vips_nickname_find(nuint type);
    [LibraryImport(Library)] internal static partial nint vips_blob_copy(byte* data, nuint length);
    [LibraryImport(Library)] internal static partial void vips_area_unref(nint area);

    [LibraryImport(Library)] internal static partial nuint vips_image_get_type();
    [LibraryImport(Library)] internal static partial nuint vips_source_get_type();
    [LibraryImport(Library)] internal static partial nuint vips_array_double_get_type();
    [LibraryImport(Library)] internal static partial nint vips_array_double_new(double* values, int count);

    [LibraryImport(Library)] internal static partial int vips_image_get_width(nint image);
    [LibraryImport(Library)] internal static partial int vips_image_get_height(nint image);
    [LibraryImport(Library)] internal static partial int vips_image_get_bands(nint image);
    [LibraryImport(Library)] internal static partial int vips_image_get_interpretation(nint image);
    [LibraryImport(Library)] internal static partial int vips_image_hasalpha(nint image);
    [LibraryImport(Library)] internal static partial int vips_image_get_n_pages(nint image);
    [LibraryImport(Library)] internal static partial int vips_image_get_orientation(nint image);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nuint vips_image_get_typeof(nint image, string field);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int vips_image_get_as_string(nint image, string field, nint* text);
    [LibraryImport(Library)] internal static partial nint vips_image_copy_memory(nint image);
    [LibraryImport(Library)] internal static partial nint vips_image_write_to_memory(nint image, nuint* size);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nuint g_type_from_name(string name);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial nint g_object_class_find_property(nint objectClass, string name);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void g_object_set_property(nint target, string name, GValue* value);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void g_object_get_property(nint target, string name, GValue* value);
    [LibraryImport(Library)] internal static partial void g_object_unref(nint target);
    [LibraryImport(Library)] internal static partial GValue* g_value_init(GValue* value, nuint type);
    [LibraryImport(Library)] internal static partial void g_value_unset(GValue* value);
    [LibraryImport(Library)] internal static partial void g_value_set_boolean(GValue* value, int flag);
    [LibraryImport(Library)] internal static partial void g_value_set_int(GValue* value, int number);
    [LibraryImport(Library)] internal static partial void g_value_set_double(GValue* value, double number);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial void g_value_set_string(GValue* value, string text);
    [LibraryImport(Library)] internal static partial void g_value_set_object(GValue* value, nint target);
    [LibraryImport(Library)] internal static partial void g_value_set_boxed(GValue* value, nint boxed);
    [LibraryImport(Library)] internal static partial nint g_value_dup_object(GValue* value);
    [LibraryImport(Library)] internal static partial void g_free(nint memory);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial int g_setenv(string name, string value, int overwrite);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] internal static partial uint g_log_set_handler(string? domain, int levels, delegate* unmanaged<nint, int, nint, nint, void> handler, nint data);
}
