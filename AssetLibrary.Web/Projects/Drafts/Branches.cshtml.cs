using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects.Drafts;

/// <summary>The branches of a project, and the form that makes one.</summary>
public sealed class BranchesPage(LibraryContext db, CurrentViewer viewer, BranchStart start) : ProjectPage(db, viewer)
{
    public IReadOnlyList<BranchLine> Branches { get; private set; } = [];

    /// <summary>What was typed and refused.</summary>
    public string? Name { get; private set; }

    public async Task OnGetAsync() => Branches = await Db.Set<Branch>().Where(b => b.ProjectId == ProjectId).OrderBy(b => b.Id).Select(b => new BranchLine(b,
        Db.Set<Branch>().Where(f => f.Id == b.FromBranchId).Select(f => f.Name).FirstOrDefault(),
        Db.Set<Draft>().Count(d => d.BranchId == b.Id), Db.Set<Scene>().Count(s => s.BranchId == b.Id && s.LastDraft == null),
        Db.Set<ProjectAsset>().Count(a => a.BranchId == b.Id && a.TrashedAt == null))).ToListAsync();

    public async Task<IActionResult> OnPostAsync(string? name, Guid? from)
    {
        try
        {
            var source = from is { } id ? await Db.Set<Branch>().SingleOrDefaultAsync(b => b.Id == id && b.ProjectId == ProjectId) ?? throw RefusedException.NotFound() : null;
            return Redirect(ProjectPlace.Of(await start.MakeAsync(Project, name, source, HttpContext.RequestAborted)).At("/Script"));
        }
        catch (RefusedException refused)
        {
            Db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            (Name, Response.StatusCode) = (name, refused.Status);
            await OnGetAsync();
            return Page();
        }
    }
}

public sealed record BranchLine(Branch Branch, string? From, int Drafts, int Scenes, int Assets);
