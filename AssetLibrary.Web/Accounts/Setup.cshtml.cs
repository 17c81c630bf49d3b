using System.ComponentModel.DataAnnotations;
using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AssetLibrary.Web.Accounts;

[AllowAnonymous, EnableRateLimiting(AccountsSetup.PasswordLimit)]
public sealed class SetupPage(
    LibraryContext db,
    FirstRun firstRun,
    UserManager<User> users,
    SignInManager<User> signIn,
    AccountsOptions options
) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Enter a studio name."), MaxLength(200)]
    public string StudioName { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Enter your name.")]
    public string Name { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Choose a password.")]
    public string Password { get; set; } = "";

    [BindProperty]
    public string? Code { get; set; }

    public bool NeedsCode { get; private set; }

    public int PasswordLength => options.PasswordLength;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await firstRun.IsOverAsync(db))
        {
            return Redirect("/");
        }

        if (NeedsCode = firstRun.NeedsCode(Request))
        {
            firstRun.Code();
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await firstRun.IsOverAsync(db))
        {
            return Redirect("/");
        }

        NeedsCode = firstRun.NeedsCode(Request);
        if (!firstRun.Accepts(Request, Code))
        {
            ModelState.AddModelError(nameof(Code), "Wrong code. Enter the code shown in the console.");
        }

        if (!ModelState.IsValid || await MakeAsync() is not { } admin)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        firstRun.End();
        await signIn.SignInAsync(admin, isPersistent: true);
        return Redirect("/Projects");
    }

    private async Task<User?> MakeAsync()
    {
        return await db.WriteAsync(AddAsync);
    }

    private async Task<User?> AddAsync()
    {
        var admin = new User
        {
            UserName = PersonName.Of(Name),
            Role = Role.Admin,
            CreatedAt = db.Now,
        };
        db.Add(new Studio { Name = SearchText.Clean(StudioName) }); // its fixed key lets only one of two simultaneous first runs through
        var made = await users.CreateAsync(admin, Password);
        if (!made.Succeeded)
        {
            db.ChangeTracker.Clear();
            foreach (var error in made.Errors)
            {
                ModelState.AddModelError("", error.Description);
            }

            return null;
        }

        db.Record("studio.made", admin.Id, details: StudioName.Trim());
        return admin;
    }
}
