using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Assets;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using AssetLibrary.Web.Styles;
using AssetLibrary.Web.Versions;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Home;

public sealed class OverviewPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    public Draft? Draft { get; private set; }
    public string? StyleName { get; private set; }
    public int Assets { get; private set; }
    public int WithPicture { get; private set; }

    public bool HasDraft => Draft is not null;

    public async Task OnGetAsync()
    {
        var branch = await BranchAsync();
        Draft = await Db.CurrentDraftAsync(branch.Id);
        StyleName = await Db.Set<StyleCapsule>().Where(s => s.Id == Project.StyleId).Select(s => s.Name).SingleOrDefaultAsync();
        var assets = Db.Set<ProjectAsset>().Where(a => a.BranchId == branch.Id && a.TrashedAt == null);
        Assets = await assets.CountAsync();
        WithPicture = await assets.CountAsync(a => Db.Set<History>().Any(h => h.SubjectId == a.Id && h.Key == AssetKeys.Reference));
    }
}
