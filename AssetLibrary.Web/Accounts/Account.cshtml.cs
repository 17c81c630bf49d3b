using AssetLibrary.Web.Database;
using AssetLibrary.Web.Shared;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Accounts;

[ReadersMayPost]
public sealed class AccountPage(
    LibraryContext db,
    CurrentViewer viewer,
    UserManager<User> users,
    Sessions sessions,
    SignInPace pace,
    People people
) : PageModel
{
    public IReadOnlyList<ApiToken> Tokens { get; private set; } = [];

    /// <summary>A new token's secret: kept for one page, so that a reload or Back neither shows it again nor makes another.</summary>
    [TempData]
    public string? Secret { get; set; }

    public string RoleName => viewer.Standing?.ToString() ?? "";

    /// <summary>Where the person is signed in, last seen first.</summary>
    public IReadOnlyList<Session> Browsers { get; private set; } = [];

    public Guid? SessionId => Sessions.IdOf(User);

    public async Task OnGetAsync()
    {
        Browsers = await db.Set<Session>()
            .AsNoTracking()
            .Where(s => s.UserId == viewer.Id)
            .OrderByDescending(s => s.LastSeenAt)
            .Take(50)
            .ToListAsync();
        Tokens = await db.Set<ApiToken>()
            .AsNoTracking()
            .Where(t => t.UserId == viewer.Id && t.RevokedAt == null)
            .OrderByDescending(t => t.CreatedAt)
            .ToListAsync();
    }

    public async Task<IActionResult> OnPostPasswordAsync(string current, string next)
    {
        var user = (await users.GetUserAsync(User))!;
        // Somebody at an open browser must not guess it faster than at the sign-in.
        if (pace.Begin($"account {user.Id}", user.UserName!, isKnown: true) is var wait && wait > TimeSpan.Zero)
        {
            await OnGetAsync();
            return this.Wait(wait);
        }

        var changed = await users.ChangePasswordAsync(user, current ?? "", next ?? "");
        if (changed.Succeeded)
        {
            pace.Succeeded($"account {user.Id}", user.UserName!);
            await sessions.EndOfAsync(user.Id, except: SessionId);
            db.Record("person.password", user.Id);
            await db.SaveChangesAsync();
            this.Say("Password changed. Other browsers are signed out.");
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

    public async Task<IActionResult> OnPostNameAsync(string? name)
    {
        try
        {
            await people.RenameAsync(viewer.Id!.Value, name);
            this.Say("Name changed.");
            return RedirectToPage();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.AddModelError("name", refused.Message);
            Response.StatusCode = refused.Status;
            await OnGetAsync();
            return Page();
        }
    }

    public async Task<IActionResult> OnPostElsewhereAsync()
    {
        await sessions.EndOfAsync(viewer.Id!.Value, except: SessionId);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostIssueAsync(string? name, List<string> scopes)
    {
        if (SearchText.Clean(name) is not { Length: > 0 and <= 200 } clean || scopes.Except(Policies.All).Any())
        {
            ModelState.AddModelError("", "Enter a token name of up to 200 characters and select only scopes from the list.");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        else
        {
            (var token, Secret) = ApiToken.Issue(viewer.Id!.Value, clean, scopes, db.Now);
            db.Add(token);
            db.Record("token.issued", token.Id, details: token.Name);
            await db.SaveChangesAsync();
            return RedirectToPage(null, null, null, "tokens");
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
