using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Scripts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Changes;

/// <summary>What a new draft changed, as cards: scenes, people, places and things, each with the work that hangs on it.</summary>
public sealed class ChangesPage(LibraryContext db, CurrentViewer viewer, DraftImport import) : ProjectPage(db, viewer)
{
    public IReadOnlyList<int> Drafts { get; private set; } = [];
    public ScriptChanges? Changes { get; private set; }

    public bool IsNewest => Changes is not null && Changes.To.Number == Drafts[0];

    public async Task<IActionResult> OnGetAsync(int? from, int? to)
    {
        var branch = await BranchAsync();
        Drafts = await Db.Set<Draft>()
            .Where(d => d.BranchId == branch.Id)
            .OrderByDescending(d => d.Number)
            .Select(d => d.Number)
            .ToListAsync();
        Changes = await ScriptChanges.LoadAsync(Db, import, branch.Id, from, to, HttpContext.RequestAborted);
        return Changes is not null || (from is null && to is null or 1) ? Page() : NotFound();
    }
}
