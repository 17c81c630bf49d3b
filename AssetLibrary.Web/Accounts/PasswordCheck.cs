using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Accounts;

/// <summary>Name and password → the person. A name that nobody has takes as long as a wrong password.</summary>
public sealed class PasswordCheck(UserManager<User> users, SignInPace pace, Client client, NobodysPassword nobody)
{
    /// <returns>The person, or how long to wait before the next attempt, or neither: they do not belong together.</returns>
    public async Task<(User? User, TimeSpan Wait)> RunAsync(HttpContext context, string name, string password)
    {
        var user = await users.FindByNameAsync(name);
        if (user?.UnlockedAt is { } unlocked)
        {
            pace.Unlock(name, unlocked); // by another process, such as the command line
        }

        var isKnown = user is not null && client.KnownAs(context) == user.Id;
        var key = client.KeyOf(context, isKnown);
        if (pace.Begin(key, name, isKnown) is var wait && wait > TimeSpan.Zero)
        {
            return (null, wait);
        }

        var fits = user is null ? nobody.Verify(users.PasswordHasher, password) : await users.CheckPasswordAsync(user, password);
        if (!fits || user is null)
        {
            return (null, TimeSpan.Zero);
        }

        pace.Succeeded(key, name);
        if (user.DeactivatedAt is null)
        {
            client.Remember(context, user.Id);
        }

        return (user, TimeSpan.Zero);
    }
}

/// <summary>A hash that no password fits, made as real ones are, to be compared where there is no person.</summary>
public sealed class NobodysPassword
{
    private readonly User nobody = new();
    private string? hash;

    public bool Verify(IPasswordHasher<User> hasher, string password)
    {
        hash ??= hasher.HashPassword(nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(nobody, hash, password);
        return false;
    }
}

internal static class Waiting
{
    /// <summary>The page itself with 429, so that what was typed is not lost.</summary>
    public static IActionResult Wait(this PageModel page, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        page.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        page.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        page.ModelState.AddModelError(
            "",
            $"Too many wrong passwords. Try again in {(seconds == 1 ? "1 second" : $"{seconds} seconds")}, or ask an admin to unlock your account."
        );
        return page.Page();
    }
}
