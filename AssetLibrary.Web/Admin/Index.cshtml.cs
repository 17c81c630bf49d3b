using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Admin;

[Authorize(Policy = Policies.Admin)]
public sealed class PeoplePage(LibraryContext db, UserManager<User> users) : PageModel
{
    public IReadOnlyList<StudioPerson> People { get; private set; } = [];

    /// <summary>What was typed and refused.</summary>
    public string? NewName { get; private set; }

    public async Task OnGetAsync() =>
        People = await db.Set<User>().OrderBy(u => u.UserName).Select(u => new StudioPerson(u.Id, u.UserName ?? "", u.Role, u.CreatedAt)).ToListAsync();

    public async Task<IActionResult> OnPostAddAsync(string? name, string? password, Role role)
    {
        var user = new User { UserName = SearchText.Clean(name), Role = role, CreatedAt = db.Now };
        var made = await users.CreateAsync(user, password ?? "");
        if (!made.Succeeded)
        {
            foreach (var error in made.Errors)
            {
                ModelState.AddModelError("", error.Description);
            }

            (NewName, Response.StatusCode) = (name, StatusCodes.Status422UnprocessableEntity);
            await OnGetAsync();
            return Page();
        }

        db.Record("person.added", user.Id, details: $"{user.UserName} as {role}");
        await db.SaveChangesAsync();
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRoleAsync(Guid id, Role role)
    {
        if (await db.Set<User>().SingleOrDefaultAsync(u => u.Id == id) is not { } user)
        {
            return NotFound();
        }

        if (user.Role == Role.Admin && role != Role.Admin && await db.Set<User>().CountAsync(u => u.Role == Role.Admin) == 1)
        {
            ModelState.AddModelError("", "The studio keeps at least one admin.");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await OnGetAsync();
            return Page();
        }

        user.Role = role;
        await users.UpdateSecurityStampAsync(user);     // their open sessions learn of it within a minute
        db.Record("person.role", id, details: role.ToString());
        await db.SaveChangesAsync();
        return RedirectToPage();
    }
}

public sealed record StudioPerson(Guid Id, string Name, Role Role, DateTimeOffset Since);
