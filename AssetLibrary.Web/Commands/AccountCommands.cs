using System.CommandLine;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Commands;

/// <summary><c>user</c> and <c>token</c>, on the same database that the app serves.</summary>
internal static class AccountCommands
{
    public static Task<int> RunAsync(string[] args, Func<string[], WebApplication> build)
    {
        var root = new RootCommand("AssetLibrary") { UserCommand(build), TokenCommand(build) };
        // What the data folder or the database refuses is said by Verbs, for every verb in the same words.
        return root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
    }

    private static Command UserCommand(Func<string[], WebApplication> build)
    {
        var name = new Argument<string>("name") { Description = "The name to sign in with." };
        var role = new Option<Role>("--role") { Required = true, Description = "admin, editor or viewer" };
        var fromInput = new Option<bool>("--password-stdin")
        {
            Description = "Read the password from standard input. Without this option, one is generated and printed.",
        };
        var add = new Command("add", "Adds a person.") { name, role, fromInput };
        add.TreatUnmatchedTokensAsErrors = false;
        add.SetAction(
            (parsed, cancel) =>
                WithServicesAsync(build, parsed, services =>
                    AddUserAsync(services, parsed.GetValue(name)!, parsed.GetValue(role), parsed.GetValue(fromInput), cancel)
                )
        );
        return new("user", "People who sign in.")
        {
            add,
            PeopleCommands.List(build),
            PeopleCommands.Unlock(build),
            PeopleCommands.Password(build),
            PeopleCommands.Role(build),
            PeopleCommands.Deactivate(build),
            PeopleCommands.Activate(build),
        };
    }

    private static Command TokenCommand(Func<string[], WebApplication> build)
    {
        var user = new Option<string>("--user") { Required = true, Description = "The person the token acts for." };
        var scopes = new Option<string?>("--scopes")
        {
            Description = $"Any of {string.Join(", ", Policies.All)}, separated by commas. Omit for full access.",
        };
        var add = new Command("add", "Creates an API token and prints it once.") { user, scopes };
        add.TreatUnmatchedTokensAsErrors = false;
        add.SetAction(
            (parsed, cancel) =>
                WithServicesAsync(build, parsed, services =>
                    AddTokenAsync(services, parsed.GetValue(user)!, parsed.GetValue(scopes), cancel)
                )
        );
        return new("token", "API tokens.") { add };
    }

    internal static async Task<int> WithServicesAsync(
        Func<string[], WebApplication> build,
        ParseResult parsed,
        Func<IServiceProvider, Task<int>> run
    )
    {
        // Standard output is for the answer alone: TOKEN=$(… token add …).
        await using var app = build([
            .. parsed.UnmatchedTokens,
            "--Logging:LogLevel:Default",
            "Warning",
            "--Logging:Console:LogToStandardErrorThreshold",
            "Trace",
        ]);
        await app.PrepareDatabaseAsync();
        await using var scope = app.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }

    private static async Task<int> AddUserAsync(IServiceProvider services, string name, Role role, bool fromInput, CancellationToken cancel)
    {
        var db = services.GetRequiredService<LibraryContext>();
        var given = fromInput ? await ReadPasswordAsync(cancel) : null;
        var password = given ?? NewPassword();
        try
        {
            await services.GetRequiredService<People>().AddAsync(name, password, role);
        }
        catch (RefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }

        if (!await db.Set<Studio>().AnyAsync(cancel))
        {
            // The first person made from a shell stands for the first run; it has to be somebody who can do everything.
            if (role == Role.Admin)
            {
                db.Add(new Studio { Name = "Studio" });
                await db.SaveChangesAsync(cancel);
            }
        }

        Console.WriteLine(
            given is null
                ? $"Added {name} as {role.ToString().ToLowerInvariant()}. Password: {password}"
                : $"Added {name} as {role.ToString().ToLowerInvariant()}."
        );
        return 0;
    }

    internal static async Task<string> ReadPasswordAsync(CancellationToken cancel) =>
        (await Console.In.ReadToEndAsync(cancel)).TrimEnd('\r', '\n');

    internal static string NewPassword() => System.Security.Cryptography.RandomNumberGenerator.GetHexString(20, lowercase: true);

    private static async Task<int> AddTokenAsync(IServiceProvider services, string name, string? scopes, CancellationToken cancel)
    {
        var db = services.GetRequiredService<LibraryContext>();
        if (await services.GetRequiredService<UserManager<User>>().FindByNameAsync(name) is not { } user)
        {
            await Console.Error.WriteLineAsync($"No person is called {name}.");
            return 1;
        }

        var wanted = (scopes ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Except(Policies.All).ToList() is [var unknown, ..])
        {
            await Console.Error.WriteLineAsync($"Unknown scope “{unknown}”. Choose from {string.Join(", ", Policies.All)}.");
            return 1;
        }

        var (token, secret) = ApiToken.Issue(user.Id, "Command line", wanted, db.Now);
        db.Add(token);
        await db.SaveChangesAsync(cancel);
        Console.WriteLine(secret);
        return 0;
    }
}
