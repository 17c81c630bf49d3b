using System.Security.Claims;
using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using AssetLibrary.Web.Queue;
using AssetLibrary.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Home;

internal sealed class StudioNavigation(LibraryContext db) : INavigation
{
    public async Task<NavigationFigures> LoadAsync(ClaimsPrincipal user) =>
        new(
            await db.Set<Studio>().Select(s => s.Name).SingleOrDefaultAsync() ?? "AssetLibrary",
            user.May(Policies.Admin)
                ? await db.Set<Job>().CountAsync(j => j.State == JobState.Parked || j.State == JobState.ChargeUnknown)
                : 0
        );
}

internal static class HomeSetup
{
    public static void AddHome(this WebApplicationBuilder builder) => builder.Services.AddScoped<INavigation, StudioNavigation>();
}
