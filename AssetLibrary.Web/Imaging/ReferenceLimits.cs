namespace AssetLibrary.Web.Imaging;

/// <summary>What a provider takes of a picture that is sent to it.</summary>
/// <param name="ContentTypes">At least one of image/jpeg, image/png and image/webp; others are never made.</param>
/// <param name="LongestSide">In pixels; a larger picture is made smaller.</param>
/// <param name="MostBytes">A larger file is made with less quality first, then smaller.</param>
public sealed record ReferenceLimits(IReadOnlyList<string> ContentTypes, int LongestSide, long MostBytes)
{
    private static readonly string[] Opaque = ["image/jpeg", "image/png", "image/webp"];

    private static readonly string[] Transparent = ["image/png", "image/webp", "image/jpeg"];

    /// <summary>JPEG, or PNG where something can be seen through; WebP where those are not taken. Null where none can be made.</summary>
    internal string? FormatOf(bool transparent) =>
        (transparent ? Transparent : Opaque).FirstOrDefault(type => ContentTypes.Contains(type, StringComparer.OrdinalIgnoreCase));
}
