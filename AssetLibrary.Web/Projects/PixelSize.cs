using System.Globalization;
using System.Runtime.InteropServices;
using AssetLibrary.Web.Shared;

namespace AssetLibrary.Web.Projects;

/// <summary>The size in pixels that a project wants its pictures in, written as 512x768.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PixelSize(int Width, int Height)
{
    public const int Least = 64,
        Most = 4096;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    /// <summary>Null for nothing.</summary>
    /// <exception cref="RefusedException">422 for what is no size.</exception>
    public static PixelSize? Read(string? text, string field)
    {
        var sides = (text ?? "").Trim().ToLowerInvariant().Split(['x', '×'], StringSplitOptions.TrimEntries);
        return sides is [""] ? null
            : sides is [var wide, var high]
            && int.TryParse(wide, NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && width is >= Least and <= Most
            && height is >= Least and <= Most
                ? new(width, height)
            : throw RefusedException.Invalid($"Enter a size such as 512x768, with each side from {Least} to {Most:N0} pixels.", field);
    }
}
