using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>A medium on the wall, with where it came from.</summary>
public sealed record Shot(
    Guid Id,
    MediaKind Kind,
    string Title,
    int? Width,
    int? Height,
    string? Color,
    DateTimeOffset CreatedAt,
    MediaSource Source,
    string? Provider,
    string? Project,
    int? Rating,
    ShotUse? Use
)
{
    public string Shape =>
        ((double?)Width / Height) switch
        {
            > 1.25 => "wide",
            < 0.8 => "tall",
            _ => "square",
        };

    public string From =>
        string.Join(
            " · ",
            new[]
            {
                Use?.Name == Title ? null : Use?.Name,
                Project ?? (Use?.Type == SubjectType.LibraryAsset ? "Library" : null),
                Source == MediaSource.Upload ? "upload" : Provider,
            }.Where(p => p is not null)
        );
}

/// <summary>The first history that names it.</summary>
public sealed record ShotUse(Guid SubjectId, SubjectType Type, string Key, int Number, string? Name, Guid? ProjectId)
{
    public string? Href =>
        Type switch
        {
            SubjectType.LibraryAsset => $"/Library/{SubjectId}",
            SubjectType.ProjectAsset => $"/Projects/{ProjectId}/Assets/{SubjectId}",
            _ => null,
        };
}

internal static class Shots
{
    /// <summary>Newest first. A fixed number of queries, however many there are: the rows, and what they are pictures of.</summary>
    public static async Task<List<Shot>> LoadAsync(LibraryContext db, SubjectReadings readings, IQueryable<MediaItem> items)
    {
        var rows = await items
            .Select(m => new
            {
                m.Id,
                m.Kind,
                m.Title,
                m.Width,
                m.Height,
                m.DominantColor,
                m.CreatedAt,
                m.Source,
                m.Provider,
                m.Rating,
                Project = db.Set<Project>().Where(p => p.Id == m.ProjectId).Select(p => p.Name).FirstOrDefault(),
            })
            .AsNoTracking()
            .ToListAsync();
        var ids = rows.ConvertAll(r => r.Id);
        var uses = (
            await db.Set<AssetVersion>()
                .Where(v => ids.Contains(v.MediaId))
                .Join(
                    db.Set<History>(),
                    v => v.HistoryId,
                    h => h.Id,
                    (v, h) =>
                        new
                        {
                            v.MediaId,
                            v.Number,
                            h.SubjectId,
                            h.Key,
                            h.ProjectId,
                        }
                )
                .Join(
                    db.Set<Subject>(),
                    r => r.SubjectId,
                    s => s.Id,
                    (r, s) => new { r.MediaId, Use = new ShotUse(r.SubjectId, s.Type, r.Key, r.Number, null, r.ProjectId) }
                )
                .AsNoTracking()
                .ToListAsync()
        ).OrderBy(u => u.Use.Type == SubjectType.LibraryAsset).DistinctBy(u => u.MediaId).ToDictionary(u => u.MediaId, u => u.Use);
        var names = await readings.ReadAsync([.. uses.Values.Select(u => u.SubjectId).Distinct()]);
        return rows.ConvertAll(r => new Shot(
            r.Id,
            r.Kind,
            r.Title,
            r.Width,
            r.Height,
            r.DominantColor,
            r.CreatedAt,
            r.Source,
            r.Provider,
            r.Project,
            r.Rating,
            uses.GetValueOrDefault(r.Id) is { } use ? use with { Name = names.GetValueOrDefault(use.SubjectId)?.Name } : null
        ));
    }
}
