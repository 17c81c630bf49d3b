using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Assets;

internal sealed class AssetFigures(LibraryContext db) : IProjectFigures
{
    // An alternative script has copies of the same assets: a project is counted by its main branch.
    public async Task AddAsync(IReadOnlyList<ProjectCard> cards)
    {
        var ids = cards.Select(c => (Guid?)c.Id).ToList();
        var main = db.Set<Branch>().Where(b => ids.Contains(b.ProjectId) && b.Name == Branch.Main);
        var counts = await db.Set<ProjectAsset>()
            .Where(a => a.TrashedAt == null && main.Any(b => b.Id == a.BranchId))
            .GroupBy(a => new
            {
                a.ProjectId,
                Pictured = db.Set<History>().Any(h => h.SubjectId == a.Id && h.Key == AssetKeys.Reference && h.BestNumber != null),
            })
            .Select(g => new
            {
                g.Key.ProjectId,
                g.Key.Pictured,
                Count = g.Count(),
            })
            .ToListAsync();
        foreach (var card in cards)
        {
            var mine = counts.Where(c => c.ProjectId == card.Id).ToList();
            (card.Assets, card.WithPicture) = (mine.Sum(c => c.Count), mine.Where(c => c.Pictured).Sum(c => c.Count));
        }
    }
}
