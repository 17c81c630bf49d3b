using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects;

public sealed class ProjectsPage(LibraryContext db, IEnumerable<IProjectFigures> figures) : PageModel
{
    private const int MostCards = 200;

    public IReadOnlyList<ProjectCard> Projects { get; private set; } = [];

    public bool MayEdit => User.May(Policies.Edit);

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    [BindProperty(SupportsGet = true, Name = "archived")]
    public bool IsArchive { get; set; }

    /// <summary>Projects that are in the archive.</summary>
    public int Archived { get; private set; }

    public async Task OnGetAsync()
    {
        var projects = db.Set<Project>().Where(p => (p.ArchivedAt != null) == IsArchive);
        Archived = await db.Set<Project>().CountAsync(p => p.ArchivedAt != null);
        var rows = await projects.OrderByDescending(p => p.Id).Select(p => new { p.Id, p.Name }).ToListAsync();
        if (SearchText.Normalize(Query ?? "") is { Length: > 0 } wanted)
        {
            rows = rows.FindAll(r => SearchText.Normalize(r.Name).Contains(wanted, StringComparison.Ordinal));
        }

        rows = [.. rows.Take(MostCards)];
        var ids = rows.ConvertAll(r => (Guid?)r.Id);
        var pictures = await (
            from history in db.Set<History>()
            where ids.Contains(history.ProjectId) && history.Key == AssetKeys.Reference
            join version in db.Set<AssetVersion>()
                on new { HistoryId = history.Id, Number = history.BestNumber ?? 0 } equals new { version.HistoryId, version.Number }
            join item in db.Set<MediaItem>() on version.MediaId equals item.Id
            orderby history.Id descending
            select new
            {
                history.ProjectId,
                Picture = new Picture(item.Id, version.Number, item.Kind, item.Title, item.Width, item.Height, item.DominantColor),
            }
        )
            .Take(1000)
            .ToListAsync();
        var byProject = pictures.ToLookup(p => p.ProjectId, p => p.Picture);
        Projects = rows.ConvertAll(r => new ProjectCard(r.Id, r.Name, [.. byProject[r.Id].DistinctBy(p => p.MediaId).Take(4)]));
        foreach (var room in figures)
        {
            await room.AddAsync(Projects);
        }
    }
}

public sealed record ProjectCard(Guid Id, string Name, IReadOnlyList<Picture> Pictures)
{
    public int Assets { get; set; }
    public int WithPicture { get; set; }
    public int Drafts { get; set; }
}
