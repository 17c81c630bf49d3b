using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Projects.Deletion;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Styles;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects;

internal static class ProjectsApi
{
    public static void MapProjectsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/projects", ListAsync);
        api.MapPost("/projects", CreateAsync).ForEditors();
        api.MapPut("/projects/{id:guid}/style", PutStyleAsync).ForEditors();
        api.MapPut("/projects/{id:guid}/sizes", PutSizesAsync).ForEditors();
        api.MapDelete("/projects/{id:guid}", DeleteAsync).RequireAuthorization(Policies.Admin);
    }

    private sealed record NewProject(string? Name, Guid? StyleId);

    private sealed record ChosenStyle(Guid? StyleId);

    private static async Task<IResult> ListAsync(string? after, int? limit, LibraryContext db)
    {
        var count = Cursor.Limit(limit);
        var projects = db.Set<Project>().AsNoTracking();
        if (Cursor.Read(after) is { } cursor)
        {
            projects = projects.Where(p => p.Id.CompareTo(cursor.Id) < 0);
        }

        var rows = await projects
            .OrderByDescending(p => p.Id)
            .Take(count + 1)
            .Select(p => new ProjectView(
                p.Id,
                p.Revision,
                p.Name,
                p.StyleId,
                db.Set<Branch>().Where(b => b.ProjectId == p.Id && b.Name == Branch.Main).Select(b => b.Id).First(),
                p.CreatedAt
            ))
            .ToListAsync();
        return Results.Ok(ListPage.Of(rows, count, p => new("", p.Id)));
    }

    private sealed record ProjectView(Guid Id, int Revision, string Name, Guid? StyleId, Guid BranchId, DateTimeOffset CreatedAt);

    private static async Task<IResult> CreateAsync(NewProject body, LibraryContext db)
    {
        var (project, main) = await db.WriteAsync(async () =>
        {
            var made = Project.Make(db, body.Name);
            await db.SaveChangesAsync();
            if (body.StyleId is { } style)
            {
                await UseAsync(db, made.Project, style);
            }

            db.Record("project.created", made.Project.Id, made.Project.Id, made.Project.Name);
            return made;
        });
        return Results.Created(
            (string?)null,
            new
            {
                project.Id,
                BranchId = main.Id,
                project.Revision,
                project.Name,
                project.StyleId,
            }
        );
    }

    private static async Task<IResult> PutStyleAsync(Guid id, ChosenStyle body, LibraryContext db, CurrentViewer viewer)
    {
        var project = await db.EditableAsync(viewer, id);
        await UseAsync(db, project, body.StyleId ?? throw RefusedException.Invalid("Set styleId to the id of a style."));
        db.Record("style.chosen", project.StyleId, id);
        await db.SaveChangesAsync();
        return Results.Ok(
            new
            {
                project.Id,
                project.Revision,
                project.StyleId,
            }
        );
    }

    private sealed record Sizes(string? Character, string? Location, string? Prop);

    /// <summary>Each as "512x768"; absent or empty for the usual one.</summary>
    private static async Task<IResult> PutSizesAsync(Guid id, Sizes body, LibraryContext db, CurrentViewer viewer)
    {
        var project = await db.EditableAsync(viewer, id);
        project.UseSizes(body.Character, body.Location, body.Prop);
        db.Record("project.sizes", id, id);
        await db.SaveChangesAsync();
        return Results.Ok(
            new
            {
                project.Id,
                project.Revision,
                character = project.CharacterSize,
                location = project.LocationSize,
                prop = project.PropSize,
            }
        );
    }

    /// <summary>With everything in it, for good: ?name= must be the project's own.</summary>
    private static async Task<IResult> DeleteAsync(Guid id, string? name, LibraryContext db, CurrentViewer viewer, ProjectDeletion deletion)
    {
        await deletion.DeleteAsync(await db.EditableAsync(viewer, id), name);
        return Results.NoContent();
    }

    /// <summary>A style of the studio, or of another project of the viewer's, is copied; the project's own is simply used.</summary>
    private static async Task UseAsync(LibraryContext db, Project project, Guid styleId)
    {
        var style = await db.Set<StyleCapsule>().SingleOrDefaultAsync(s => s.Id == styleId) ?? throw RefusedException.NotFound();
        project.Use(style.ProjectId == project.Id ? style : style.CopyInto(db, project.Id));
    }
}

/// <summary>How the API finds a project and what it may do there: 404 for what is not the viewer's, 403 where they only read.</summary>
internal static class ProjectLookups
{
    public static async Task<Project> EditableAsync(this LibraryContext db, CurrentViewer viewer, Guid id)
    {
        var project = await db.Set<Project>().SingleOrDefaultAsync(p => p.Id == id) ?? throw RefusedException.NotFound();
        await db.RequireEditAsync(viewer, id);
        return project;
    }

    public static async Task<(Project Project, Branch Branch)> BranchAsync(this LibraryContext db, Guid projectId, Guid? branchId)
    {
        var project = await db.Set<Project>().SingleOrDefaultAsync(p => p.Id == projectId) ?? throw RefusedException.NotFound();
        var branch = await db.Set<Branch>()
            .SingleOrDefaultAsync(b => b.ProjectId == projectId && (branchId == null ? b.Name == Branch.Main : b.Id == branchId))
            ?? throw RefusedException.NotFound();
        return (project, branch);
    }
}
