using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Gallery;

/// <summary>What media are pictures of.</summary>
/// <param name="Subjects">Those that the viewer sees, by name.</param>
/// <param name="Elsewhere">How many histories of projects that the viewer may not change name one of them.</param>
internal sealed record MediaUse(IReadOnlyList<string> Subjects, int Elsewhere)
{
    public static async Task<MediaUse> ReadAsync(
        LibraryContext db,
        CurrentViewer viewer,
        SubjectReadings readings,
        IReadOnlyCollection<Guid> media
    )
    {
        var named = await db.Set<AssetVersion>()
            .IgnoreQueryFilters([LibraryContext.Access])
            .Where(v => media.Contains(v.MediaId))
            .Join(
                db.Set<History>().IgnoreQueryFilters([LibraryContext.Access]),
                v => v.HistoryId,
                h => h.Id,
                (v, h) => new { h.SubjectId, h.ProjectId }
            )
            .Distinct()
            .ToListAsync();
        var (mine, elsewhere) = (new List<Guid>(), 0);
        foreach (var project in named.GroupBy(n => n.ProjectId))
        {
            if (await viewer.MayEditAsync(db, project.Key))
            {
                mine.AddRange(project.Select(n => n.SubjectId));
            }
            else
            {
                elsewhere += project.Count();
            }
        }

        var names = await readings.ReadAsync(mine);
        return new([.. names.Values.Select(r => r.Name).Distinct().Order(StringComparer.CurrentCultureIgnoreCase)], elsewhere);
    }

    /// <summary>Somebody else’s pictures are not taken away.</summary>
    /// <exception cref="RefusedException">409 in-use.</exception>
    public void CheckMine()
    {
        if (Elsewhere > 0)
        {
            throw new RefusedException(
                StatusCodes.Status409Conflict,
                "in-use",
                "At least one of these files is used in a project that you can’t edit. Nothing was deleted."
            );
        }
    }
}
