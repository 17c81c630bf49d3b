using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AssetLibrary.Web.Accounts;

[ReadersMayPost]
public sealed class SignOutPage(Sessions sessions, SignInManager<User> signIn) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(User);
        await signIn.SignOutAsync();
        // Pages and pictures that this browser has stored are not for the next person at it.
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Redirect("/SignIn");
    }
}
