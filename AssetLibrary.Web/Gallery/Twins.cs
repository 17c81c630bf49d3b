using AssetLibrary.Web.Media;

namespace AssetLibrary.Web.Gallery;

internal static class Twins
{
    /// <summary>
    /// Items of the same file. Of one that was made from another, such as the view of a PSD, the files that they were made from are
    /// compared: two that look the same need not be the same.
    /// </summary>
    public static IQueryable<MediaItem> TwinsOf(this IQueryable<MediaItem> items, MediaItem item)
    {
        var sha256 = item.Sha256;
        return item.Original is { Sha256: var original }
            ? items.Where(m => m.Original != null && m.Original.Sha256 == original)
            : items.Where(m => m.Sha256 == sha256);
    }
}
