using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects;

public sealed class SettingsPage(LibraryContext db, CurrentViewer viewer) : ProjectPage(db, viewer)
{
    /// <summary>What was typed and refused.</summary>
    public string? Name { get; private set; }

    /// <summary>Sizes that were typed and refused.</summary>
    public (string? Character, string? Location, string? Prop)? Sizes { get; private set; }

    public bool MayDelete => User.May(Policies.Admin);

    public IReadOnlyList<Person> Members { get; private set; } = [];
    public IReadOnlyList<Person> Others { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var people = await Db.Set<User>()
            .OrderBy(u => u.UserName)
            .Select(u => new
            {
                u.Id,
                Name = u.UserName ?? "",
                Role = Db.Set<ProjectMember>()
                    .Where(m => m.ProjectId == ProjectId && m.UserId == u.Id)
                    .Select(m => (Role?)m.Role)
                    .FirstOrDefault(),
            })
            .ToListAsync();
        Members = [.. people.Where(p => p.Role is not null).Select(p => new Person(p.Id, p.Name, p.Role!.Value))];
        Others = [.. people.Where(p => p.Role is null).Select(p => new Person(p.Id, p.Name, Role.Editor))];
    }

    public async Task<IActionResult> OnPostRenameAsync(string? name, int revision)
    {
        try
        {
            Project.Expect(revision);
            Project.Rename(name);
            Db.Record("project.renamed", ProjectId, ProjectId, Project.Name);
            await Db.SaveChangesAsync();
            this.Say("Name saved.");
            return RedirectToPage(new { ProjectId });
        }
        catch (RefusedException refused)
        {
            var by = await Db.NameOfUserAsync(Project.ChangedBy);
            ModelState.AddModelError(
                "",
                refused is StaleRevisionException
                    ? $"This was changed while you were editing. {by ?? "Someone"} saved it at {Project.ChangedAt:HH:mm} "
                        + $"as “{Project.Name}”. Save again to use your name instead."
                    : refused.Message
            );
            (Name, Response.StatusCode) = (name, refused.Status);
            await OnGetAsync();
            return Page();
        }
    }

    public async Task<IActionResult> OnPostSizesAsync(string? character, string? location, string? prop, int revision)
    {
        try
        {
            Project.Expect(revision);
            Project.UseSizes(character, location, prop);
            Db.Record("project.sizes", ProjectId, ProjectId);
            await Db.SaveChangesAsync();
            this.Say("Picture sizes saved.");
            return RedirectToPage(new { ProjectId });
        }
        catch (RefusedException refused)
        {
            ModelState.AddModelError(
                "",
                refused is StaleRevisionException ? "This was changed while you were editing. Check it and save again." : refused.Message
            );
            (Sizes, Response.StatusCode) = ((character, location, prop), refused.Status);
            await OnGetAsync();
            return Page();
        }
    }

    public async Task<IActionResult> OnPostAddAsync(Guid userId, string? role)
    {
        if (!await Db.Set<User>().AnyAsync(u => u.Id == userId))
        {
            return NotFound();
        }

        if (Roles.Named(role) is not { } may)
        {
            ModelState.AddModelError(nameof(role), Roles.Unknown);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await OnGetAsync();
            return Page();
        }

        if (!await Db.Set<ProjectMember>().AnyAsync(m => m.ProjectId == ProjectId && m.UserId == userId))
        {
            Db.Add(
                new ProjectMember
                {
                    ProjectId = ProjectId,
                    UserId = userId,
                    Role = may,
                }
            );
            Db.Record("member.added", userId, ProjectId, may.ToString());
            await Db.SaveChangesAsync();
        }

        return RedirectToPage(new { ProjectId });
    }

    public async Task<IActionResult> OnPostRoleAsync(Guid userId, string? role)
    {
        if (await Db.Set<ProjectMember>().SingleOrDefaultAsync(m => m.ProjectId == ProjectId && m.UserId == userId) is not { } member)
        {
            return NotFound();
        }

        if (Roles.Named(role) is not { } may)
        {
            ModelState.AddModelError(nameof(role), Roles.Unknown);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await OnGetAsync();
            return Page();
        }

        member.Role = may;
        Db.Record("member.role", userId, ProjectId, may.ToString());
        await Db.SaveChangesAsync();
        this.Say("Role saved.");
        return RedirectToPage(new { ProjectId });
    }

    public async Task<IActionResult> OnPostReviewAsync(bool onlyApproved)
    {
        Project.RequireApprovedReferences(onlyApproved);
        Db.Record("project.review", ProjectId, ProjectId);
        await Db.SaveChangesAsync();
        this.Say("Review settings saved.");
        return RedirectToPage(new { ProjectId });
    }

    /// <summary>Out of the list of projects, with everything kept; or back.</summary>
    public async Task<IActionResult> OnPostArchiveAsync(bool back)
    {
        Project.Archive(back ? null : Db.Now);
        Db.Record(back ? "project.unarchived" : "project.archived", ProjectId, ProjectId, Project.Name);
        await Db.SaveChangesAsync();
        this.Say(back ? "Project restored from the archive." : $"“{Project.Name}” archived. Find it under archived projects.");
        return back ? RedirectToPage(new { ProjectId }) : Redirect("/Projects");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid userId)
    {
        if (await Db.Set<ProjectMember>().SingleOrDefaultAsync(m => m.ProjectId == ProjectId && m.UserId == userId) is not { } member)
        {
            return NotFound();
        }

        if (await Db.Set<ProjectMember>().CountAsync(m => m.ProjectId == ProjectId) == 1)
        {
            ModelState.AddModelError("", "A project needs at least one member.");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await OnGetAsync();
            return Page();
        }

        Db.Remove(member);
        Db.Record("member.removed", userId, ProjectId);
        await Db.SaveChangesAsync();
        return userId == Db.ViewerId && !Db.SeesAll ? Redirect("/Projects") : RedirectToPage(new { ProjectId });
    }
}

public sealed record Person(Guid UserId, string Name, Role Role);
