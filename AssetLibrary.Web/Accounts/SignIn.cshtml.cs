using System.ComponentModel.DataAnnotations;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Accounts;

[AllowAnonymous, EnableRateLimiting(AccountsSetup.PasswordLimit)]
public sealed class SignInPage(LibraryContext db, SignInManager<User> signIn, PasswordCheck passwords) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter your name.")]
    public string Name { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Enter your password.")]
    public string Password { get; set; } = "";

    public string Studio { get; private set; } = "";

    public async Task OnGetAsync() => Studio = await db.Set<Studio>().Select(s => s.Name).SingleOrDefaultAsync() ?? "";

    public async Task<IActionResult> OnPostAsync(string? returnUrl)
    {
        if (ModelState.IsValid)
        {
            var (user, wait) = await passwords.RunAsync(HttpContext, SearchText.Clean(Name), Password);
            if (user is { DeactivatedAt: null })
            {
                await signIn.SignInAsync(user, isPersistent: true);
                return LocalRedirect(returnUrl is not null && Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
            }

            if (wait > TimeSpan.Zero)
            {
                await OnGetAsync();
                return this.Wait(wait);
            }

            ModelState.AddModelError(
                "",
                user is null ? "Wrong name or password." : "This account is deactivated. Ask an admin to activate it."
            );
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await OnGetAsync();
        return Page();
    }
}
