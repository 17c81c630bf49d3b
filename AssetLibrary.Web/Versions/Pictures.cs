using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Versions;

/// <summary>A picture as lists show it.</summary>
public sealed record Picture(Guid MediaId, int Number, MediaKind Kind, string Title, int? Width, int? Height, string? Color)
{
    public string Thumb(int size) => $"/media/{MediaId}/thumb/{size}";

    public string Url => $"/media/{MediaId}";
}

public static class Pictures
{
    /// <summary>The best picture of each subject that has one, in one query whatever their number.</summary>
    public static async Task<Dictionary<Guid, Picture>> BestOfAsync(
        this LibraryContext db,
        IReadOnlyCollection<Guid> subjects,
        string key = AssetKeys.Reference,
        CancellationToken cancel = default
    )
    {
        if (subjects.Count == 0)
        {
            return [];
        }

        var ids = subjects.ToArray(); // one parameter however many: the statement stays the same
        return await (
            from history in db.Set<History>()
            where EF.Parameter(ids).Contains(history.SubjectId) && history.Key == key
            join version in db.Set<AssetVersion>()
                on new { HistoryId = history.Id, Number = history.BestNumber ?? 0 } equals new { version.HistoryId, version.Number }
            // anyone who sees the history sees the picture: the item's own filter has nothing to add
            join item in db.Set<MediaItem>() on version.MediaId equals item.Id
            select new
            {
                history.SubjectId,
                Picture = new Picture(item.Id, version.Number, item.Kind, item.Title, item.Width, item.Height, item.DominantColor),
            }
        )
            .AsNoTracking()
            .ToDictionaryAsync(r => r.SubjectId, r => r.Picture, cancel);
    }
}
