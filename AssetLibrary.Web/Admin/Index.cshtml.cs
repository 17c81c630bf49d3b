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

    public string StudioName { get; private set; } = "";

    public async Task OnGetAsync()
    {
        StudioName = await db.Set<Studio>().Select(s => s.Name).SingleOrDefaultAsync() ?? "";
        People = await db.Set<User>()
            .OrderBy(u => u.UserName)
            .Select(u => new StudioPerson(
                u.Id,
                u.UserName ?? "",
                u.Role,
                u.CreatedAt,
                u.DeactivatedAt != null,
                db.Set<Session>().Where(s => s.UserId == u.Id).Max(s => (DateTimeOffset?)s.LastSeenAt)
            ))
            .ToListAsync();
    }

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

    public Task<IActionResult> OnPostPasswordAsync(Guid id, string? password) =>
        TryAsync(() => people.SetPasswordAsync(id, password ?? ""));

    public Task<IActionResult> OnPostEndSessionsAsync(Guid id) => TryAsync(() => people.EndSessionsAsync(id));

    public Task<IActionResult> OnPostDeleteAsync(Guid id) => TryAsync(() => people.DeleteAsync(id));

    public Task<IActionResult> OnPostStudioAsync(string? studio) =>
        TryAsync(async () =>
        {
            (await db.Set<Studio>().SingleAsync()).Name = TypedText.Name(studio);
            db.Record("studio.renamed", details: studio ?? "");
            await db.SaveChangesAsync();
        });

    private async Task<IActionResult> TryAsync(Func<Task> change)
    {
        try
        {
            await change();
            this.Say("Saved.");
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

public sealed record StudioPerson(Guid Id, string Name, Role Role, DateTimeOffset Since, bool IsDeactivated, DateTimeOffset? LastSeenAt);
