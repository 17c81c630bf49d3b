using System.CommandLine;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Commands;

/// <summary>What <c>user</c> does with people who are here already; also for a studio whose only admin cannot sign in.</summary>
internal static class PeopleCommands
{
    public static Command List(Func<string[], WebApplication> build)
    {
        var list = new Command("list", "Lists people: name, role and “deactivated” where it applies, separated by tabs.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        list.SetAction((parsed, cancel) => AccountCommands.WithServicesAsync(build, parsed, services => ListAsync(services, cancel)));
        return list;
    }

    public static Command Unlock(Func<string[], WebApplication> build) =>
        Of(build, "unlock", "Clears wrong passwords so that the next attempt is allowed.", (people, user) => people.UnlockAsync(user.Id));

    public static Command Deactivate(Func<string[], WebApplication> build) =>
        Of(build, "deactivate", "Ends a person’s sessions and blocks their password and tokens.", (people, user) =>
            people.DeactivateAsync(user.Id)
        );

    public static Command Activate(Func<string[], WebApplication> build) =>
        Of(build, "activate", "Lets a deactivated person sign in again.", (people, user) => people.ActivateAsync(user.Id));

    public static Command Role(Func<string[], WebApplication> build)
    {
        var name = Name();
        var role = new Argument<string>("role") { Description = "admin, editor or viewer" };
        var command = new Command("role", "Changes a person’s role.") { name, role };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, _) =>
                AccountCommands.WithServicesAsync(build, parsed, services =>
                    ChangeAsync(services, parsed.GetValue(name)!, (people, user) =>
                        people.SetRoleAsync(user.Id, Roles.Of(parsed.GetValue(role)))
                    )
                )
        );
        return command;
    }

    public static Command Password(Func<string[], WebApplication> build)
    {
        var name = Name();
        var fromInput = new Option<bool>("--password-stdin")
        {
            Description = "Read the password from standard input. Without this option, one is generated and printed.",
        };
        var command = new Command("password", "Sets a person’s password and ends all their sessions.") { name, fromInput };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancel) => AccountCommands.WithServicesAsync(build, parsed, async services =>
                {
                    var given = parsed.GetValue(fromInput) ? await AccountCommands.ReadPasswordAsync(cancel) : null;
                    var password = given ?? AccountCommands.NewPassword();
                    var code = await ChangeAsync(services, parsed.GetValue(name)!, (people, user) =>
                        people.SetPasswordAsync(user.Id, password)
                    );
                    if (code == 0 && given is null)
                    {
                        Console.WriteLine(password);
                    }

                    return code;
                }));
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "The name they sign in with." };

    private static Command Of(Func<string[], WebApplication> build, string verb, string help, Func<People, User, Task> change)
    {
        var name = Name();
        var command = new Command(verb, help) { name };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            (parsed, _) =>
                AccountCommands.WithServicesAsync(build, parsed, services => ChangeAsync(services, parsed.GetValue(name)!, change))
        );
        return command;
    }

    private static async Task<int> ChangeAsync(IServiceProvider services, string name, Func<People, User, Task> change)
    {
        try
        {
            if (await services.GetRequiredService<UserManager<User>>().FindByNameAsync(name) is not { } user)
            {
                await Console.Error.WriteLineAsync($"No person is called {SearchText.Clean(name)}.");
                return 1;
            }

            services.GetRequiredService<LibraryContext>().ChangeTracker.Clear();
            await change(services.GetRequiredService<People>(), user);
            return 0;
        }
        catch (RefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<int> ListAsync(IServiceProvider services, CancellationToken cancel)
    {
        var people = services.GetRequiredService<LibraryContext>().Set<User>().AsNoTracking().OrderBy(u => u.UserName);
        foreach (var user in await people.ToListAsync(cancel))
        {
            var role = user.Role.ToString().ToLowerInvariant();
            Console.WriteLine($"{user.UserName}\t{role}{(user.DeactivatedAt is null ? "" : "\tdeactivated")}");
        }

        return 0;
    }
}
