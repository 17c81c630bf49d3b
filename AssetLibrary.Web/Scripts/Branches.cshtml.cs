using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Scripts;

/// <summary>The branches of a project, and the form that makes one.</summary>
public sealed class BranchesPage(LibraryContext db, CurrentViewer viewer, BranchStart start, DraftRemoval removal, IBranchContents contents)
    : ProjectPage(db, viewer)
{
    public IReadOnlyList<BranchLine> Branches { get; private set; } = [];

    /// <summary>What was typed and refused.</summary>
    public string? Name { get; private set; }

    public async Task OnGetAsync()
    {
        var assets = await contents.CountsAsync(ProjectId);
        var rows = await Db.Set<Branch>()
            .Where(b => b.ProjectId == ProjectId)
            .OrderBy(b => b.Id)
            .Select(b => new BranchLine(
                b,
                Db.Set<Branch>().Where(f => f.Id == b.FromBranchId).Select(f => f.Name).FirstOrDefault(),
                Db.Set<Draft>().Count(d => d.BranchId == b.Id),
                Db.Set<Scene>().Count(s => s.BranchId == b.Id && s.LastDraft == null)
            ))
            .ToListAsync();
        Branches = rows.ConvertAll(b => b with { Assets = assets.GetValueOrDefault(b.Branch.Id) });
    }

    public async Task<IActionResult> OnPostAsync(string? name, Guid? from)
    {
        try
        {
            var source = from is { } id
                ? await Db.Set<Branch>().SingleOrDefaultAsync(b => b.Id == id && b.ProjectId == ProjectId)
                    ?? throw RefusedException.NotFound()
                : null;
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

    public async Task<IActionResult> OnPostRemoveAsync(Guid id)
    {
        if (await Db.Set<Branch>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == id && b.ProjectId == ProjectId) is not { } removed)
        {
            return NotFound();
        }

        try
        {
            await removal.RemoveAsync(removed, HttpContext.RequestAborted);
            this.Say($"Branch “{removed.Name}” removed.");
            return Redirect($"/Projects/{ProjectId}/Branches"); // the one that was looked at may be gone
        }
        catch (RefusedException refused)
        {
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            await OnGetAsync();
            return Page();
        }
    }

    public async Task<IActionResult> OnPostRenameAsync(Guid id, string? name)
    {
        if (await Db.Set<Branch>().SingleOrDefaultAsync(b => b.Id == id && b.ProjectId == ProjectId) is not { } renamed)
        {
            return NotFound();
        }

        try
        {
            await start.RenameAsync(Project, renamed, name);
            this.Say("Branch renamed.");
            return Redirect(Place.At("/Branches"));
        }
        catch (RefusedException refused)
        {
            Db.ChangeTracker.Clear();
            ModelState.AddModelError("", refused.Message);
            Response.StatusCode = refused.Status;
            await OnGetAsync();
            return Page();
        }
    }
}

public sealed record BranchLine(Branch Branch, string? From, int Drafts, int Scenes)
{
    public int Assets { get; init; }
}
