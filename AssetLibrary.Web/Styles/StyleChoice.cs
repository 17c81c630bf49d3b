using AssetLibrary.Web.Accounts;
using AssetLibrary.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Styles;

/// <summary>A style capsule to choose from.</summary>
public sealed record StyleChoice(Guid Id, string Name, bool IsDefault)
{
    /// <summary>The studio's own ones, its default marked.</summary>
    public static async Task<IReadOnlyList<StyleChoice>> OfStudioAsync(LibraryContext db)
    {
        var standard = await db.Set<Studio>().Select(s => s.DefaultStyleId).SingleOrDefaultAsync();
        return await db.Set<StyleCapsule>()
            .Where(s => s.ProjectId == null)
            .OrderBy(s => s.Name)
            .Select(s => new StyleChoice(s.Id, s.Name, s.Id == standard))
            .ToListAsync();
    }
}
