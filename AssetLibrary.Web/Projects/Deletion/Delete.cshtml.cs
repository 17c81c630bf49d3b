using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Media;
using AssetLibrary.Web.Shared;
using AssetLibrary.Web.Versions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Projects.Deletion;

/// <summary>Says what a project takes along, and deletes it once its name was typed.</summary>
[Authorize(Policy = Policies.Admin)]
public sealed class DeletePage(LibraryContext db, CurrentViewer viewer, ProjectDeletion deletion, IEnumerable<IProjectFigures> figures)
    : ProjectPage(db, viewer)
{
    public ProjectCard Card { get; private set; } = null!;
    public int Pictures { get; private set; }

    /// <summary>Pictures that the library or another project uses.</summary>
    public int Kept { get; private set; }

    /// <summary>What was typed and refused.</summary>
    public string? Name { get; private set; }

    public async Task OnGetAsync()
    {
        Card = new(ProjectId, Project.Name, []);
        foreach (var room in figures)
        {
            await room.AddAsync([Card]);
        }

        Guid? mine = ProjectId;
        var items = Db.Set<MediaItem>().Where(m => m.ProjectId == mine);
        Kept = await items.CountAsync(m => Db.Set<AssetVersion>().Any(v => v.MediaId == m.Id && v.ProjectId != mine));
        Pictures = await items.CountAsync() - Kept;
    }

    public async Task<IActionResult> OnPostAsync(string? name)
    {
        try
        {
            await deletion.DeleteAsync(Project, name);
            this.Say($"“{Project.Name}” deleted.");
            return Redirect("/Projects");
        }
        catch (RefusedException refused)
        {
            ModelState.AddModelError("name", refused.Message);
            (Name, Response.StatusCode) = (name, refused.Status);
            await OnGetAsync();
            return Page();
        }
    }
}
