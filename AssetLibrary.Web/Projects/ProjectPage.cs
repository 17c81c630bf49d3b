using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects;

/// <summary>
/// A page inside a project: anyone who is not a member gets 404, anyone who may only read there cannot post. ?branch=ID chooses a branch;
/// without it the main one.
/// </summary>
public abstract class ProjectPage(LibraryContext db, CurrentViewer viewer) : PageModel
{
    private Branch branch = null!;

    protected LibraryContext Db => db;

    [BindProperty(SupportsGet = true)]
    public Guid ProjectId { get; set; }

    public Project Project { get; private set; } = null!;

    public bool MayEdit { get; private set; }

    /// <summary>Addresses in this project, on the branch that is looked at.</summary>
    public ProjectPlace Place => ProjectPlace.Of(branch);

    [NonHandler] // its name reads like one of an HTTP method "Page"
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var asked = Request.Query["branch"].FirstOrDefault() ?? "";
        var branches = await db.Set<Branch>().Where(b => b.ProjectId == ProjectId).OrderBy(b => b.Id).ToListAsync();
        if (
            await db.Set<Project>().SingleOrDefaultAsync(p => p.Id == ProjectId) is not { } project
            || branches.Find(b => asked.Length == 0 ? b.Name == Branch.Main : Guid.TryParse(asked, out var id) && b.Id == id) is not { } on
        )
        {
            context.Result = NotFound();
            return;
        }

        (Project, branch, MayEdit) = (project, on, await viewer.MayEditAsync(db, ProjectId));
        if (HttpMethods.IsPost(Request.Method) && !MayEdit)
        {
            context.Result = StatusCode(StatusCodes.Status403Forbidden);
            return;
        }

        ViewData["Project"] = project;
        ViewData["Branches"] = new BranchChoice(branches, on);
        await next();
    }

    /// <summary>The branch that is looked at.</summary>
    protected Task<Branch> BranchAsync() => Task.FromResult(branch);
}
