using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Accounts;

/// <summary>
/// Grid or list, as this person last chose it. A cookie spares the look-up; a browser that has none yet asks what was chosen elsewhere.
/// </summary>
internal static class ViewChoice
{
    private const string Cookie = "view",
        Owner = "AssetLibrary",
        List = "list",
        Grid = "grid";

    /// <summary>True for a list.</summary>
    public static async Task<bool> RememberAsync(this LibraryContext db, HttpContext context, string? chosen)
    {
        if (chosen is Grid or List)
        {
            await KeepAsync(db, chosen);
        }
        else if ((chosen = context.Request.Cookies[Cookie]) is not (Grid or List))
        {
            chosen =
                await db.Set<IdentityUserToken<Guid>>()
                    .Where(t => t.UserId == db.ViewerId && t.LoginProvider == Owner && t.Name == Cookie)
                    .Select(t => t.Value)
                    .FirstOrDefaultAsync() == List
                    ? List
                    : Grid;
        }
        else
        {
            return chosen == List;
        }

        context.Response.Cookies.Append(
            Cookie,
            chosen,
            new()
            {
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                MaxAge = TimeSpan.FromDays(365),
            }
        );
        return chosen == List;
    }

    // One statement on both databases: two tabs at once do not meet.
    private static async Task KeepAsync(LibraryContext db, string chosen)
    {
        if (db.ViewerId is { } viewer)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "UserTokens" ("UserId", "LoginProvider", "Name", "Value") VALUES ({viewer}, {Owner}, {Cookie}, {chosen})
                ON CONFLICT ("UserId", "LoginProvider", "Name") DO UPDATE SET "Value" = {chosen}
                """
            );
        }
    }
}
