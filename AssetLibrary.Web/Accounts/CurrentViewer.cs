using System.Security.Claims;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Accounts;

/// <summary>The person behind a request, or, in a worker's scope, the person for whom the worker works.</summary>
public sealed class CurrentViewer(IHttpContextAccessor http) : IViewer
{
    private bool worker;
    private Guid? workingFor;

    public Guid? Id =>
        worker ? workingFor
        : Guid.TryParse(Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id
        : null;

    public bool SeesAll => worker || Standing == Role.Admin;

    /// <summary>The person's role in the studio; null when nobody is signed in.</summary>
    public Role? Standing => Enum.TryParse<Role>(Principal?.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;

    private ClaimsPrincipal? Principal => http.HttpContext?.User;

    /// <summary>
    /// The one place where the access filter is lifted: a worker acts for the person who asked, on rows it was given by id.
    /// </summary>
    public void WorkFor(Guid? userId) => (worker, workingFor) = (true, userId);

    /// <summary>Whether the viewer may change things in a project: an editor there whose membership does not say less.</summary>
    public async Task<bool> MayEditAsync(LibraryContext db, Guid? projectId, CancellationToken cancel = default) =>
        Standing switch
        {
            _ when worker => true,
            Role.Admin => true,
            Role.Editor => projectId is null
                || await db.Set<ProjectMember>().AnyAsync(m => m.ProjectId == projectId && m.UserId == Id && m.Role != Role.Viewer, cancel),
            _ => false,
        };
}
