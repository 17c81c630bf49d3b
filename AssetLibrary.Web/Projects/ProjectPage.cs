using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects;

/// <summary>A page inside a project: whoever is not a member gets 404, whoever may only read there cannot post.</summary>
public abstract class ProjectPage(LibraryContext db, CurrentViewer viewer) : PageModel
{
    protected LibraryContext Db => db;

    [BindProperty(SupportsGet = true)]
    public Guid ProjectId { get; set; }

    public Project Project { get; private set; } = null!;

    public bool MayEdit { get; private set; }

    [NonHandler]      // its name reads like one of an HTTP method "Page"
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await db.Set<Project>().SingleOrDefaultAsync(p => p.Id == ProjectId) is not { } project)
        {
            context.Result = NotFound();
            return;
        }

        (Project, MayEdit) = (project, await viewer.MayEditAsync(db, ProjectId));
        if (HttpMethods.IsPost(Request.Method) && !MayEdit)
        {
            context.Result = StatusCode(StatusCodes.Status403Forbidden);
            return;
        }

        ViewData["Project"] = project;
        await next();
    }

    /// <summary>The project's main branch; others come by their id.</summary>
    protected Task<Branch> BranchAsync() => db.Set<Branch>().SingleAsync(b => b.ProjectId == ProjectId && b.Name == Branch.Main);

    protected Task<Draft?> CurrentDraftAsync(Guid branchId) => db.Set<Draft>().AsNoTracking().Where(d => d.BranchId == branchId).OrderByDescending(d => d.Number).FirstOrDefaultAsync();
}
