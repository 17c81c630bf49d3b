using AssetLibrary.Web.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AssetLibrary.Web.Accounts;

/// <summary>A person who signs in with a name and a password.</summary>
public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Ids.New();

    public Role Role { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Wrong passwords before it count no more.</summary>
    public DateTimeOffset? UnlockedAt { get; set; }

    /// <summary>Since then the person cannot sign in, and their tokens open nothing.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }
}

/// <summary>The one studio that this installation serves. That the row exists means that the first run is over.</summary>
public sealed class Studio
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;
    public string Name { get; set; } = "";

    /// <summary>The style capsule that pictures of library assets are made in unless another is chosen; null for none.</summary>
    public Guid? DefaultStyleId { get; set; }
}

internal static class UserNames
{
    /// <summary>Null for nobody and for who is no longer there.</summary>
    public static Task<string?> NameOfUserAsync(this LibraryContext db, Guid? id) =>
        db.Set<User>().Where(u => u.Id == id).Select(u => u.UserName).SingleOrDefaultAsync();
}
