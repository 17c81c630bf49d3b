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
public sealed class SignInPage(LibraryContext db, SignInManager<User> signIn) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter your name.")]
    public string Name { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Enter your password.")]
    public string Password { get; set; } = "";

    public string Studio { get; private set; } = "";

    public async Task OnGetAsync() => Studio = await db.Set<Studio>().Select(s => s.Name).FirstOrDefaultAsync() ?? "";

    public async Task<IActionResult> OnPostAsync(string? returnUrl)
    {
        if (ModelState.IsValid)
        {
            var result = await signIn.PasswordSignInAsync(SearchText.Clean(Name), Password, isPersistent: true, lockoutOnFailure: true);
            if (result.Succeeded)
            {
                return LocalRedirect(returnUrl is not null && Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
            }

            ModelState.AddModelError("", result.IsLockedOut
                ? "Too many wrong passwords: this account is locked for a few minutes."
                : "That name and password do not belong together.");
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await OnGetAsync();
        return Page();
    }
}
