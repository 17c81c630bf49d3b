using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Accounts;

/// <summary>
/// What an admin does with people, on the page and from the command line. Each takes effect with the next request of the person.
/// Everyone's row is held: two look-alike names, or the last two admins, do not slip past each other.
/// </summary>
/// <exception cref="RefusedException">422 with the field that is to blame; 404 for a person who is not here.</exception>
public sealed class People(LibraryContext db, UserManager<User> users, Sessions sessions, SignInPace pace)
{
    public Task<User> AddAsync(string? name, string password, Role role) => db.WriteAsync(Held.All<User>(), async () =>
        {
            var user = new User
            {
                UserName = PersonName.Of(name),
                Role = role,
                CreatedAt = db.Now,
            };
            Accept(await users.CreateAsync(user, password));
            db.Record("person.added", user.Id, details: $"{user.UserName} as {role}");
            return user;
        });

    public Task SetRoleAsync(Guid id, Role role) => ChangeAsync(id, async user =>
        {
            if (role != Role.Admin)
            {
                await KeepAnAdminAsync(user);
            }

            user.Role = role;
            db.Record("person.role", id, details: role.ToString());
        });

    public Task SetPasswordAsync(Guid id, string password) => ChangeAsync(id, async user =>
        {
            foreach (var validator in users.PasswordValidators)
            {
                Accept(await validator.ValidateAsync(users, user, password));
            }

            user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
            await sessions.EndOfAsync(id);
            db.Record("person.password", id);
        });

    public Task DeactivateAsync(Guid id) => ChangeAsync(id, async user =>
        {
            await KeepAnAdminAsync(user);
            user.DeactivatedAt ??= db.Now;
            await sessions.EndOfAsync(id);
            db.Record("person.deactivated", id);
        });

    /// <summary>
    /// Forgets a person: their sessions, tokens, memberships and budgets go; what they made stays, without a name.
    /// </summary>
    public Task DeleteAsync(Guid id) => ChangeAsync(id, async user =>
        {
            if (user.Id == db.ViewerId)
            {
                throw RefusedException.Invalid("You can’t delete your own account. Ask another admin.", "id");
            }

            await KeepAnAdminAsync(user);
            await sessions.EndOfAsync(id);
            await db.Set<ApiToken>().Where(t => t.UserId == id).ExecuteDeleteAsync();
            await db.Set<ProjectMember>().IgnoreQueryFilters([LibraryContext.Access]).Where(m => m.UserId == id).ExecuteDeleteAsync();
            db.Remove(user);
            db.Record("person.deleted", id, details: user.UserName ?? "");
        });

    public Task EndSessionsAsync(Guid id) => ChangeAsync(id, async _ =>
        {
            await sessions.EndOfAsync(id);
            db.Record("person.signed-out", id);
        });

    /// <summary>Another name, by the person: signing in goes by it from now on.</summary>
    public Task RenameAsync(Guid id, string? name) => ChangeAsync(id, async user =>
        {
            Accept(await users.SetUserNameAsync(user, PersonName.Of(name)));
            db.Record("person.renamed", id, details: user.UserName ?? "");
        });

    public Task ActivateAsync(Guid id) => ChangeAsync(id, user =>
        {
            user.DeactivatedAt = null;
            db.Record("person.activated", id);
            return Task.CompletedTask;
        });

    /// <summary>Wrong passwords are forgotten: here at once, in other processes at the next attempt.</summary>
    public Task UnlockAsync(Guid id) => ChangeAsync(id, user =>
        {
            user.UnlockedAt = db.Now;
            pace.Unlock(user.UserName ?? "", db.Now);
            db.Record("person.unlocked", id);
            return Task.CompletedTask;
        });

    private Task ChangeAsync(Guid id, Func<User, Task> change) =>
        db.WriteAsync(Held.All<User>(), async () =>
            await change(await db.Set<User>().SingleOrDefaultAsync(u => u.Id == id) ?? throw RefusedException.NotFound())
        );

    private async Task KeepAnAdminAsync(User user)
    {
        if (
            user is { Role: Role.Admin, DeactivatedAt: null }
            && !await db.Set<User>().AnyAsync(u => u.Id != user.Id && u.Role == Role.Admin && u.DeactivatedAt == null)
        )
        {
            throw RefusedException.Invalid("The studio needs at least one admin.", "role");
        }
    }

    private static void Accept(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            var isPassword = result.Errors.All(e => e.Code.StartsWith("Password", StringComparison.Ordinal));
            throw RefusedException.Invalid(string.Join(" ", result.Errors.Select(e => e.Description)), isPassword ? "password" : "name");
        }
    }
}
