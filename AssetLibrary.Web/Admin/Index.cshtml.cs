using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Admin;

[Authorize(Policy = Policies.Admin)]
public sealed class PeoplePage(LibraryContext db, People people, SignInPace pace) : PageModel
{
    public IReadOnlyList<StudioPerson> People { get; private set; } = [];

    /// <summary>What was typed and refused.</summary>
    public string? NewName { get; private set; }

    public async Task OnGetAsync() =>
        People = await db.Set<User>()
            .OrderBy(u => u.UserName)
            .Select(u => new StudioPerson(u.Id, u.UserName ?? "", u.Role, u.CreatedAt, u.DeactivatedAt != null))
            .ToListAsync();

    /// <summary>Wrong passwords have been tried for this person, and somebody has to wait.</summary>
    public bool IsSlowed(StudioPerson person) => pace.IsSlowed(person.Name);

    public Task<IActionResult> OnPostAddAsync(string? name, string? password, string? role)
    {
        NewName = name;
        return TryAsync(async () => await people.AddAsync(name, password ?? "", Roles.Of(role)));
    }

    public Task<IActionResult> OnPostRoleAsync(Guid id, string? role) => TryAsync(() => people.SetRoleAsync(id, Roles.Of(role)));

    public Task<IActionResult> OnPostUnlockAsync(Guid id) => TryAsync(() => people.UnlockAsync(id));

    public Task<IActionResult> OnPostDeactivateAsync(Guid id) => TryAsync(() => people.DeactivateAsync(id));

    public Task<IActionResult> OnPostActivateAsync(Guid id) => TryAsync(() => people.ActivateAsync(id));

    private async Task<IActionResult> TryAsync(Func<Task> change)
    {
        try
        {
            await change();
            return RedirectToPage();
        }
        catch (RefusedException refused) when (refused.Status == StatusCodes.Status422UnprocessableEntity)
        {
            ModelState.AddModelError(refused.Field, refused.Message);
            Response.StatusCode = refused.Status;
            await OnGetAsync();
            return Page();
        }
    }
}

public sealed record StudioPerson(Guid Id, string Name, Role Role, DateTimeOffset Since, bool IsDeactivated);
