using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Accounts;

[ReadersMayPost]
public sealed class AccountPage(LibraryContext db, CurrentViewer viewer, UserManager<User> users, SignInManager<User> signIn) : PageModel
{
    public IReadOnlyList<ApiToken> Tokens { get; private set; } = [];

    public string? Secret { get; private set; }

    public string RoleName => viewer.Standing?.ToString().ToLowerInvariant() ?? "";

    public async Task OnGetAsync() =>
        Tokens = await db.Set<ApiToken>().AsNoTracking().Where(t => t.UserId == viewer.Id && t.RevokedAt == null).OrderByDescending(t => t.CreatedAt).ToListAsync();

    public async Task<IActionResult> OnPostPasswordAsync(string current, string next)
    {
        var user = (await users.GetUserAsync(User))!;
        var changed = await users.ChangePasswordAsync(user, current ?? "", next ?? "");
        if (changed.Succeeded)
        {
            await signIn.RefreshSignInAsync(user);
            return RedirectToPage();
        }

        foreach (var error in changed.Errors)
        {
            ModelState.AddModelError("", error.Description);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostIssueAsync(string? name, List<string> scopes)
    {
        if (SearchText.Clean(name) is not { Length: > 0 and <= 200 } clean || scopes.Except(Policies.All).Any())
        {
            ModelState.AddModelError("", "Give the token a name of at most 200 characters, and scopes that there are.");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        else
        {
            (var token, Secret) = ApiToken.Issue(viewer.Id!.Value, clean, scopes, db.Now);
            db.Add(token);
            db.Record("token.issued", token.Id, details: token.Name);
            await db.SaveChangesAsync();
        }

        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id)
    {
        if (await db.Set<ApiToken>().SingleOrDefaultAsync(t => t.Id == id && t.UserId == viewer.Id) is not { } token)
        {
            return NotFound();
        }

        token.Revoke(db.Now);
        db.Record("token.revoked", token.Id, details: token.Name);
        await db.SaveChangesAsync();
        return RedirectToPage();
    }
}
